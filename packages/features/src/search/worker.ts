import type { WorkerFace } from '../face.ts';
import { embedChunksHandler } from './embed-chunks.handler.ts';

export const searchWorker = { handlers: [embedChunksHandler] } satisfies WorkerFace;
