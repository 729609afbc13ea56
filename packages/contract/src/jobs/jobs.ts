import { z } from 'zod';
import { readAttachment } from '../attachments/attachments.ts';
import { answerMessage } from '../chat/chat.ts';
import { nameConversation } from '../chat/chat-title.ts';
import { crawlSite, discoverLinks } from '../crawl/crawl.ts';
import { embedChunks } from '../search/search.ts';
import { ingestSource } from '../sources/sources.ts';
import type { AnyJob } from './define-job.ts';

/** The registry: every kind of job, one line each. */
export const jobs = {
  [answerMessage.name]: answerMessage,
  [crawlSite.name]: crawlSite,
  [discoverLinks.name]: discoverLinks,
  [embedChunks.name]: embedChunks,
  [ingestSource.name]: ingestSource,
  [nameConversation.name]: nameConversation,
  [readAttachment.name]: readAttachment,
} as const;

export type Jobs = typeof jobs;
export type JobName = keyof Jobs;

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
