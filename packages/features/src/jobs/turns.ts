import { type RawBuilder, sql } from 'kysely';

/**
 * Runs of a lane are taken by their turns, lowest first. A workspace's runs have one turn each, as have those of the instance itself, counted on from where the lane is: who
 * queues ten thousand has taken ten thousand turns, and the first run of another workspace stands beside the one that is next. Turns
 * only grow while a lane is busy, so nobody is overtaken for ever; they begin anew once it is empty.
 */
export function nextTurn(lane: string, workspaceId: string | null, later = 0): RawBuilder<number> {
  // written out, since no index serves `is not distinct from`
  const own = workspaceId === null ? sql`workspace_id is null` : sql`workspace_id = ${workspaceId}`;
  return sql<number>`1 + ${later}::int + greatest(
    coalesce((select min(priority) - 1 from runs where lane = ${lane} and status = 'queued'), 0),
    coalesce((select max(priority) from runs where lane = ${lane} and ${own} and status = 'queued'), 0)
  )`;
}

/** The turn of what comes back to the queue: it has waited already, and goes on with the next. */
export const turnAtHead = (lane: string): RawBuilder<number> =>
  sql<number>`coalesce((select min(priority) from runs where lane = ${lane} and status = 'queued'), 1)`;
