import type { Services } from '@millrace/features/server';
import type { HttpRequest } from '../request-context.ts';

/** One request under /v1 and what it is answered with. */
export type Exchange = HttpRequest & { services: Services; stopping: AbortSignal };
