import { z } from 'zod';
import type { AnyJob } from './define-job.ts';
import * as definitions from './definitions.ts';

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
  /** The id of the last event that was received; the stream goes on after it. */
  lastEventId: z.string().max(80).nullish(),
});
export const feedInput = z.object({ workspaceId: z.uuid(), lastEventId: z.string().max(80).nullish() });
export const listRunsInput = z.object({
  workspaceId: z.uuid(),
  active: z.boolean().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const runInput = z.object({ runId: z.uuid() });
