import { conversationInput } from '@millrace/contract/chat/chat';
import {
  addNextMessageInput,
  editNextMessageInput,
  moveNextMessageInput,
  nextMessageInput,
} from '@millrace/contract/chat/next-messages';
import { byId, router } from '../../trpc.ts';
import { findConversationWorkspace } from '../conversations.queries.ts';
import { addNextMessage } from './add-next-message.ts';
import { editNextMessage, moveNextMessage, removeNextMessage } from './change-next-message.ts';
import { findNextWorkspace, listNextMessages } from './next-messages.queries.ts';
import { resumeNext } from './send-next.ts';

const inConversation = (role: 'viewer' | 'analyst') => byId('conversationId', role, findConversationWorkspace);
const ofNext = byId('nextId', 'analyst', findNextWorkspace);

/** Messages that wait in a conversation until an answer has ended. */
export const nextMessagesRouter = router({
  list: inConversation('viewer')
    .input(conversationInput)
    .query(({ ctx, input }) => listNextMessages(ctx.services.db, input.conversationId)),

  add: inConversation('analyst')
    .input(addNextMessageInput)
    .mutation(({ ctx, input }) => addNextMessage(ctx.services, ctx.caller, input)),

  edit: ofNext.input(editNextMessageInput).mutation(async ({ ctx, input }) => {
    await editNextMessage(ctx.services, input);
    return { nextId: input.nextId };
  }),

  move: ofNext.input(moveNextMessageInput).mutation(async ({ ctx, input }) => {
    await moveNextMessage(ctx.services, input);
    return { nextId: input.nextId };
  }),

  remove: ofNext.input(nextMessageInput).mutation(async ({ ctx, input }) => {
    await removeNextMessage(ctx.services, input);
    return { nextId: input.nextId };
  }),

  /** Goes on after a pause. */
  resume: inConversation('analyst')
    .input(conversationInput)
    .mutation(async ({ ctx, input }) => {
      await resumeNext(ctx.services, input.conversationId);
      return { conversationId: input.conversationId };
    }),
});
