import type { WorkerFace } from '../face.ts';
import { ingestSourceHandler } from './ingest-source.handler.ts';

export const sourcesWorker = { handlers: [ingestSourceHandler] } satisfies WorkerFace;
