import type { WorkerFace } from '../face.ts';
import { readAttachmentHandler } from './read-attachment.handler.ts';

export const attachmentsWorker = { handlers: [readAttachmentHandler] } satisfies WorkerFace;
