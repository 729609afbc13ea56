import type { Services } from '../services.ts';
import { type RunRow, viewRun } from './jobs.queries.ts';

export const feedChannel = (workspaceId: string): string => `feed:${workspaceId}`;
export const runChannel = (runId: string): string => `run:${runId}`;
/** Heard by every worker: the id of a run that is to stop. */
export const cancelChannel = 'cancel';

/** Tells a workspace's screens how a run stands. Losing one is harmless: the next one, or the list, says the same. */
export function announce(services: Pick<Services, 'bus' | 'log'>, run: RunRow): void {
  services.bus
    .append(feedChannel(run.workspaceId), 0, JSON.stringify({ run: viewRun(run) }))
    .catch((error: unknown) => {
      services.log.debug({ err: error, runId: run.id }, 'a feed event was lost');
    });
}
