import type { ingestSource } from '@millrace/contract/sources/sources';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import type { Work } from '../jobs/handle.ts';
import { KnowledgeBatch } from '../records/knowledge-batch.ts';
import type { SourceRow } from '../records/source-row.ts';
import { requireSource } from './require-source.ts';

type Task = Work<typeof ingestSource>;

/** Counts what comes out of a file and stores it in batches, each in a transaction that only the owner of the run can commit. */
export class Intake {
  readonly source: SourceRow;
  readonly #task: Task;
  readonly #batch: KnowledgeBatch;
  #embedded = 0;
  readonly withoutText: number[] = [];
  readonly unreadable: number[] = [];
  /** Pages on which there is nothing, of which nothing is missing. */
  readonly blank: number[] = [];
  pages = 0;
  rows = 0;
  totalPages: number | null = null;

  constructor(task: Task, source: SourceRow) {
    this.#task = task;
    this.source = source;
    const { id: sourceId, workspaceId, title } = source;
    const { maxChars } = task.services.llm.embedder;
    this.#batch = new KnowledgeBatch({ workspaceId, sourceId, title, maxChars });
  }

  get counts() {
    const skipped = this.withoutText.length + this.unreadable.length;
    return { pages: this.pages, records: this.#batch.recordCount, chunks: this.#batch.chunkCount, skipped };
  }

  async take(record: ExtractedRecord): Promise<void> {
    if (record.page !== null) this.pages++;
    if (record.text.trim() !== '') this.#batch.add(record);
    else if (record.page !== null) this.withoutText.push(record.page);
    this.tell();
    if (this.#batch.isFull) await this.store();
  }

  async takeAll(records: ExtractedRecord[]): Promise<void> {
    for (const record of records) {
      if (record.text.trim() !== '') this.#batch.add(record);
      if (record.place?.kind === 'row') this.rows++;
      if (this.#batch.isFull) await this.store();
    }
    this.tell();
  }

  skip(page: number): void {
    this.pages++;
    this.unreadable.push(page);
    this.tell();
  }

  passBlank(page: number): void {
    this.pages++;
    this.blank.push(page);
    this.tell();
  }

  tell(): void {
    const { pages, totalPages } = this;
    // a text is read in one go; there are no pages to count
    const phase = totalPages === null ? 'reading' : 'extracting';
    const rows = this.rows > 0 ? { rows: this.rows } : {};
    this.#task.progress({
      phase,
      pages,
      totalPages,
      ...rows,
      chunks: this.counts.chunks,
      embedded: Math.min(this.#embedded, this.counts.chunks),
    });
  }

  /** So many of the chunks have a vector by now. */
  setEmbedded(embedded: number): void {
    this.#embedded = embedded;
    this.tell();
  }

  async store(): Promise<void> {
    const { sourceId } = this.#task.payload;
    const { pages, skipped } = this.counts;
    await this.#task.write(async (trx) => {
      await requireSource(trx, sourceId);
      await this.#batch.flush(trx);
      await trx
        .updateTable('sources')
        .set({ pages, skipped, updatedAt: this.#task.services.clock() })
        .where('id', '=', sourceId)
        .execute();
    });
  }
}
