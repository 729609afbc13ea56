import {
  conversationInput,
  createConversationInput,
  listConversationsInput,
  pinConversationInput,
  renameConversationInput,
  setChoicesInput,
} from '@millrace/contract/chat/chat';
import { toJson } from '@millrace/db/to-json';
import { byId, inWorkspace, router, type Who } from '../trpc.ts';
import { announceConversation } from './announce-conversation.ts';
import { untitled } from './ask-question.ts';
import { setChoices } from './conversation-settings.ts';
import {
  conversationGone,
  findConversation,
  findConversationWorkspace,
  findKeptConversationWorkspace,
  listConversations,
  pinConversation,
} from './conversations.queries.ts';
import { deleteConversation } from './delete-conversation.ts';

const ofConversation = <W extends Who = 'anyone'>(role: 'viewer' | 'analyst', who?: W) =>
  byId('conversationId', role, findConversationWorkspace, who);

export const conversationsRouter = router({
  create: inWorkspace('analyst')
    .input(createConversationInput)
    .mutation(({ ctx, input }) =>
      ctx.services.db
        .insertInto('conversations')
        .values({
          workspaceId: input.workspaceId,
          title: input.title ?? untitled,
          titledBy: input.title ? 'person' : 'question',
          choices: toJson(input.choices ?? {}),
          createdBy: ctx.caller.userId,
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    ),

  list: inWorkspace('viewer')
    .input(listConversationsInput)
    .query(({ ctx, input }) => listConversations(ctx.services.db, { ...input, userId: ctx.caller.userId })),

  get: ofConversation('viewer')
    .input(conversationInput)
    .query(async ({ ctx, input }) => {
      const conversation = await findConversation(ctx.services.db, input.conversationId, ctx.caller.userId);
      if (conversation === undefined) throw conversationGone();
      return conversation;
    }),

  /** For the caller alone. */
  pin: ofConversation('viewer', 'person')
    .input(pinConversationInput)
    .mutation(async ({ ctx, input }) => {
      await pinConversation(ctx.services.db, { ...input, userId: ctx.caller.userId });
      return { id: input.conversationId };
    }),

  rename: ofConversation('analyst')
    .input(renameConversationInput)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.db
        .updateTable('conversations')
        .set({ title: input.title, titledBy: 'person' })
        .where('id', '=', input.conversationId)
        .execute();
      return { id: input.conversationId };
    }),

  /** Model, temperature and scope of the answers to come. */
  setChoices: ofConversation('analyst')
    .input(setChoicesInput)
    .mutation(async ({ ctx, input }) => {
      await setChoices(ctx.services, input);
      announceConversation(ctx.services, { workspaceId: ctx.workspaceId, ...input });
      return { id: input.conversationId };
    }),

  delete: ofConversation('analyst')
    .input(conversationInput)
    .mutation(async ({ ctx, input }) => {
      await deleteConversation(ctx.services, input.conversationId);
      return { id: input.conversationId };
    }),

  restore: byId('conversationId', 'analyst', findKeptConversationWorkspace)
    .input(conversationInput)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.db
        .updateTable('conversations')
        .set({ deletedAt: null })
        .where('id', '=', input.conversationId)
        .execute();
      return { id: input.conversationId };
    }),
});
