import { AppError } from '@millrace/contract/app-error';
import { embedChunks } from '@millrace/contract/search/search';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { findStaleWorkspaces } from './stale-chunks.queries.ts';

/**
 * To be called when a process has started: a workspace whose vectors come from another embedder than the current one gets a run that
 * makes them anew. Any number of processes may call it, a workspace has one such run at a time. Returns how many were started.
 */
export async function startStaleEmbeddings(services: Services): Promise<number> {
  const { db, llm, log } = services;
  let started = 0;
  for (const workspaceId of await findStaleWorkspaces(db, llm.embedder.model)) {
    try {
      await withJobs(services, (_trx, start) =>
        start(embedChunks, { workspaceId }, { workspaceId, uniqueKey: embedChunks.name, later: 10 }),
      );
      started += 1;
    } catch (error) {
      // another process was quicker
      if (!(error instanceof AppError && error.reason === 'jobs.already-running')) throw error;
    }
  }
  if (started > 0)
    log.info({ workspaces: started, model: llm.embedder.model }, 'the embedder has changed: making new vectors');
  return started;
}
