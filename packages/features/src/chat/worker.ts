import type { WorkerFace } from '../face.ts';
import { answerMessageHandler } from './answer-message.handler.ts';
import { nameConversationHandler } from './name-conversation.handler.ts';

export const chatWorker = { handlers: [answerMessageHandler, nameConversationHandler] } satisfies WorkerFace;
