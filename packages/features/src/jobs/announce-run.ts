import { announceChange } from '../feed/announce-change.ts';
import type { Services } from '../services.ts';
import { type RunRow, viewRun } from './jobs.queries.ts';

/** Shows the screens of a workspace, or of the instance's owner, how a run stands. Losing one is harmless: the next one, or the list, says the same. */
export function announceRun(services: Pick<Services, 'bus' | 'log'>, row: RunRow): void {
  announceChange(services, row.workspaceId, { kind: 'run', id: row.id }, viewRun(row));
}
