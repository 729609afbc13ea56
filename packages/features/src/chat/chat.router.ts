import {
  answerInput,
  conversationInput,
  editQuestionInput,
  messageInput,
  rateAnswerInput,
  sendMessageInput,
} from '@millrace/contract/chat/chat';
import { byId, router } from '../trpc.ts';
import { continueAnswer, regenerateAnswer, stopAnswer } from './answer-again.ts';
import { findAnswerWorkspace, findMessageWorkspace, findQuestionWorkspace, listMessages } from './chat.queries.ts';
import { findConversationWorkspace } from './conversations.queries.ts';
import { editQuestion } from './edit-question.ts';
import { rateAnswer } from './rate-answer.ts';
import { sendMessage } from './send-message.ts';
import { showMessage } from './show-message.ts';

const inConversation = (role: 'viewer' | 'analyst') => byId('conversationId', role, findConversationWorkspace);
const ofAnswer = byId('answerId', 'analyst', findAnswerWorkspace);

export const chatRouter = router({
  messages: inConversation('viewer')
    .input(conversationInput)
    .query(({ ctx, input }) => listMessages(ctx.services.db, input.conversationId, ctx.caller.userId)),

  send: inConversation('analyst')
    .input(sendMessageInput)
    .mutation(({ ctx, input }) => sendMessage(ctx.services, ctx.caller, input)),

  edit: byId('messageId', 'analyst', findQuestionWorkspace)
    .input(editQuestionInput)
    .mutation(({ ctx, input }) => editQuestion(ctx.services, ctx.caller, input)),

  /** Chooses a version of a question or an answer, for all who read the conversation. */
  show: byId('messageId', 'analyst', findMessageWorkspace)
    .input(messageInput)
    .mutation(async ({ ctx, input }) => {
      await showMessage(ctx.services, input.messageId);
      return { messageId: input.messageId };
    }),

  /** Anyone who may read an answer may have an opinion of it. */
  rate: byId('answerId', 'viewer', findAnswerWorkspace, 'person')
    .input(rateAnswerInput)
    .mutation(async ({ ctx, input }) => {
      await rateAnswer(ctx.services.db, { ...input, userId: ctx.caller.userId });
      return { answerId: input.answerId };
    }),

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
