import type { WorkerFace } from '../face.ts';
import { classifyTextsHandler } from './runs/classify-texts.handler.ts';

export const classificationWorker = { handlers: [classifyTextsHandler] } satisfies WorkerFace;
