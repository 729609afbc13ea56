import { AppError, errorView } from '@millrace/contract/app-error';
import { isDatabaseAway } from '@millrace/db/database-away';
import {
  type Answering,
  answeredWith,
  blankOutcome,
  type Ended,
  type Ready,
  readFrom,
  type Store,
} from './answering.ts';
import { deferItem } from './claims.queries.ts';

/** How often one item is asked about before its fault is stored. */
const tries = 4;
/** The same for a server that only ever says that it is busy: then the run waits. */
const limitedTries = 12;
const baseDelayMs = 1_000;
const longestDelayMs = 60_000;
/** Faults of the endpoint or its account: the next item would meet them too. */
const stopping = new Set([
  'llm.wrong-key',
  'llm.no-credit',
  'llm.unknown-model',
  'llm.wrong-address',
  'models.sealed',
  'models.day-limit',
  'egress.refused',
  'egress.unknown-host',
]);
export const stopsClassification = (reason: string): boolean => stopping.has(reason);

type Within = { signal: AbortSignal; store: Store; rest: (ms: number) => void };

/** Asks about one item and stores how it ended, or puts it back for later. Throws what the next item would meet too. */
export async function answerItem(work: Answering, ready: Ready, { signal, store, rest }: Within): Promise<void> {
  const { services, claimant, answerer } = work;
  const { item, scheme, subject, key } = ready;
  let ended: Ended;
  try {
    const { outcome, ...cost } = await answerer.answer(scheme, subject, signal);
    const about = { ...blankOutcome(answerer, item.id), ...readFrom(subject), ...cost, cost: answerer.cost(cost) };
    ended =
      'answer' in outcome
        ? {
            outcome: { ...about, ...answeredWith(outcome.answer) },
            kept: { key: key.toString('hex'), answer: outcome.answer },
          }
        : {
            outcome: { ...about, raw: outcome.raw, errorCode: outcome.fault.code, errorMessage: outcome.fault.message },
            kept: undefined,
          };
  } catch (error) {
    if (signal.aborted || isDatabaseAway(error) || !(error instanceof AppError)) throw error;
    const { kind, reason } = error;
    if (stopping.has(reason) || kind === 'cancelled' || kind === 'internal') throw error;
    const isPassing = (kind === 'limited' || kind === 'unavailable') && item.failures + 1 < tries;
    // a server that says when is taken at its word, and asked nothing until then; the item has not failed
    if (kind === 'limited' && error.retryAfterMs !== undefined) {
      rest(error.retryAfterMs);
      return deferItem(services.db, { id: item.id, claimant, delayMs: error.retryAfterMs, counts: false });
    }
    if (kind === 'limited' && item.failures + 1 >= limitedTries) throw error;
    if (isPassing || kind === 'limited') {
      const delayMs = Math.min(longestDelayMs, baseDelayMs * 2 ** item.failures) * (0.5 + Math.random() / 2);
      if (kind === 'limited') rest(delayMs);
      return deferItem(services.db, { id: item.id, claimant, delayMs, counts: true });
    }
    const errorCode = reason === 'llm.too-long' ? 'too-long' : 'model';
    const { message } = errorView(error);
    ended = {
      outcome: { ...blankOutcome(answerer, item.id), ...readFrom(subject), errorCode, errorMessage: message },
      kept: undefined,
    };
  }
  await store(ended);
}
