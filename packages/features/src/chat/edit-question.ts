import { copyAttachments } from '../attachments/attach-to-message.ts';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { stopAnswer } from './answer-again.ts';
import { askQuestion, type Sent } from './ask-question.ts';
import { findMessage, listAnswers } from './chat.queries.ts';
import { conversationGone, lockConversation } from './conversations.queries.ts';
import type { Author } from './insert-answer.ts';

type Edit = { messageId: string; text: string; model?: string; clientRequestId?: string };

/** Asks a question in other words, in a branch beside the old one. An answer to the old words that is still being written is stopped. */
export async function editQuestion(services: Services, author: Author, input: Edit): Promise<Sent> {
  const old = await findMessage(services.db, input.messageId);
  if (old === undefined) throw conversationGone();
  const sent = await withJobs(services, async (trx, start) => {
    const conversation = await lockConversation(trx, old.conversationId);
    const asked = await askQuestion(trx, start, conversation, { ...input, parentId: old.parentId }, author);
    await copyAttachments(trx, { from: old.id, to: asked.messageId });
    return asked;
  });
  for (const answer of await listAnswers(services.db, old.id)) await stopAnswer(services, answer.id);
  return sent;
}
