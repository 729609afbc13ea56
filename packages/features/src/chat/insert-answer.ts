import { answerMessage } from '@millrace/contract/chat/chat';
import type { Trx } from '@millrace/db/database';
import type { Start } from '../jobs/start-job.ts';

/** A person, or an API key; neither: their account is gone. */
export type Author = { userId: string | null; apiKeyId?: string };

type AnswerRun = {
  workspaceId: string;
  conversationId: string;
  title: string;
  answerId: string;
  mode: 'new' | 'continue';
  model: string | undefined;
};

/** Starts the run that writes an answer, or goes on with it. */
export async function startAnswer(
  trx: Trx,
  start: Start,
  { workspaceId, conversationId, title, answerId, mode, model }: AnswerRun,
  author: Author,
): Promise<string> {
  const subject = { kind: 'conversation' as const, id: conversationId, title };
  const runId = await start(
    answerMessage,
    { answerId, mode, model },
    { workspaceId, createdBy: author.userId, subject, uniqueKey: `answer:${answerId}` },
  );
  await trx.updateTable('messages').set({ runId }).where('id', '=', answerId).execute();
  return runId;
}

type NewAnswer = Omit<AnswerRun, 'answerId' | 'mode'> & { questionId: string; version: number };

/** An empty answer and the run that fills it. */
export async function insertAnswer(
  trx: Trx,
  start: Start,
  parts: NewAnswer,
  author: Author,
): Promise<{ answerId: string; runId: string }> {
  const { id: answerId } = await trx
    .insertInto('messages')
    .values({
      workspaceId: parts.workspaceId,
      conversationId: parts.conversationId,
      role: 'assistant',
      parentId: parts.questionId,
      version: parts.version,
      status: 'streaming',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const runId = await startAnswer(trx, start, { ...parts, answerId, mode: 'new' }, author);
  return { answerId, runId };
}
