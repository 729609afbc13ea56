import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { markdownHeadings } from '@millrace/reading/files/text/markdown-headings';
import { sql } from 'kysely';
import { changeRecord, type RecordRow, storedChunks } from './change-record.ts';
import { headingsAfter, isMarkdown } from './headings-after.ts';
import { findSourceText } from './record-versions.queries.ts';
import { sharedStretches } from './text-stretches.ts';

// A file is read again from its beginning. What people made of its records stands aside meanwhile, where search finds it as before, and
// comes back to its place at the end. Aside are the positions below zero: a reading that is cut off leaves them there for the next.

/** Takes the records of a source away, but for those that people edited or deleted, or in which they left a passage out. */
export async function clearRecords(trx: Trx, sourceId: string): Promise<void> {
  await sql`update records set position = aside.position from (
      select id, (select least(min(position), 0) from records where source_id = ${sourceId}) - row_number() over () as position
      from records where source_id = ${sourceId} and position >= 0 and (edited or deleted_at is not null or exists (
        select 1 from chunks where chunks.record_id = records.id and not chunks.enabled))
    ) aside where records.id = aside.id`.execute(trx);
  await trx.deleteFrom('records').where('sourceId', '=', sourceId).where('position', '>=', 0).execute();
  await sql`update chunks set position = aside.position from (
      select id, (select least(min(position), 0) from chunks where source_id = ${sourceId}) - row_number() over () as position
      from chunks where source_id = ${sourceId} and position >= 0
    ) aside where chunks.id = aside.id`.execute(trx);
}

/**
 * Brings back what stood aside. Where the file says what it said, the record takes its place again as people left it; where it says
 * something else, an edit gives way and is kept among the versions. What has no place any more is put at the end.
 */
export async function returnRecords(
  trx: Trx,
  source: { id: string; title: string },
  { mediaType, maxChars }: { mediaType: string; maxChars: number },
): Promise<void> {
  const aside = await trx
    .selectFrom('records')
    .selectAll()
    .where('sourceId', '=', source.id)
    .where('position', '<', 0)
    .orderBy('position', 'desc')
    .execute();
  for (const record of aside) {
    const said = await findSourceText(trx, record);
    const fresh = await findFresh(trx, record, said.text);
    if (fresh && fresh.text !== said.text) {
      const next = await textOf(trx, fresh, mediaType, source.title);
      await changeRecord(trx, { record, next, by: { kind: 'source' }, maxChars });
    }
    if (fresh) await trx.deleteFrom('records').where('id', '=', fresh.id).execute();
    await place(trx, record, fresh?.position);
  }
}

/** What was read now where this record stands: the same page or row, else the same text. */
const findFresh = (trx: Trx, { sourceId, page, place }: RecordRow, said: string): Promise<RecordRow | undefined> => {
  const samePlace = sql<boolean>`(page = ${page}::int or place = ${place === null ? null : toJson(place)}::jsonb)`;
  return trx
    .selectFrom('records')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .where('position', '>=', 0)
    .where(({ eb, or }) => or([samePlace, eb('text', '=', said)]))
    .orderBy(sql`coalesce(${samePlace}, false)`, 'desc')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
};

async function textOf(trx: Trx, record: RecordRow, mediaType: string, chunkTitle: string) {
  const { title, text } = record;
  const stored = await storedChunks(trx, record.id);
  const headings = isMarkdown(record, mediaType)
    ? markdownHeadings(text)
    : headingsAfter(stored, sharedStretches(text, text));
  const heading = stored[0]?.heading ?? '';
  const { lang, time } = record;
  return { title, text, spans: record.spans, headings, heading, chunkTitle, lang, time };
}

/** `position`: of what was read in its place; without one it comes last. */
async function place(trx: Trx, { id, sourceId }: RecordRow, position: number | undefined): Promise<void> {
  const last = (table: 'records' | 'chunks') =>
    sql<number>`(select coalesce(max(position), -1) from ${sql.table(table)} where source_id = ${sourceId})`;
  await trx
    .updateTable('records')
    .set({ position: position ?? sql<number>`${last('records')} + 1` })
    .where('id', '=', id)
    .execute();
  await sql`update chunks set position = ordered.position from (
      select id, ${last('chunks')} + row_number() over (order by char_start) as position from chunks where record_id = ${id}
    ) ordered where chunks.id = ordered.id`.execute(trx);
}
