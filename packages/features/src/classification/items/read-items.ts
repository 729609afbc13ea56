import type { Subject } from '../subjects/subject.ts';
import { subjectKind } from '../subjects/subject-kinds.ts';
import { findCached } from './answer-cache.queries.ts';
import {
  type Answering,
  answeredWith,
  blankOutcome,
  type Ended,
  type Ready,
  readFrom,
  type Store,
} from './answering.ts';
import { type ClaimedItem, claimItems } from './claims.queries.ts';

async function readSubjects({ services, workspaceId }: Answering, items: ClaimedItem[]): Promise<Map<string, Subject>> {
  const subjects = new Map<string, Subject>();
  for (const [kind, some] of Map.groupBy(items, ({ subjectKind: name }) => name)) {
    const ids = some.map(({ subjectId }) => subjectId);
    for (const subject of await subjectKind(kind).read(services.db, workspaceId, ids))
      subjects.set(subject.id, subject);
  }
  return subjects;
}

const gone = { errorCode: 'gone', errorMessage: 'This text was deleted before it was classified.' };

/**
 * Claims the next items and reads their texts. Stores at once what needs no request: what is gone, and what the cache has. Returns an
 * empty list when nothing can be claimed.
 */
export async function readItems(work: Answering, store: Store): Promise<Ready[]> {
  const { services, workspaceId, classificationId, claimant, concurrency, schemes, answerer } = work;
  for (;;) {
    work.signal.throwIfAborted();
    const items = await claimItems(services.db, { classificationId, claimant, limit: concurrency * 4 });
    if (items.length === 0) return [];
    const subjects = await readSubjects(work, items);
    const settled: Ended[] = [];
    const ready = items.flatMap((item): Ready[] => {
      const subject = subjects.get(item.subjectId);
      const scheme = schemes.get(`${item.schemeId}:${item.schemeVersion}`);
      if (scheme === undefined) throw new Error(`no scheme ${item.schemeId} in version ${item.schemeVersion}`);
      if (subject !== undefined) return [{ item, scheme, subject, key: answerer.key(scheme, subject) }];
      settled.push({ outcome: { ...blankOutcome(answerer, item.id), ...gone }, kept: undefined });
      return [];
    });
    const cached = await findCached(
      services.db,
      workspaceId,
      ready.map(({ key }) => key),
    );
    const left = ready.filter(({ item, subject, key }) => {
      const answer = cached.get(key.toString('hex'));
      if (answer === undefined) return true;
      const outcome = { ...blankOutcome(answerer, item.id), ...answeredWith(answer), ...readFrom(subject) };
      settled.push({ outcome: { ...outcome, cached: true }, kept: undefined });
      return false;
    });
    await Promise.all(settled.map(store));
    if (left.length > 0) return left;
  }
}
