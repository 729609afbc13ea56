import { type RawBuilder, sql } from 'kysely';

/**
 * The position of the next run of a workspace in a lane; runs are taken lowest first. Runs of a workspace, or of the instance itself, get
 * consecutive positions, counted from the current head of the lane: ten thousand queued runs take ten thousand positions, and the first
 * run of another workspace still stands beside the head. Positions only grow while a lane is busy, so nobody is overtaken for ever; they
 * start again once it is empty.
 */
export function nextPriority(lane: string, workspaceId: string | null, later = 0): RawBuilder<number> {
  // written out, since no index serves `is not distinct from`
  const own = workspaceId === null ? sql`workspace_id is null` : sql`workspace_id = ${workspaceId}`;
  return sql<number>`1 + ${later}::int + greatest(
    coalesce((select min(priority) - 1 from runs where lane = ${lane} and status = 'queued'), 0),
    coalesce((select max(priority) from runs where lane = ${lane} and ${own} and status = 'queued'), 0)
  )`;
}

/** The position of a run that comes back to the queue: it has waited already, so it is among the next. */
export const priorityAtHead = (lane: string): RawBuilder<number> =>
  sql<number>`coalesce((select min(priority) from runs where lane = ${lane} and status = 'queued'), 1)`;
