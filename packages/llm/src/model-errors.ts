import { AppError } from '@millrace/contract/app-error';
import { APIError } from 'openai';
import type { Endpoint } from './port.ts';
import { describeCause, host } from './redact.ts';
import { type ModelUse, statusError, whereToFix } from './status-error.ts';
import { findCause, WireFault } from './wire-fault.ts';

/**
 * Anything thrown while talking to a model server, as an AppError with words for people, which fit what the model is used for. No key
 * gets into the message nor into the cause, even where a server repeats it.
 */
export function modelError(error: unknown, endpoint: Endpoint, use: ModelUse = 'chat'): AppError {
  const told = findCause(error, AppError);
  if (told) return told;
  const cause = describeCause(error, endpoint);
  const fault = findCause(error, WireFault);
  if (fault) return wireError(fault, endpoint, use, cause);
  if (error instanceof APIError) {
    if (error.name === 'APIUserAbortError') return stopped(use);
    return statusError(error, endpoint, use, cause);
  }
  if (error instanceof SyntaxError) return malformed(endpoint, use, { cause });
  if (error instanceof Error && error.name === 'AbortError') return stopped(use);
  return new AppError('unavailable', 'llm.failed', `The request to ${host(endpoint)} failed. Try again.`, { cause });
}

/** The caller's own signal ended the request. */
export const stopped = (use: ModelUse = 'chat'): AppError =>
  new AppError('cancelled', 'llm.stopped', use === 'chat' ? 'The answer was stopped.' : 'The request was stopped.');

/** The signal that ended a request that somebody waits for: they stopped it, or its time was over. */
export function abortedBy(signal: AbortSignal, { baseUrl }: Pick<Endpoint, 'baseUrl'>): AppError {
  if (!(signal.reason instanceof DOMException) || signal.reason.name !== 'TimeoutError') return stopped();
  const message = `The model server at ${host({ baseUrl })} did not answer in time.`;
  return new AppError('unavailable', 'llm.timeout', message, { isFinal: true });
}

/** `said`: what the server sent in place of an answer, quoted. */
export function malformed(
  endpoint: Endpoint,
  use: ModelUse = 'chat',
  { cause, said = '' }: { cause?: unknown; said?: string } = {},
): AppError {
  const more = said === '' ? `Try again, or check the URL in ${whereToFix(use)}.` : `It says: ${said}`;
  const message = `The model server at ${host(endpoint)} sent an invalid response. ${more}`;
  return new AppError('unavailable', 'llm.malformed', message, { cause });
}

export function wrongAddress(endpoint: Endpoint, why: string, use: ModelUse = 'chat'): AppError {
  const message = `${host(endpoint)} ${why}. The URL usually ends in /v1. Check it in ${whereToFix(use)}.`;
  return new AppError('invalid', 'llm.wrong-address', message);
}

function wireError(fault: WireFault, endpoint: Endpoint, use: ModelUse, cause: unknown): AppError {
  const at = host(endpoint);
  const [model, reply] = use === 'chat' ? ['The model', 'answer'] : [`The ${use} model`, 'response'];
  const make = (reason: string, message: string, isFinal = false) =>
    new AppError('unavailable', reason, message, { cause, isFinal });
  const proxy = fault.ignoresProxy
    ? ' HTTPS_PROXY is set for this process but not used for models: set MODEL_PROXY=true to use it.'
    : '';
  switch (fault.kind) {
    case 'connect-timeout':
      return make(
        'llm.down',
        `The model server at ${at} could not be reached in time. Check that it is running, then try again.${proxy}`,
      );
    // whoever was silent for so long would be so again
    case 'first-byte-timeout':
      return make('llm.timeout', firstByteWords(fault, `${model} at ${at}`, use), true);
    case 'idle-timeout':
      return make('llm.timeout', `${model} at ${at} stopped sending in the middle of its ${reply}.`, true);
    case 'cut':
      return make('llm.cut', `The connection to the model at ${at} was lost before the ${reply} was complete.`);
    case 'malformed':
      return malformed(endpoint, use, { cause });
    case 'down':
      return make(
        'llm.down',
        `The model server at ${at} could not be reached (${downWords(fault.code)}). Check the URL and that the server is running.${proxy}`,
      );
  }
}

function firstByteWords({ limitMs }: WireFault, model: string, use: ModelUse): string {
  const within = limitMs === undefined ? 'in time' : `within ${Math.round(limitMs / 1000).toLocaleString('en')} s`;
  const where = use === 'chat' ? 'in Settings → Models' : 'with MODEL_FIRST_BYTE_MS';
  return `${model} did not start to answer ${within}. If it needs longer, raise its time to the first byte ${where}.`;
}

function downWords(code: string | undefined): string {
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown host';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'connection closed';
  if (code?.includes('CERT') || code?.includes('SELF_SIGNED') || code?.includes('VERIFY'))
    return 'untrusted certificate';
  return code ?? 'no connection';
}
