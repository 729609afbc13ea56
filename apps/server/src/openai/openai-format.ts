import type { ServerResponse } from 'node:http';
import { AppError, type ErrorKind, errorView } from '@millrace/contract/app-error';
import type { CompletionEvent, Finish } from '@millrace/contract/completions/completions';
import { asAppError } from '@millrace/db/database-away';
import { retryAfterSeconds, statusOf } from '../http-error.ts';

/** `notices`: what of the request was passed over. */
export type About = { id: string; model: string; created: number; notices: string[] };
type End = Extract<CompletionEvent, { kind: 'end' }>;

/** `chat.completion.chunk`. */
export const chunkOf = ({ id, model, created }: About, delta: object, finish: Finish | null = null) => ({
  id,
  object: 'chat.completion.chunk',
  created,
  model,
  choices: [{ index: 0, delta, finish_reason: finish }],
});

/** What an answer has beside OpenAI's own fields: `citations`, to which the text's `[n]` point, and `notices` where there are any. */
export const ownFields = ({ notices }: About, { citations }: End) => ({
  citations,
  ...(notices.length > 0 && { notices }),
});

/** `chat.completion`. */
export function completionOf(about: About, text: string, end: End) {
  const { id, model, created } = about;
  const message = { role: 'assistant', content: text, refusal: null };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, finish_reason: end.finish, logprobs: null }],
    ...ownFields(about, end),
    usage: end.usage && {
      prompt_tokens: end.usage.inputTokens,
      completion_tokens: end.usage.outputTokens,
      total_tokens: end.usage.inputTokens + end.usage.outputTokens,
    },
  };
}

const types: Record<ErrorKind, string> = {
  invalid: 'invalid_request_error',
  unauthenticated: 'authentication_error',
  forbidden: 'permission_error',
  'not-found': 'not_found_error',
  conflict: 'conflict_error',
  limited: 'rate_limit_error',
  unavailable: 'server_error',
  cancelled: 'server_error',
  internal: 'server_error',
};

/** An error as OpenAI's clients read it. `param` names the field that is at fault, where one is. */
export function openAiError(error: unknown): { error: object } {
  const known = asAppError(error);
  const { kind, reason, message } = errorView(known);
  const [param = null] = known instanceof AppError ? Object.keys(known.fields ?? {}) : [];
  return { error: { message, type: types[kind], param, code: reason } };
}

/** Answers with an error; where the answer has begun as a stream, it ends with it. */
export function sendOpenAiError(res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    res.end(`data: ${JSON.stringify(openAiError(error))}\n\n`);
    return;
  }
  const known = asAppError(error);
  const retryAfter = retryAfterSeconds(known);
  const status = statusOf(known);
  if (retryAfter > 0) res.setHeader('retry-after', String(retryAfter));
  if (status === 401) res.setHeader('www-authenticate', 'Bearer');
  sendJson(res, status, openAiError(error));
}

export function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}
