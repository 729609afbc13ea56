import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '@millrace/features/server';

/** One request under /v1 and what it is answered with. */
export type Exchange = { services: Services; req: IncomingMessage; res: ServerResponse; stopping: AbortSignal };
