import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { askQuestion, type Sent } from './ask-question.ts';
import { findShownEnd } from './chat.queries.ts';
import { lockConversation } from './conversations.queries.ts';
import type { Author } from './insert-answer.ts';

type Send = { conversationId: string; text: string; model?: string; clientRequestId?: string };

/** Asks at the end of the branch that is shown: the question, the empty answer and the run in one transaction. */
export function sendMessage(services: Services, author: Author, input: Send): Promise<Sent> {
  return withJobs(services, async (trx, start) => {
    const conversation = await lockConversation(trx, input.conversationId);
    const end = await findShownEnd(trx, conversation.id);
    return askQuestion(trx, start, conversation, { ...input, parentId: end?.id ?? null }, author);
  });
}
