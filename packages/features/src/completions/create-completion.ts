import { AppError } from '@millrace/contract/app-error';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import type { OutputOptions } from '@millrace/contract/chat/output-options';
import { type CompletionRequest, ownModel } from '@millrace/contract/completions/completions';
import { withoutNote } from '@millrace/contract/completions/read-content';
import { turnsOf } from '@millrace/contract/completions/turns-of';
import { toJson } from '@millrace/db/to-json';
import { untitled } from '../chat/ask-question.ts';
import { sendMessage } from '../chat/send-message.ts';
import type { Services } from '../services.ts';
import { type Caller, requireRole } from '../session/authenticate.ts';
import { requireModel } from './list-models.ts';

/** Whoever asks through the endpoint: a key, which has one workspace. */
export type KeyCaller = Extract<Caller, { kind: 'key' }>;
export type Completion = { answerId: string; runId: string };

/** Holds a caller to a key of at least this role. */
export async function requireKey(
  services: Services,
  caller: Caller | null,
  role: 'viewer' | 'analyst',
): Promise<KeyCaller> {
  if (caller?.kind !== 'key') {
    throw new AppError(
      'unauthenticated',
      'completions.key-required',
      'Send an API key of a workspace in the header "Authorization: Bearer mr_…". Create one in Settings → API keys.',
    );
  }
  await requireRole(services.db, caller, caller.workspaceId, role);
  return caller;
}

/**
 * Stores what was said so far as a conversation of its own and asks the last question in it. From there it is an answer like any
 * other: a run, whose text and citations are kept.
 */
export async function createCompletion(
  services: Services,
  { workspaceId, userId, apiKeyId }: KeyCaller,
  request: CompletionRequest,
): Promise<Completion> {
  const { model, messages, temperature } = request;
  await requireModel(services, workspaceId, model);
  const choices: ConversationSettings & { output: OutputOptions } = {
    temperature: temperature ?? undefined,
    output: outputOptionsOf(request),
  };
  const instructions = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const turns = turnsOf(messages);
  const question = turns.pop()?.question ?? '';
  const conversationId = await services.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('conversations')
      .values({
        workspaceId,
        title: untitled,
        origin: 'completion',
        apiKeyId,
        choices: toJson(choices),
        instructions: instructions.map(({ text }) => text).join('\n\n') || null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const now = services.clock().getTime();
    let parentId: string | null = null;
    for (const [i, turn] of turns.entries()) {
      const row = {
        workspaceId,
        conversationId: id,
        status: 'complete' as const,
        createdAt: new Date(now - (turns.length - i) * 1_000),
      };
      const asked = await trx
        .insertInto('messages')
        .values({ ...row, role: 'user', parentId, content: turn.question })
        .returning('id')
        .executeTakeFirstOrThrow();
      const answered = await trx
        .insertInto('messages')
        .values({ ...row, role: 'assistant', parentId: asked.id, content: withoutNote(turn.answer) })
        .returning('id')
        .executeTakeFirstOrThrow();
      parentId = answered.id;
    }
    return id;
  });
  const asked = model === ownModel ? undefined : model;
  return sendMessage(services, { userId }, { conversationId, text: question, model: asked });
}

function outputOptionsOf(request: CompletionRequest): OutputOptions {
  const stop = request.stop?.filter((text) => text !== '') ?? [];
  const form = request.response_format;
  return {
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    ...(stop.length > 0 && { stop }),
    ...(form && form.type !== 'text' && { responseFormat: form }),
  };
}
