import type { WorkerFace } from '../face.ts';
import { exportResultsHandler } from './exports/export-results.handler.ts';
import { classifyTextsHandler } from './runs/classify-texts.handler.ts';

export const classificationWorker = { handlers: [classifyTextsHandler, exportResultsHandler] } satisfies WorkerFace;
