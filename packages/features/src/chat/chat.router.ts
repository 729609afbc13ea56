import { answerInput, conversationInput, sendMessageInput } from '@millrace/contract/chat';
import { byId, router } from '../trpc.ts';
import { findAnswerWorkspace, listMessages } from './chat.queries.ts';
import { findConversationWorkspace } from './conversations.queries.ts';
import { continueAnswer, regenerateAnswer, sendMessage, stopAnswer } from './send-message.ts';

const inConversation = (role: 'viewer' | 'analyst') => byId('conversationId', role, findConversationWorkspace);
const ofAnswer = byId('answerId', 'analyst', findAnswerWorkspace);

export const chatRouter = router({
  messages: inConversation('viewer')
    .input(conversationInput)
    .query(({ ctx, input }) => listMessages(ctx.services.db, input.conversationId)),

  send: inConversation('analyst')
    .input(sendMessageInput)
    .mutation(({ ctx, input }) => sendMessage(ctx.services, ctx.caller, input)),

  stop: ofAnswer.input(answerInput).mutation(async ({ ctx, input }) => {
    await stopAnswer(ctx.services, input.answerId);
    return { answerId: input.answerId };
  }),

  continue: ofAnswer
    .input(answerInput)
    .mutation(({ ctx, input }) => continueAnswer(ctx.services, ctx.caller, input.answerId)),

  regenerate: ofAnswer
    .input(answerInput)
    .mutation(({ ctx, input }) => regenerateAnswer(ctx.services, ctx.caller, input.answerId)),
});
