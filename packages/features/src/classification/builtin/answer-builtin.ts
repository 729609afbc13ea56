import type { Trx } from '@millrace/db/database';
import type { Services } from '../../services.ts';
import type { PlacedAnswer } from '../answers/fold-answers.ts';
import { answeredWith, blankOutcome, readFrom } from '../items/answering.ts';
import { claimItems, type Outcome, releaseClaims, storeOutcomes } from '../items/claims.queries.ts';
import type { SchemeVersion } from '../providers/answerer.ts';
import { chooseForTexts, type SubjectAnswers } from './choose-for-texts.ts';

export type BuiltinAnswering = {
  services: Services;
  workspaceId: string;
  classificationId: string;
  claimant: string;
  schemes: ReadonlyMap<string, SchemeVersion>;
  signal: AbortSignal;
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  onStored(): void;
};

export const builtinModel = 'nearest label';

const batchSize = 500;

async function idsOf({ services, classificationId }: BuiltinAnswering, schemeId: string): Promise<string[]> {
  const rows = await services.db
    .selectFrom('classificationItems')
    .where('classificationId', '=', classificationId)
    .where('schemeId', '=', schemeId)
    .orderBy('position')
    .select('subjectId')
    .execute();
  return rows.map(({ subjectId }) => subjectId);
}

const unsupported = {
  errorCode: 'unsupported',
  errorMessage: 'The built-in provider cannot answer a field of this scheme that needs an answer. Choose a model.',
};
const gone = { errorCode: 'gone', errorMessage: 'This text was deleted before it was classified.' };

/** Fields that are no choice among labels stay unknown; where one of them may not, the whole answer is missing something. */
export function complete(scheme: SchemeVersion, chosen: PlacedAnswer): PlacedAnswer | undefined {
  const others = scheme.fields.filter(({ key }) => !Object.hasOwn(chosen.values, key));
  if (others.some((field) => !field.unknown)) return undefined;
  const unknown = Object.fromEntries(others.map(({ key }) => [key, null]));
  return { ...chosen, values: { ...chosen.values, ...unknown }, confidence: { ...chosen.confidence, ...unknown } };
}

/**
 * Answers all items with the labels that are nearest. A further attempt chooses again, from the same texts, and stores what is still
 * open.
 */
export async function answerBuiltin(work: BuiltinAnswering): Promise<void> {
  const { services, classificationId, claimant, schemes, signal, write, onStored } = work;
  // an attempt before this one may have died with claims of its own: there is one worker for all of the texts
  await write((trx) => releaseClaims(trx, { classificationId }));
  const answers = new Map<string, SubjectAnswers>();
  for (const [ref, scheme] of schemes)
    answers.set(ref, await chooseForTexts(work, scheme, await idsOf(work, scheme.schemeId)));
  for (;;) {
    signal.throwIfAborted();
    const items = await claimItems(services.db, { classificationId, claimant, limit: batchSize });
    if (items.length === 0) return;
    const outcomes = items.map((item): Outcome => {
      const ref = `${item.schemeId}:${item.schemeVersion}`;
      const blank = blankOutcome({ provider: 'builtin', endpointId: null, model: builtinModel }, item.id);
      const found = answers.get(ref)?.get(item.subjectId);
      if (found === undefined) return { ...blank, ...gone };
      const whole = complete(schemes.get(ref) as SchemeVersion, found.answer);
      const read = readFrom(found.subject);
      return whole === undefined
        ? { ...blank, ...read, ...unsupported }
        : { ...blank, ...read, ...answeredWith(whole) };
    });
    await write((trx) => storeOutcomes(trx, claimant, outcomes));
    onStored();
  }
}
