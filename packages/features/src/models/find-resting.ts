import type { Database } from '@millrace/db/database';
import type { Candidate } from './find-candidates.ts';

const restMs = 60_000;
/** What says that an endpoint itself is in trouble, not the request nor its account. */
const troubles = ['llm.timeout', 'llm.down', 'llm.cut', 'llm.malformed', 'llm.failed'];

/**
 * Those whose newest answer, within the last minute, was none: asked first, each would cost whoever asks the whole time that a model may
 * be silent. The ledger knows, so all workers do.
 */
export async function findResting(
  { db, clock }: { db: Database; clock: () => Date },
  candidates: Candidate[],
): Promise<Set<Candidate>> {
  const ids = candidates.map(({ id }) => id).filter((id) => id !== null);
  if (candidates.length < 2 || ids.length === 0) return new Set();
  const since = clock().getTime() - restMs;
  const newest = await db
    .selectFrom('modelRequests')
    .distinctOn('endpointId')
    .where('endpointId', 'in', ids)
    // begun before that, it may have been silent for long
    .where('startedAt', '>', new Date(since - 5 * restMs))
    .where('finishedAt', '>', new Date(since))
    .select(['endpointId', 'status', 'reason'])
    .orderBy('endpointId')
    .orderBy('finishedAt', 'desc')
    .execute();
  const failed = new Set(
    newest
      .filter(({ status, reason }) => status === 'failed' && troubles.includes(reason ?? ''))
      .map(({ endpointId }) => endpointId),
  );
  return new Set(candidates.filter(({ id }) => failed.has(id)));
}
