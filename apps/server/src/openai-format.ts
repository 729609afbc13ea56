import { type ErrorKind, errorView } from '@millrace/contract/app-error';
import type { CompletionEvent, Finish } from '@millrace/contract/completions/completions';
import { asAppError } from '@millrace/db/database-away';
import { retryAfterSeconds } from './http-error.ts';

type About = { id: string; model: string; created: number };
type End = Extract<CompletionEvent, { kind: 'end' }>;

/** `chat.completion.chunk`. */
export const chunkOf = ({ id, model, created }: About, delta: object, finish: Finish | null = null) => ({
  id,
  object: 'chat.completion.chunk',
  created,
  model,
  choices: [{ index: 0, delta, finish_reason: finish }],
});

/** `chat.completion`, and beside what OpenAI has: `citations`, to which the text's `[n]` point. */
export function completionOf({ id, model, created }: About, text: string, { finish, citations, usage }: End) {
  const message = { role: 'assistant', content: text, refusal: null };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, finish_reason: finish, logprobs: null }],
    citations,
    usage: usage && {
      prompt_tokens: usage.inputTokens,
      completion_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
  };
}

const types: Record<ErrorKind, { status: number; type: string }> = {
  invalid: { status: 400, type: 'invalid_request_error' },
  unauthenticated: { status: 401, type: 'authentication_error' },
  forbidden: { status: 403, type: 'permission_error' },
  'not-found': { status: 404, type: 'not_found_error' },
  conflict: { status: 409, type: 'conflict_error' },
  limited: { status: 429, type: 'rate_limit_error' },
  unavailable: { status: 503, type: 'server_error' },
  cancelled: { status: 499, type: 'server_error' },
  internal: { status: 500, type: 'server_error' },
};

/** An error as OpenAI's clients read it. */
export function openAiError(error: unknown): { status: number; body: object; retryAfter: number } {
  const known = asAppError(error);
  const { kind, reason, message } = errorView(known);
  const { status, type } = types[kind];
  const body = { error: { message, type, param: null, code: reason } };
  return { status, body, retryAfter: retryAfterSeconds(known) };
}
