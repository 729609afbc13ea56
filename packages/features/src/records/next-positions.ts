import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';

/**
 * Where the numbers of a source's records and chunks go on. Asked for as the last one and not as the largest: for that the planner reads
 * all of a source that had little in it when its rows were counted last.
 */
export async function nextPositions(trx: Trx, sourceId: string): Promise<{ nextRecord: number; nextChunk: number }> {
  const { rows } = await sql<{ nextRecord: number; nextChunk: number }>`select
    coalesce((select position from records where source_id = ${sourceId} order by position desc limit 1), -1) + 1 as next_record,
    coalesce((select position from chunks where source_id = ${sourceId} order by position desc limit 1), -1) + 1 as next_chunk`.execute(
    trx,
  );
  return rows[0] ?? { nextRecord: 0, nextChunk: 0 };
}
