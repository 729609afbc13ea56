import { announceChange } from '../feed/announce-change.ts';
import type { Services } from '../services.ts';
import { type RunRow, viewRun } from './jobs.queries.ts';

/**
 * Reports the current state of a run to the pages of a workspace, or of the instance's owner. A lost event is harmless: the next event, or
 * the list, says the same.
 */
export function announceRun(services: Pick<Services, 'bus' | 'db' | 'log'>, row: RunRow): void {
  announceChange(services, row.workspaceId, { kind: 'run', id: row.id }, viewRun(row));
}
