import { AppError } from '@millrace/contract/app-error';
import { answerMessage } from '@millrace/contract/chat/chat';
import type { Trx } from '@millrace/db/database';
import { findRun } from '../jobs/jobs.queries.ts';
import { withJobs } from '../jobs/start-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import type { Services } from '../services.ts';
import { nextVersion } from './ask-question.ts';
import { listAnswers, type MessageRow } from './chat.queries.ts';
import { conversationGone, findConversation } from './conversations.queries.ts';
import { type Author, insertAnswer, startAnswer } from './insert-answer.ts';

/** Starts a new version of an answer beside the old ones; while one is being written there is no other, or a key that is pressed twice would be paid twice. */
export function regenerateAnswer(
  services: Services,
  author: Author,
  answerId: string,
): Promise<{ answerId: string; runId: string }> {
  return withJobs(services, async (trx, start) => {
    const { answer, title, model } = await getEnded(trx, answerId);
    // the question's row is the lock: of two regenerations the second one finds the first
    await trx.selectFrom('messages').select('id').where('id', '=', answer.parentId).forNoKeyUpdate().execute();
    const others = await listAnswers(trx, answer.parentId as string);
    if (others.some(({ status }) => status === 'streaming')) throw alreadyAnswering();
    const version = await nextVersion(trx, answer.conversationId, answer.parentId);
    const parts = {
      workspaceId: answer.workspaceId,
      conversationId: answer.conversationId,
      title,
      questionId: answer.parentId as string,
      version,
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
  const answer = await services.db
    .selectFrom('messages')
    .where('id', '=', answerId)
    .select(['status', 'runId'])
    .executeTakeFirst();
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
  const answer = await trx
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', answerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const conversation = answer && (await findConversation(trx, answer.conversationId));
  if (answer === undefined || conversation === undefined) throw conversationGone();
  if (answer.status === 'streaming') {
    throw alreadyAnswering();
  }
  // the model that was asked for is asked for again
  const run = answer.runId === null ? undefined : await findRun(trx, answer.runId);
  return { answer, title: conversation.title, model: answerMessage.payload.safeParse(run?.payload).data?.model };
}

const alreadyAnswering = () =>
  new AppError(
    'conflict',
    'chat.already-answering',
    'An answer to this question is still being written. Stop it first, or wait.',
  );
