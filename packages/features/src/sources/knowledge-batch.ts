import { randomUUID } from 'node:crypto';
import type { Trx } from '@millrace/db/database';
import type { NewRow } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { addChunks, type NewChunk } from '../search/add-chunks.ts';
import { chunkText } from './chunk-text.ts';
import { detectLanguage } from './detect-language.ts';
import type { ExtractedRecord } from './extract/extracted.ts';

/** What every row of a source carries. */
export type Placing = {
  workspaceId: string;
  sourceId: string;
  title: string;
  maxChars: number;
  /** Where the numbers of records and chunks go on, and the item that they come from, when a source comes in parts. */
  part?: { itemId: string; nextRecord: number; nextChunk: number };
};

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
  #records: NewRow<'records'>[] = [];
  #chunks: NewChunk[] = [];
  #heading = '';
  #lang: string | null = null;
  #nextRecord = 0;
  #nextChunk = 0;
  #charStart = 0;

  constructor(placing: Placing) {
    this.#placing = placing;
    this.#nextRecord = placing.part?.nextRecord ?? 0;
    this.#nextChunk = placing.part?.nextChunk ?? 0;
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
    const { workspaceId, sourceId, title, maxChars } = this.#placing;
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
      itemId: this.#placing.part?.itemId ?? null,
      place: place ? JSON.stringify(place) : null,
      lang: this.#lang,
      time: time ?? null,
      charStart,
      charEnd: this.#charStart,
      spans: toJson(spans),
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
    if (records.length > 0) await trx.insertInto('records').values(records).execute();
    await addChunks(trx, chunks);
    // only once it is written: a transaction that is tried again writes it again
    this.#records = [];
    this.#chunks = [];
  }
}
