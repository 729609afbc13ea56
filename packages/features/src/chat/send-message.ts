import type { Trx } from '@millrace/db/database';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { askQuestion, type Sent } from './ask-question.ts';
import { findShownEnd } from './chat.queries.ts';
import { conversationGone, lockConversation } from './conversations.queries.ts';
import type { Author } from './insert-answer.ts';
import { choose } from './show-message.ts';

type Send = {
  conversationId: string;
  text: string;
  model?: string;
  afterId?: string;
  attachmentIds?: string[];
  clientRequestId?: string;
};

/** Asks at the end of a branch: the question, the empty answer and the run in one transaction. */
export function sendMessage(services: Services, author: Author, input: Send): Promise<Sent> {
  return withJobs(services, async (trx, start) => {
    const conversation = await lockConversation(trx, input.conversationId);
    const parentId = await findEnd(trx, input);
    return askQuestion(trx, start, conversation, { ...input, parentId }, author);
  });
}

/** The answer that the question follows. Whoever names one of another branch reads that branch, and from now on it is shown. */
async function findEnd(trx: Trx, { conversationId, afterId }: Send): Promise<string | null> {
  const end = await findShownEnd(trx, conversationId);
  if (afterId === undefined || afterId === end?.id) return end?.id ?? null;
  const answer = await trx
    .selectFrom('messages')
    .where('id', '=', afterId)
    .where('conversationId', '=', conversationId)
    .where('role', '=', 'assistant')
    .select('id')
    .executeTakeFirst();
  if (answer === undefined) throw conversationGone();
  await choose(trx, afterId);
  return afterId;
}
