import type { JobName } from '@millrace/contract/jobs/jobs';
import type { WorkerFace } from './face.ts';
import type { AnyHandler } from './jobs/handle.ts';
import * as faces from './worker-faces.ts';

type Handled = (typeof faces)[keyof typeof faces]['handlers'][number]['definition']['name'];

const all: WorkerFace[] = Object.values(faces);
const byName = Object.fromEntries(
  all.flatMap((face) => face.handlers).map((handler) => [handler.definition.name, handler]),
) as Record<Handled, AnyHandler>;

/** Every job's work by its name; a definition without one does not compile. The worker alone imports this. */
export const handlers: Record<JobName, AnyHandler> = byName;

/** Starts what runs beside the lanes. */
export const startBackground = all.flatMap((face) => face.background ?? []);
