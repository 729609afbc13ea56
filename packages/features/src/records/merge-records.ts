import type { Trx } from '@millrace/db/database';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { sql } from 'kysely';
import { changeRecord, type RecordRow } from './change-record.ts';
import { KnowledgeBatch, recordTitle } from './knowledge-batch.ts';
import { matchRecords } from './match-records.ts';
import { nextPositions } from './next-positions.ts';
import { findSourceText } from './record-versions.queries.ts';

/** The item whose records they are, and what its chunks go by. */
export type Part = { workspaceId: string; sourceId: string; itemId: string; title: string; maxChars: number };
type Known = { record: RecordRow; said: { title: string; text: string } };

/**
 * Gives an item that was read again the records that it has now. One that says what it said is left as it is, with what people made of
 * it; one that says something else becomes that, and an edit that stood there is kept among its versions. Ids stay where a record
 * goes on, so citations do; chunks whose words stay keep their vectors. Returns how many chunks are new.
 */
export async function mergeRecords(trx: Trx, part: Part, fresh: ExtractedRecord[]): Promise<number> {
  const { workspaceId, sourceId, itemId, title, maxChars } = part;
  const known = await readKnown(trx, itemId);
  const titled = fresh.map((record) => ({ title: recordTitle(record, title), text: record.text }));
  const matches = matchRecords(
    known.map(({ said }) => said),
    titled,
  );
  await dropOthers(trx, known, new Set(matches));

  let made = 0;
  let heading = '';
  for (const [i, { spans, headings, title: own, place, lang, time }] of fresh.entries()) {
    const there = known[matches[i] ?? -1];
    const said = titled[i] as Known['said'];
    const next = { ...said, spans, headings, heading: own ?? heading, chunkTitle: title, place, lang, time };
    if (there && isChanged(there, next)) {
      made += await changeRecord(trx, { record: there.record, next, by: { kind: 'source' }, maxChars });
    }
    heading = headings.at(-1)?.text ?? heading;
  }
  if (known.length > 0)
    await trx
      .updateTable('chunks')
      .set({ title })
      .where('recordId', 'in', idsOf(itemId))
      .where('title', '!=', title)
      .execute();

  const { nextRecord, nextChunk } = await nextPositions(trx, sourceId);
  const batch = new KnowledgeBatch({ workspaceId, sourceId, title, maxChars, nextRecord, nextChunk });
  batch.beginItem({ itemId, title });
  const order: { id: string; position: number }[] = [];
  for (const [i, record] of fresh.entries()) {
    const there = known[matches[i] ?? -1]?.record;
    order.push(there ?? { id: batch.add(record), position: nextRecord + i });
    if (batch.isFull) await batch.flush(trx);
  }
  await batch.flush(trx);
  if (order.some(({ position }, i) => position < (order[i - 1]?.position ?? 0))) await renumber(trx, sourceId, order);
  return made + batch.chunkCount - nextChunk;
}

const idsOf = (itemId: string) => sql<string>`(select id from records where item_id = ${itemId})`;

async function readKnown(trx: Trx, itemId: string): Promise<Known[]> {
  const records = await trx
    .selectFrom('records')
    .selectAll()
    .where('itemId', '=', itemId)
    .orderBy('position')
    .execute();
  const known: Known[] = [];
  for (const record of records) known.push({ record, said: await findSourceText(trx, record) });
  return known;
}

/** The title of a page is much less than its text: an edit does not give way to it. */
const isChanged = ({ record, said }: Known, next: Known['said']): boolean =>
  said.text !== next.text || (said.title !== next.title && !record.edited);

async function dropOthers(trx: Trx, known: Known[], kept: Set<number | undefined>): Promise<void> {
  const gone = known.filter((_, i) => !kept.has(i)).map(({ record }) => record.id);
  if (gone.length > 0) await trx.deleteFrom('records').where('id', 'in', gone).execute();
}

/** In the order of the page again, behind all others of the source. */
async function renumber(trx: Trx, sourceId: string, order: { id: string }[]): Promise<void> {
  const { nextRecord } = await nextPositions(trx, sourceId);
  const ids = order.map(({ id }) => id);
  await sql`update records set position = ${nextRecord}::int + ordered.n::int
    from unnest(${ids}::uuid[]) with ordinality as ordered (id, n) where records.id = ordered.id`.execute(trx);
}
