import { AppError, errorView, mayRetry } from '@millrace/contract/app-error';
import type { MissedModel } from '@millrace/contract/models/models';
import type { ChatDelta, ChatModel, ChatRequest } from '@millrace/llm/port';
import type { Services } from '../services.ts';
import { requireDayLimit } from './day-limit.ts';
import type { Candidate } from './find-candidates.ts';
import { findSilent } from './find-resting.ts';
import { beginRequest, endRequest, type LedgerEntry, tokensIn, tokensOf } from './request-ledger.ts';

export type Asking = Pick<LedgerEntry, 'workspaceId' | 'purpose' | 'runId'> & {
  request: ChatRequest;
  /** True for a run that asks many things at the same time: none of its requests says anything about another one. */
  parallel?: boolean;
  /** In the order in which they are asked; none: the built-in model quotes. */
  candidates: Candidate[];
  /** Called before each request, with those that could not answer before it. `endpoint` undefined: the built-in model. */
  onAsk?: (asked: { model: string; endpoint?: string }, missed: MissedModel[]) => Promise<void>;
};

/**
 * What the first of the models that can answer says. While nothing was put out, one that is down, busy, slow, out of credit or over
 * its limit gives way to the next; afterwards never, since the words are told and paid for. Every request is in the ledger.
 */
export async function* askModels(services: Services, asking: Asking): AsyncGenerator<ChatDelta> {
  if (asking.candidates.length === 0) {
    const builtin = services.llm.chatModel(undefined);
    await asking.onAsk?.({ model: builtin.name }, []);
    yield* builtin.stream(asking.request);
    return;
  }
  const failures: (MissedModel & { error: AppError })[] = [];
  const silentBefore = await findSilent(services.db, asking.parallel ? null : asking.runId);
  for (const candidate of asking.candidates) {
    let said = false;
    try {
      if (silentBefore.has(candidate.id)) throw wasSilent();
      await requireDayLimit(services, candidate);
      const model = services.llm.chatModel({ ...candidate.endpoint(), model: candidate.model });
      await asking.onAsk?.({ model: candidate.model, endpoint: candidate.name }, failures.map(asMissed));
      for await (const delta of askOne(services, model, candidate, asking)) {
        said ||= Boolean(delta.content || delta.reasoning);
        yield delta;
      }
      return;
    } catch (error) {
      if (said || !(error instanceof AppError) || !isOfTheEndpoint(error)) throw error;
      failures.push({ endpoint: candidate.name, model: candidate.model, why: error.message, error });
    }
  }
  throw noneAnswered(failures);
}

async function* askOne(
  services: Services,
  model: ChatModel,
  candidate: Candidate,
  { request, workspaceId, purpose, runId, parallel = false }: Asking,
): AsyncGenerator<ChatDelta> {
  const prompt = [...request.messages.map(({ content }) => content), request.continueFrom ?? ''];
  const inputTokens = prompt.reduce((sum, text) => sum + tokensIn(text), 0);
  const promptChars = prompt.reduce((sum, text) => sum + text.length, 0);
  const entry = { workspaceId, purpose, runId, parallel, candidate, inputTokens, promptChars };
  const id = await beginRequest(services, entry);
  let said = 0;
  let exact: ChatDelta['usage'];
  let failure: unknown;
  let whole = false;
  try {
    for await (const delta of model.stream(request)) {
      said += (delta.content?.length ?? 0) + (delta.reasoning?.length ?? 0);
      if (delta.usage) exact = delta.usage;
      yield delta;
    }
    whole = true;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    // whoever refuses to begin bills nothing; one that was silent, or was stopped, may well have read the prompt
    const billed = said > 0 || failure === undefined || silent.has(errorView(failure).reason);
    const estimate = { inputTokens: billed ? inputTokens : 0, outputTokens: tokensOf(said) };
    const { kind, reason } = failure === undefined ? { kind: 'cancelled', reason: undefined } : errorView(failure);
    await endRequest(services, id, {
      status: whole ? 'complete' : kind === 'cancelled' ? 'stopped' : said > 0 ? 'interrupted' : 'failed',
      reason,
      usage: exact ? { ...exact, exact: true } : { ...estimate, exact: !billed },
    }).catch((err: unknown) => services.log.warn({ err, id }, 'a model request could not be recorded'));
  }
}

const silent = new Set(['llm.timeout', 'llm.cut', 'llm.malformed', 'llm.stopped']);

/** Faults that another endpoint does not have; a prompt that is too long for one is not short for the next. */
const ofTheEndpoint = new Set([
  'llm.wrong-key',
  'llm.no-credit',
  'llm.unknown-model',
  'llm.wrong-address',
  'models.sealed',
  'models.day-limit',
  'egress.refused',
  'egress.unknown-host',
]);
const isOfTheEndpoint = ({ kind, reason }: AppError) =>
  kind === 'limited' || kind === 'unavailable' || ofTheEndpoint.has(reason);

const wasSilent = () =>
  new AppError('unavailable', 'llm.timeout', 'It did not answer in time and is not asked again.', { isFinal: true });

const asMissed = ({ endpoint, model, why }: MissedModel): MissedModel => ({ endpoint, model, why });

/** Of one endpoint its own error; of several all of their words, to be tried again if any of them may come round. */
function noneAnswered(failures: (MissedModel & { error: AppError })[]): AppError {
  const errors = failures.map(({ error }) => error);
  const passing = errors.filter(mayRetry);
  const error = passing[0] ?? errors[0];
  if (error === undefined) return new AppError('invalid', 'models.none', 'No model is connected.');
  if (errors.length === 1) return error;
  const words = failures.map(({ endpoint, why }) => `${endpoint}: ${why}`).join(' ');
  const waits = passing.map(({ retryAfterMs }) => retryAfterMs ?? 0);
  return new AppError(error.kind, error.reason, 'No model could answer. {words}', {
    cause: error,
    isFinal: passing.length === 0,
    ...(waits.length > 0 && { retryAfterMs: Math.min(...waits) }),
    values: { words },
  });
}
