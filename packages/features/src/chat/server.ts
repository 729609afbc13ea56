import { answerMessage } from '@millrace/contract/chat/chat';
import { nameConversation } from '@millrace/contract/chat/chat-title';
import type { ServerFace } from '../face.ts';
import { chatRouter } from './chat.router.ts';
import { conversationsRouter } from './conversations.router.ts';
import { endAnswer } from './end-answer.ts';
import { endNaming } from './end-naming.ts';
import { nextMessagesRouter } from './next-messages/next-messages.router.ts';
import { purgeBatch, purgeConversations } from './purge-conversations.ts';

export const chatServer = {
  router: { chat: chatRouter, conversations: conversationsRouter, nextMessages: nextMessagesRouter },
  endings: [
    { definition: answerMessage, onEnd: endAnswer },
    { definition: nameConversation, onEnd: endNaming },
  ],
  housekeeping: [{ when: 'regularly', work: purgeConversations, batch: purgeBatch }],
} satisfies ServerFace;
