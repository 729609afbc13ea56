import { AppError } from '@millrace/contract/app-error';
import { answerMessage } from '@millrace/contract/chat';
import type { Trx } from '@millrace/db/database';
import { findRun } from '../jobs/jobs.queries.ts';
import { type Start, withJobs } from '../jobs/start-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import type { Services } from '../services.ts';
import { findMessage, type MessageRow } from './chat.queries.ts';
import { findConversation } from './conversations.queries.ts';

export type Sent = { messageId: string; answerId: string; runId: string };
type Author = { userId: string | null };
type Send = { conversationId: string; text: string; model?: string; clientRequestId?: string };

/** Stores the question, the empty answer and the run in one transaction. The same client request id again gives the same message. */
export function sendMessage(services: Services, author: Author, input: Send): Promise<Sent> {
  return withJobs(services, async (trx, start) => {
    const conversation = await findConversation(trx, input.conversationId);
    if (conversation === undefined) throw notFound();
    const question = await trx
      .insertInto('messages')
      .values({
        workspaceId: conversation.workspaceId,
        conversationId: conversation.id,
        role: 'user',
        content: input.text,
        status: 'complete',
        clientRequestId: input.clientRequestId ?? null,
        createdBy: author.userId,
      })
      .onConflict((oc) =>
        oc.columns(['conversationId', 'clientRequestId']).where('clientRequestId', 'is not', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (question === undefined) return findSent(trx, input);
    const title = await touch(trx, conversation.id, conversation.title, input.text);
    const { id: conversationId, workspaceId } = conversation;
    const parts = { workspaceId, conversationId, title, questionId: question.id, version: 1, model: input.model };
    const answer = await insertAnswer(trx, start, parts, author);
    return { messageId: question.id, ...answer };
  });
}

type NewAnswer = {
  workspaceId: string;
  conversationId: string;
  title: string;
  questionId: string;
  version: number;
  model: string | undefined;
};

async function insertAnswer(
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

type AnswerRun = {
  workspaceId: string;
  conversationId: string;
  title: string;
  answerId: string;
  mode: 'new' | 'continue';
  model: string | undefined;
};

async function startAnswer(
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

/** The message that an equal request made before. The same id for another text is a mistake of the caller. */
async function findSent(trx: Trx, input: Send): Promise<Sent> {
  const question = await trx
    .selectFrom('messages')
    .select(['id', 'content'])
    .where('conversationId', '=', input.conversationId)
    .where('clientRequestId', '=', input.clientRequestId ?? '')
    .executeTakeFirstOrThrow();
  if (question.content !== input.text) {
    throw new AppError(
      'conflict',
      'chat.request-id-reused',
      'This clientRequestId was used for another text. Use a new one for each message.',
    );
  }
  const answer = await trx
    .selectFrom('messages')
    .select(['id', 'runId'])
    .where('parentId', '=', question.id)
    .where('version', '=', 1)
    .executeTakeFirstOrThrow();
  return { messageId: question.id, answerId: answer.id, runId: answer.runId ?? '' };
}

export const untitled = 'New conversation';

/** A conversation without a name takes its first question's; returns the name. */
async function touch(trx: Trx, conversationId: string, title: string, text: string): Promise<string> {
  const line = text.replace(/\s+/g, ' ');
  const first = line.length > 60 ? `${line.slice(0, 57).trimEnd()}…` : line;
  const named = title === untitled ? first : title;
  await trx
    .updateTable('conversations')
    .set({ updatedAt: new Date(), title: named })
    .where('id', '=', conversationId)
    .execute();
  return named;
}

/** Starts a new version of an answer beside the old ones. */
export function regenerateAnswer(
  services: Services,
  author: Author,
  answerId: string,
): Promise<{ answerId: string; runId: string }> {
  return withJobs(services, async (trx, start) => {
    const { answer, title, model } = await getEnded(trx, answerId);
    // the question's row is the lock: two regenerations get two versions
    await trx.selectFrom('messages').select('id').where('id', '=', answer.parentId).forUpdate().execute();
    const { version } = await trx
      .selectFrom('messages')
      .where('parentId', '=', answer.parentId)
      .select((eb) => eb.fn.max('version').as('version'))
      .executeTakeFirstOrThrow();
    const parts = {
      workspaceId: answer.workspaceId,
      conversationId: answer.conversationId,
      title,
      questionId: answer.parentId as string,
      version: version + 1,
      model,
    };
    return insertAnswer(trx, start, parts, author);
  });
}

/** Goes on from the text of an answer that was interrupted or stopped. */
export function continueAnswer(
  services: Services,
  author: Author,
  answerId: string,
): Promise<{ answerId: string; runId: string }> {
  return withJobs(services, async (trx, start) => {
    const { answer, title, model } = await getEnded(trx, answerId);
    if (answer.status !== 'interrupted' && answer.status !== 'stopped') {
      throw new AppError(
        'conflict',
        'chat.nothing-to-continue',
        'Only an answer that was interrupted or stopped can be continued.',
      );
    }
    await trx.updateTable('messages').set({ status: 'streaming', error: null }).where('id', '=', answerId).execute();
    const { workspaceId, conversationId } = answer;
    const runId = await startAnswer(
      trx,
      start,
      { workspaceId, conversationId, title, answerId, mode: answer.content === '' ? 'new' : 'continue', model },
      author,
    );
    return { answerId, runId };
  });
}

/** Stops an answer from anywhere; what was written stays. One that has ended already is left as it is. */
export async function stopAnswer(services: Services, answerId: string): Promise<void> {
  const answer = await findMessage(services.db, answerId);
  if (answer?.status === 'streaming' && answer.runId !== null) {
    await stopJob(services, answer.runId).catch((error: unknown) => {
      if (!(error instanceof AppError && error.kind === 'conflict')) throw error;
    });
  }
}

async function getEnded(
  trx: Trx,
  answerId: string,
): Promise<{ answer: MessageRow; title: string; model: string | undefined }> {
  const answer = await trx.selectFrom('messages').selectAll().where('id', '=', answerId).forUpdate().executeTakeFirst();
  const conversation = answer && (await findConversation(trx, answer.conversationId));
  if (answer === undefined || conversation === undefined) throw notFound();
  if (answer.status === 'streaming') {
    throw new AppError(
      'conflict',
      'chat.already-answering',
      'This answer is still being written. Stop it first, or wait.',
    );
  }
  // the model that was asked for is asked for again
  const run = answer.runId === null ? undefined : await findRun(trx, answer.runId);
  return { answer, title: conversation.title, model: (run?.payload as { model?: string } | undefined)?.model };
}

const notFound = () => new AppError('not-found', 'not-found', 'There is no such conversation, or it was deleted.');
