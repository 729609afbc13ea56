import { randomUUID } from 'node:crypto';
import type { Trx } from '@millrace/db/database';
import type { NewRow } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';
import { rememberWords } from './remember-words.ts';

/** A passage without its vector, which is made later. */
export type NewChunk = Pick<
  NewRow<'chunks'>,
  'workspaceId' | 'sourceId' | 'recordId' | 'position' | 'title' | 'heading' | 'text' | 'page' | 'charStart' | 'charEnd'
> & { id?: string; enabled?: boolean };

const rowsPerInsert = 1_000;

/**
 * Stores passages, which are found by their words with the caller's transaction, and remembers their words for slips of the pen. The one
 * way to store passages: what goes round it is found, but not by a word that is written wrong.
 */
export async function addChunks(trx: Trx, chunks: readonly NewChunk[]): Promise<void> {
  for (let from = 0; from < chunks.length; from += rowsPerInsert) {
    const rows = chunks
      .slice(from, from + rowsPerInsert)
      .map((chunk) => ({ id: randomUUID(), heading: '', enabled: true, ...chunk }));
    // one parameter however many rows: a thousand of them take longer to write and to read than the rows to store
    await sql`insert into chunks
        (id, workspace_id, source_id, record_id, position, title, heading, text, page, char_start, char_end, enabled)
      select id, "workspaceId", "sourceId", "recordId", position, title, heading, text, page, "charStart", "charEnd", enabled
      from json_to_recordset(${toJson(rows)}::json) as added (id uuid, "workspaceId" uuid, "sourceId" uuid, "recordId" uuid,
        position int, title text, heading text, text text, page int, "charStart" int, "charEnd" int, enabled boolean)`.execute(
      trx,
    );
  }
  for (const [workspaceId, own] of Map.groupBy(chunks, (chunk) => chunk.workspaceId))
    await rememberWords(trx, workspaceId, own);
}
