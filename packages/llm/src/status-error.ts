import { AppError } from '@millrace/contract/app-error';
import type { APIError } from 'openai';
import type { Endpoint } from './port.ts';
import { host, redact } from './redact.ts';

/** What a model is asked for: the words of its errors depend on it. */
export type ModelUse = 'chat' | 'embedding' | 'transcription';

const retryAfterCapMs = 120_000;
const overflow =
  /context.?(length|window|size)|maximum context|(max(imum)?|longer than the) (sequence|input) length|too many (input )?tokens|(prompt|input|request) is too (long|large)|(exceeds?|less than) .{0,40}tokens|reduce the length/i;
const noCredit = /insufficient[_ ](quota|balance|credits?|funds)|out of credits?/i;

export const isOverflow = (said: string): boolean => overflow.test(said);

/** Where a person changes what is wrong. */
export const whereToFix = (use: ModelUse): string =>
  use === 'chat' ? 'Settings → Models' : `the settings ${use.toUpperCase()}_* of the server`;

/** An answer with a status of failure, or an error in the middle of a stream, which may have a status as its code. */
export function statusError(error: APIError, endpoint: Endpoint, use: ModelUse, cause: unknown): AppError {
  const at = host(endpoint);
  const status = statusOf(error);
  const words = wordsOf(error, endpoint);
  const said = words === '' ? '' : ` It says: ${words}`;
  const invalid = (reason: string, message: string) => new AppError('invalid', reason, message + said, { cause });
  if (error.code === 'context_length_exceeded' || status === 413 || isOverflow(words)) {
    return new AppError('invalid', 'llm.too-long', tooLongWords(endpoint, use), { cause });
  }
  if (status === 402 || noCredit.test(`${error.code} ${error.type}`) || noCredit.test(words)) {
    return invalid('llm.no-credit', `The account at ${at} has no credit left.`);
  }
  if (status === 429) {
    const message = `The model server at ${at} is not accepting more requests right now. Try again in a moment.${said}`;
    return new AppError('limited', 'llm.limited', message, { cause, retryAfterMs: retryAfter(error.headers) });
  }
  if (status === 401 || status === 403) {
    return invalid('llm.wrong-key', `${at} did not accept the API key. Enter a valid one in ${whereToFix(use)}.`);
  }
  if (status === 404) {
    const message = `${at} does not know the model "${endpoint.model}". Check the name of the model, and the URL, which usually ends in /v1.`;
    return invalid('llm.unknown-model', message);
  }
  if (status === 408) {
    const message = `The model at ${at} took too long.${said}`;
    return new AppError('unavailable', 'llm.timeout', message, { cause, isFinal: true });
  }
  if (status !== undefined && status >= 300 && status < 400) {
    const message = `${at} redirects requests to another address. The URL usually ends in /v1. Check it in ${whereToFix(use)}.`;
    return new AppError('invalid', 'llm.wrong-address', message, { cause });
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 409 && status !== 425) {
    return invalid('llm.refused', `${at} refused the request (${status}).`);
  }
  const word = status === undefined ? 'reported an error' : `reported an error (${status})`;
  const message = `The model server at ${at} ${word}.${said || ' Try again.'}`;
  return new AppError('unavailable', 'llm.down', message, { cause, retryAfterMs: retryAfter(error.headers) });
}

function tooLongWords({ model }: Endpoint, use: ModelUse): string {
  if (use === 'embedding') return `A passage is too long for the embedding model "${model}".`;
  if (use === 'transcription')
    return `The recording is too long for the model "${model}". Divide it into shorter ones.`;
  return `The question with its passages is too long for "${model}". Ask a shorter question, or choose a model with a larger context window.`;
}

/** By their names, for servers that report without a status. */
const statusOfName: [RegExp, number][] = [
  [/rate_?limit|too_?many_?requests|throttl/i, 429],
  [/invalid_?api_?key|authentication|unauthorized|permission/i, 401],
  [/model_?not_?found|not_?found_?error/i, 404],
  [/overloaded|unavailable|internal_?(server_?)?error|server_?error/i, 503],
  [/invalid_?request|bad_?request|invalid_?parameter|validation/i, 400],
];

export function statusOf(error: APIError): number | undefined {
  if (error.status !== undefined) return error.status;
  const status = Number(error.code);
  if (Number.isInteger(status) && status >= 300 && status < 600) return status;
  const name = `${error.code ?? ''} ${error.type ?? ''}`;
  return statusOfName.find(([words]) => words.test(name))?.[1];
}

/** Seconds or a date, as HTTP allows, at most two minutes. Undefined where the server names none. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), retryAfterCapMs) : undefined;
}

/** What the server said, short and without secrets; '' where it said nothing or sent a page. */
export function wordsOf(error: APIError, endpoint: Endpoint): string {
  const body: unknown = error.error;
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : error.message;
  if (typeof message !== 'string' || message === '' || message.trimStart().startsWith('<')) return '';
  return redact(message, endpoint).trim().slice(0, 300);
}
