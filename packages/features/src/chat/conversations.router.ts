import {
  conversationInput,
  createConversationInput,
  listConversationsInput,
  pinConversationInput,
  renameConversationInput,
  setChoicesInput,
  shareConversationInput,
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
  pinConversation,
} from './conversations.queries.ts';
import { deleteConversation } from './delete-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { requireAuthor, requireAuthorOrOwner } from './require-author.ts';
import { shareConversation } from './share-conversation.ts';

const ofConversation = <W extends Who = 'anyone'>(role: 'viewer' | 'analyst', who?: W) =>
  byId('conversationId', role, findConversationWorkspace, who);

export const conversationsRouter = router({
  create: inWorkspace('analyst')
    .input(createConversationInput)
    .mutation(async ({ ctx, input }) => {
      const { caller, workspaceId } = ctx;
      const { id } = await ctx.services.db
        .insertInto('conversations')
        .values({
          workspaceId,
          title: input.title ?? untitled,
          titledBy: input.title ? 'person' : 'question',
          choices: toJson(input.choices ?? {}),
          createdBy: caller.userId,
          ...(caller.kind === 'key' && { origin: 'key', apiKeyId: caller.apiKeyId }),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      announceConversation(ctx.services, { workspaceId, conversationId: id });
      return { id };
    }),

  list: inWorkspace('viewer')
    .input(listConversationsInput)
    .query(({ ctx, input }) => listConversations(ctx.services.db, ctx.caller, input)),

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
      const { services, caller } = ctx;
      const which = { workspaceId: ctx.workspaceId, conversationId: input.conversationId };
      await requireAuthorOrOwner(services.db, caller, which);
      await services.db
        .updateTable('conversations')
        .set({ title: input.title, titledBy: 'person' })
        .where('id', '=', input.conversationId)
        .execute();
      announceConversation(services, which);
      return { id: input.conversationId };
    }),

  /** Who reads it: who began it alone, or every member. A key shares nothing: it would outlive the key. */
  share: ofConversation('analyst', 'person')
    .input(shareConversationInput)
    .mutation(async ({ ctx, input }) => {
      const { services, caller, workspaceId } = ctx;
      await requireAuthor(services.db, caller, { workspaceId, ...input });
      await shareConversation(services, { workspaceId, ...input });
      return { id: input.conversationId, visibility: input.visibility };
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
      const { services, caller, workspaceId } = ctx;
      await requireAuthorOrOwner(services.db, caller, { workspaceId, ...input });
      await deleteConversation(services, input.conversationId);
      return { id: input.conversationId };
    }),

  restore: byId('conversationId', 'analyst', findKeptConversationWorkspace)
    .input(conversationInput)
    .mutation(async ({ ctx, input }) => {
      const { services, caller } = ctx;
      const which = { workspaceId: ctx.workspaceId, conversationId: input.conversationId };
      await requireAuthorOrOwner(services.db, caller, which);
      await services.db
        .updateTable('conversations')
        .set({ deletedAt: null })
        .where('id', '=', input.conversationId)
        .execute();
      announceConversation(services, which);
      return { id: input.conversationId };
    }),
});
