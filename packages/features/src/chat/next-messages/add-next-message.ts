import { AppError } from '@millrace/contract/app-error';
import { mostNextMessages } from '@millrace/contract/chat/next-messages';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { withJobs } from '../../jobs/start-job.ts';
import type { Services } from '../../services.ts';
import { announceConversation } from '../announce-conversation.ts';
import { askQuestion, findSent, type Sent } from '../ask-question.ts';
import { findShownEnd } from '../chat.queries.ts';
import { lockConversation } from '../conversations.queries.ts';
import type { Author } from '../insert-answer.ts';
import { nextIds } from './next-messages.queries.ts';

type Add = { conversationId: string; text: string; model?: string; clientRequestId?: string };
/** It waits, or it was sent at once since the answer had ended meanwhile. */
export type Added = { nextId: string; sent: null } | { nextId: null; sent: Sent };

/** Keeps a message until the answer that is being written has ended. The same client request id twice is one message. */
export async function addNextMessage(services: Services, author: Author, input: Add): Promise<Added> {
  const { conversationId, text, model, clientRequestId } = input;
  const { added, workspaceId } = await withJobs(services, async (trx, start) => {
    const conversation = await lockConversation(trx, conversationId);
    const add = async (): Promise<Added> => {
      const known = clientRequestId && (await findAdded(trx, input, clientRequestId));
      if (known) return known;
      const waiting = await nextIds(trx, conversationId);
      const end = await findShownEnd(trx, conversationId);
      if (waiting.length === 0 && end?.status !== 'streaming') {
        const sent = await askQuestion(trx, start, conversation, { ...input, parentId: end?.id ?? null }, author);
        return { nextId: null, sent };
      }
      if (waiting.length >= mostNextMessages) throw full();
      const { id } = await trx
        .insertInto('nextMessages')
        .values((eb) => ({
          workspaceId: conversation.workspaceId,
          conversationId,
          text,
          model: model ?? null,
          clientRequestId: clientRequestId ?? null,
          createdBy: author.userId,
          position: eb
            .selectFrom('nextMessages')
            .where('conversationId', '=', conversationId)
            .select(sql<number>`coalesce(max(position), -1) + 1`.as('position')),
        }))
        .returning('id')
        .executeTakeFirstOrThrow();
      return { nextId: id, sent: null };
    };
    return { added: await add(), workspaceId: conversation.workspaceId };
  });
  announceConversation(services, { workspaceId, conversationId });
  return added;
}

async function findAdded(trx: Trx, { conversationId, text }: Add, clientRequestId: string): Promise<Added | undefined> {
  const waiting = await trx
    .selectFrom('nextMessages')
    .where('conversationId', '=', conversationId)
    .where('clientRequestId', '=', clientRequestId)
    .select('id')
    .executeTakeFirst();
  if (waiting) return { nextId: waiting.id, sent: null };
  const sent = await findSent(trx, conversationId, clientRequestId, text);
  return sent && { nextId: null, sent };
}

const full = () =>
  new AppError(
    'conflict',
    'chat.queue-full',
    'At most {mostNextMessages} questions can be queued. Wait until one is sent, or remove one.',
    { values: { mostNextMessages } },
  );
