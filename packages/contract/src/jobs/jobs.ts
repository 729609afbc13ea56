import { z } from 'zod';
import type { AnyJob } from './define-job.ts';
import * as definitions from './definitions.ts';
import { subjectInput } from './subjects.ts';

type Definition = (typeof definitions)[keyof typeof definitions];
/** Every definition by the name of its job. */
export type Jobs = { [Job in Definition as Job['name']]: Job };
export type JobName = keyof Jobs;

export const jobs = Object.fromEntries(
  Object.values(definitions).map((definition) => [definition.name, definition]),
) as unknown as Jobs;

/** The definition of a name that came from a row, or undefined when this build no longer knows it. */
export function findJob(name: string): AnyJob | undefined {
  return (jobs as Record<string, AnyJob>)[name];
}

export const watchRunInput = z.object({
  runId: z.uuid(),
  /** The id of the last event that was received; the stream continues after it. */
  lastEventId: z.string().max(80).nullish(),
});
/** `workspaceId: null` lists the runs of the instance itself, which only its owner may see. */
export const listRunsInput = z.object({
  workspaceId: z.uuid().nullable(),
  active: z.boolean().optional(),
  /** Only runs on this thing. */
  subject: subjectInput.optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const runInput = z.object({ runId: z.uuid() });
