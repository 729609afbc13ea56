import { randomUUID } from 'node:crypto';
import type { BoxedSpan, Locator } from '@millrace/contract/records/locator';
import type { Trx } from '@millrace/db/database';
import type { NewRow } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { sql } from 'kysely';
import { addChunks, type NewChunk } from '../search/add-chunks.ts';
import { chunkText } from './chunk-text.ts';
import { detectLanguage } from './detect-language.ts';

/** What every row of a source carries, and where the numbers of records and chunks go on when it comes in parts. */
export type Placing = {
  workspaceId: string;
  sourceId: string;
  title: string;
  maxChars: number;
  nextRecord?: number;
  nextChunk?: number;
};
type NewRecord = Omit<NewRow<'records'>, 'place' | 'spans'> & { place: Locator | null; spans: BoxedSpan[] };

/** A section goes by its own heading, a page by its document. */
export const recordTitle = ({ title: own, page, headings }: ExtractedRecord, title: string): string =>
  own || (page === null && headings[0]?.text) || title;

/** A page is much more than a row. */
const fullAt = { pages: 20, records: 400, chunks: 400 };

/**
 * Turns records, as they come out of a file, into rows with their positions, and hands them over in batches. Places count on from
 * record to record, and so does the heading, which may stand pages before the text under it.
 */
export class KnowledgeBatch {
  readonly #placing: Placing;
  #records: NewRecord[] = [];
  #chunks: NewChunk[] = [];
  #title: string;
  #itemId: string | null = null;
  #heading = '';
  #lang: string | null = null;
  #nextRecord = 0;
  #nextChunk = 0;
  #charStart = 0;

  constructor(placing: Placing) {
    this.#placing = placing;
    this.#title = placing.title;
    this.#nextRecord = placing.nextRecord ?? 0;
    this.#nextChunk = placing.nextChunk ?? 0;
  }

  /** What comes from here on is of this item: another page, with which places, headings and language begin anew. */
  beginItem({ itemId, title }: { itemId: string; title: string }): void {
    this.#itemId = itemId;
    this.#title = title;
    this.#heading = '';
    this.#lang = null;
    this.#charStart = 0;
  }

  get recordCount(): number {
    return this.#nextRecord;
  }

  get chunkCount(): number {
    return this.#nextChunk;
  }

  get isFull(): boolean {
    const records = this.#records.length;
    const most = this.#records[0]?.place ? fullAt.records : fullAt.pages;
    return records >= most || this.#chunks.length >= fullAt.chunks;
  }

  /** Returns the id that the record will have. */
  add(record: ExtractedRecord): string {
    const { text, page, place, title: ownTitle, lang, time, spans, headings } = record;
    const { workspaceId, sourceId, maxChars } = this.#placing;
    const title = this.#title;
    const recordId = randomUUID();
    const charStart = this.#charStart;
    this.#charStart += text.length;
    // what is too short to tell goes by what stands before it
    this.#lang = detectLanguage(text, lang) ?? this.#lang;
    this.#records.push({
      id: recordId,
      workspaceId,
      sourceId,
      position: this.#nextRecord++,
      title: recordTitle(record, title),
      text,
      page,
      itemId: this.#itemId,
      place: place ?? null,
      lang: this.#lang,
      time: time ?? null,
      charStart,
      charEnd: this.#charStart,
      spans,
    });
    for (const chunk of chunkText(text, { maxChars, headings, heading: ownTitle ?? this.#heading })) {
      this.#heading = chunk.heading;
      const words = text.slice(chunk.start, chunk.end);
      // a desert of blanks holds nothing to find, and models have no vector for it
      if (words.trim() === '') continue;
      this.#chunks.push({
        workspaceId,
        sourceId,
        recordId,
        position: this.#nextChunk++,
        title,
        heading: chunk.heading.slice(0, 300).toWellFormed(),
        text: words,
        page,
        charStart: chunk.start,
        charEnd: chunk.end,
      });
    }
    return recordId;
  }

  /** Writes what has gathered and begins the next batch. */
  async flush(trx: Trx): Promise<void> {
    const [records, chunks] = [this.#records, this.#chunks];
    if (records.length > 0) await insertRecords(trx, records);
    await addChunks(trx, chunks);
    // only once it is written: a transaction that is tried again writes it again
    this.#records = [];
    this.#chunks = [];
  }
}

async function insertRecords(trx: Trx, records: NewRecord[]): Promise<void> {
  await sql`insert into records
      (id, workspace_id, source_id, position, title, text, page, item_id, place, lang, time, char_start, char_end, spans)
    select id, "workspaceId", "sourceId", position, title, text, page, "itemId", place, lang, time, "charStart", "charEnd", spans
    from json_to_recordset(${toJson(records)}::json) as added (id uuid, "workspaceId" uuid, "sourceId" uuid, position int,
      title text, text text, page int, "itemId" uuid, place jsonb, lang text, time timestamptz, "charStart" int, "charEnd" int,
      spans jsonb)`.execute(trx);
}
