import { AppError } from '@millrace/contract/app-error';
import { APIError } from 'openai';
import type { Endpoint } from './port.ts';
import { findCause, WireFault } from './wire-fault.ts';

const retryAfterCapMs = 120_000;
const overflow =
  /context.?(length|window|size)|maximum context|too many (input )?tokens|(prompt|input|request) is too (long|large)|exceeds? .{0,40}tokens|reduce the length/i;

/**
 * Anything thrown while talking to a model server, as an AppError with words for people. The key never gets into the message
 * nor into the cause, even where a server repeats it.
 */
export function modelError(error: unknown, endpoint: Endpoint): AppError {
  const told = findCause(error, AppError);
  if (told) return told;
  const cause = describeCause(error, endpoint);
  const fault = findCause(error, WireFault);
  if (fault) return wireError(fault, endpoint, cause);
  if (error instanceof APIError) {
    if (error.name === 'APIUserAbortError') return stopped();
    return statusError(error, endpoint, cause);
  }
  if (error instanceof SyntaxError) return malformed(endpoint, cause);
  if (error instanceof Error && error.name === 'AbortError') return stopped();
  return new AppError('unavailable', 'llm.failed', `The request to ${host(endpoint)} failed. Try again.`, { cause });
}

/** The caller's own signal ended the request. */
export const stopped = (): AppError => new AppError('cancelled', 'llm.stopped', 'The answer was stopped.');

export function malformed(endpoint: Endpoint, cause?: unknown): AppError {
  const message = `The model server at ${host(endpoint)} sent an invalid response. Try again, or check the URL in Settings → Models.`;
  return new AppError('unavailable', 'llm.malformed', message, { cause });
}

export function wrongAddress(endpoint: Endpoint, why: string): AppError {
  const message = `${host(endpoint)} ${why}. The URL usually ends in /v1. Check it in Settings → Models.`;
  return new AppError('invalid', 'llm.wrong-address', message);
}

function wireError(fault: WireFault, endpoint: Endpoint, cause: unknown): AppError {
  const at = host(endpoint);
  const make = (reason: string, message: string) => new AppError('unavailable', reason, message, { cause });
  switch (fault.kind) {
    case 'connect-timeout':
      return make(
        'llm.down',
        `The model server at ${at} could not be reached in time. Check that it is running, then try again.`,
      );
    case 'first-byte-timeout':
      return make('llm.timeout', `The model at ${at} did not start to answer in time. Try again.`);
    case 'idle-timeout':
      return make('llm.timeout', `The model at ${at} stopped sending in the middle of its answer.`);
    case 'cut':
      return make('llm.cut', `The connection to the model at ${at} was lost before the answer was complete.`);
    case 'malformed':
      return malformed(endpoint, cause);
    case 'down':
      return make(
        'llm.down',
        `The model server at ${at} could not be reached (${downWords(fault.code)}). Check the URL and that the server is running.`,
      );
  }
}

function downWords(code: string | undefined): string {
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown host';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'connection closed';
  if (code?.includes('CERT') || code?.includes('SELF_SIGNED') || code?.includes('VERIFY'))
    return 'untrusted certificate';
  return code ?? 'no connection';
}

function statusError(error: APIError, endpoint: Endpoint, cause: unknown): AppError {
  const at = host(endpoint);
  // A gateway may report in mid-stream, with the status as the error's code.
  const status = error.status ?? numericCode(error.code);
  const said = quote(error, endpoint);
  if (overflow.test(said) || error.code === 'context_length_exceeded' || status === 413) {
    const message = `The question with its passages is too long for "${endpoint.model}". Ask a shorter question, or choose a model with a larger context window.`;
    return new AppError('invalid', 'llm.too-long', message, { cause });
  }
  if (error.code === 'insufficient_quota' || status === 402) {
    return new AppError('invalid', 'llm.no-credit', `The account at ${at} has no credit left.${said}`, { cause });
  }
  if (status === 429 || error.type === 'rate_limit_error' || error.code === 'rate_limit_exceeded') {
    const retryAfterMs = retryAfter(error.headers);
    const message = `The model server at ${at} is not accepting more requests right now. Try again in a moment.`;
    return new AppError('limited', 'llm.limited', message, { cause, retryAfterMs });
  }
  if (status === 401 || status === 403) {
    const message = `${at} did not accept the API key. Enter a valid one in Settings → Models.`;
    return new AppError('invalid', 'llm.wrong-key', message, { cause });
  }
  if (status === 404) {
    const message = `${at} does not know the model "${endpoint.model}". Check the name of the model, and the URL, which usually ends in /v1.`;
    return new AppError('invalid', 'llm.unknown-model', message, { cause });
  }
  if (status === 408) return new AppError('unavailable', 'llm.timeout', `The model at ${at} took too long.`, { cause });
  if (status !== undefined && status >= 300 && status < 400)
    return wrongAddress(endpoint, 'redirects requests to another address');
  if (status !== undefined && status >= 400 && status < 500 && status !== 409 && status !== 425) {
    return new AppError('invalid', 'llm.refused', `${at} refused the request (${status}).${said}`, { cause });
  }
  const word = status === undefined ? 'reported an error' : `reported an error (${status})`;
  const retryAfterMs = retryAfter(error.headers);
  return new AppError('unavailable', 'llm.down', `The model server at ${at} ${word}. Try again.`, {
    cause,
    retryAfterMs,
  });
}

/** Seconds or a date, as HTTP allows, at most two minutes. Undefined where the server names none. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), retryAfterCapMs) : undefined;
}

const numericCode = (code: unknown): number | undefined => {
  const status = Number(code);
  return Number.isInteger(status) && status >= 300 && status < 600 ? status : undefined;
};

/** What the server said, short and without the key; a blank before it, or nothing. */
function quote(error: APIError, endpoint: Endpoint): string {
  const body: unknown = error.error;
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : error.message;
  if (typeof message !== 'string' || message === '' || message.trimStart().startsWith('<')) return '';
  return ` It says: ${redact(message, endpoint.apiKey).slice(0, 300)}`;
}

/** For the log: an Error with the facts, rid of headers, bodies and the key. */
function describeCause(error: unknown, endpoint: Endpoint): Error {
  const message = redact(error instanceof Error ? error.message : String(error), endpoint.apiKey).slice(0, 1000);
  const cause = new Error(message);
  cause.name = error instanceof Error ? error.name : 'Error';
  const code = findCause(error, WireFault)?.code;
  return code ? Object.assign(cause, { code }) : cause;
}

function redact(text: string, apiKey: string): string {
  const known = apiKey.length >= 4 ? text.replaceAll(apiKey, '…') : text;
  // Some servers repeat the key shortened, which still shows its end.
  return known.replace(/\bsk-[\w*.-]{4,}/g, '…');
}

/** Host and port for messages; never a user name or password that stands in the address. */
export function host(endpoint: Endpoint): string {
  return URL.canParse(endpoint.baseUrl) ? new URL(endpoint.baseUrl).host : 'the model server';
}
