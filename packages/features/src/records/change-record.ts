import type { BoxedSpan, Locator } from '@millrace/contract/records/locator';
import type { Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import type { Heading } from '@millrace/reading/files/extracted';
import { sql } from 'kysely';
import { addChunks } from '../search/add-chunks.ts';
import { type Chunk, chunkText } from './chunk-text.ts';
import { detectLanguage } from './detect-language.ts';
import { nextPositions } from './next-positions.ts';
import { planChunks, type StoredChunk } from './plan-chunks.ts';

export type RecordRow = Row<'records'>;

/** What a record shall say from now on. */
export type RecordText = {
  title: string;
  text: string;
  spans: BoxedSpan[];
  headings: Heading[];
  /** The heading in force where the text begins. */
  heading: string;
  /** What its chunks go by: the document, or the page of the web. */
  chunkTitle: string;
  /** What the source says of itself; what is not said stays as it was. */
  place?: Locator;
  lang?: string | null;
  time?: Date | string | null;
};
/** A person, or a further reading of the source. `edited`: the text is not what the source says. */
export type ChangedBy = { kind: 'person'; userId: string | null; edited: boolean } | { kind: 'source' };

/** The chunks of a record in the order of its text. */
export const storedChunks = (trx: Trx, recordId: string): Promise<(StoredChunk & { title: string })[]> =>
  trx
    .selectFrom('chunks')
    .where('recordId', '=', recordId)
    .select(['id', 'title', 'text', 'heading', 'enabled', 'charStart as start'])
    .orderBy('charStart')
    .execute();

/**
 * Gives a record its next version and keeps the one before where a person has to do with it: what people wrote, and what they wrote
 * over. Chunks whose words are still there keep their vectors. The caller has locked the record's source. Returns how many chunks are
 * new and have no vector yet.
 */
export async function changeRecord(
  trx: Trx,
  { record, next, by, maxChars }: { record: RecordRow; next: RecordText; by: ChangedBy; maxChars: number },
): Promise<number> {
  if (by.kind === 'person' || record.edited) await keepVersion(trx, record, by.kind === 'source');
  await trx
    .updateTable('records')
    .set({
      title: next.title,
      text: next.text,
      spans: toJson(next.spans),
      place: next.place === undefined ? sql`place` : toJson(next.place),
      lang: detectLanguage(next.text, next.lang) ?? record.lang,
      time: next.time === undefined ? record.time : next.time,
      version: record.version + 1,
      edited: by.kind === 'person' && by.edited,
      changedAt: sql<Date>`now()`,
      changedBy: by.kind === 'person' ? by.userId : null,
    })
    .where('id', '=', record.id)
    .execute();
  return record.deletedAt === null ? rechunk(trx, record, next, maxChars) : 0;
}

async function keepVersion(trx: Trx, record: RecordRow, replacedBySource: boolean): Promise<void> {
  const { id: recordId, version, workspaceId, title, text, edited, changedAt, changedBy } = record;
  const spans = toJson(record.spans);
  await trx
    .insertInto('recordVersions')
    .values({ recordId, version, workspaceId, title, text, spans, edited, changedAt, changedBy, replacedBySource })
    .execute();
}

/** Cuts the text of a record anew; see `changeRecord`. */
export async function rechunk(trx: Trx, record: RecordRow, next: RecordText, maxChars: number): Promise<number> {
  const { id: recordId, workspaceId, sourceId, page } = record;
  const { text, headings, heading, chunkTitle: title } = next;
  const plan = planChunks(await storedChunks(trx, recordId), text, chunkText(text, { maxChars, headings, heading }));
  if (plan.dropped.length > 0) await trx.deleteFrom('chunks').where('id', 'in', plan.dropped).execute();
  // new numbers for all: those of a record follow each other in the order of its text
  const { nextChunk } = await nextPositions(trx, sourceId);
  const all = [...plan.kept, ...plan.added].sort((a, b) => a.start - b.start);
  const positions = new Map(all.map(({ start }, i) => [start, nextChunk + i]));
  const place = (chunk: Chunk) => ({
    position: positions.get(chunk.start) ?? 0,
    charStart: chunk.start,
    charEnd: chunk.end,
    heading: chunk.heading.slice(0, 300).toWellFormed(),
  });
  for (const chunk of plan.kept)
    await trx
      .updateTable('chunks')
      .set({ title, ...place(chunk) })
      .where('id', '=', chunk.id)
      .execute();
  const added = plan.added.map((chunk) => ({
    ...place(chunk),
    workspaceId,
    sourceId,
    recordId,
    page,
    title,
    text: chunk.text,
    enabled: chunk.enabled,
  }));
  await addChunks(trx, added);
  return plan.added.length;
}
