import { AppError } from '@millrace/contract/app-error';
import type { ingestSource, ReadOptions } from '@millrace/contract/sources';
import type { Trx } from '@millrace/db/database';
import { type FileRow, setShownFile } from '../files/files.queries.ts';
import type { Work } from '../jobs/handle.ts';
import { extractSource } from './extract/extract-source.ts';
import type { ExtractedRecord } from './extract/extracted.ts';
import { clearRecords, returnRecords } from './keep-edits.ts';
import { KnowledgeBatch } from './knowledge-batch.ts';
import { missingInWords } from './missing-pages.ts';
import type { SourceRow } from './sources.queries.ts';
import { transcribeRecording } from './transcribe-recording.ts';

type Task = Work<typeof ingestSource>;

/** A picture of 1920 pixels has less, whatever is on it. */
const maxShownBytes = 10 * 1024 * 1024;

/** What the step leaves for later attempts. `reason`: what did not come in, in words. `complete`: nothing is missing. */
export type Extracted = {
  pages: number;
  records: number;
  chunks: number;
  skipped: number;
  complete: boolean;
  reason: string | null;
};

/** Stops the work on a source that was deleted meanwhile. Locks it for the change that follows: a shared lock that grows could deadlock. */
export async function requireSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await trx
    .selectFrom('sources')
    .selectAll()
    .where('id', '=', sourceId)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('cancelled', 'sources.deleted', 'The source was deleted.');
  return row;
}

/** Counts what comes out of a file and stores it in batches, each in a transaction that only the owner of the run can commit. */
class Intake {
  readonly #task: Task;
  readonly #batch: KnowledgeBatch;
  readonly withoutText: number[] = [];
  readonly unreadable: number[] = [];
  pages = 0;
  rows = 0;
  totalPages: number | null = null;

  constructor(task: Task, source: SourceRow, maxChars: number) {
    this.#task = task;
    const { id: sourceId, workspaceId, title } = source;
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

  tell(): void {
    const { pages, totalPages } = this;
    // a text is read in one go; there are no pages to count
    const phase = totalPages === null ? 'reading' : 'extracting';
    const rows = this.rows > 0 ? { rows: this.rows } : {};
    this.#task.progress({ phase, pages, totalPages, ...rows, chunks: this.counts.chunks, embedded: 0 });
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

/** What comes out of the file: heard by a model, or read in a process of its own. */
async function messagesOf({ services, signal }: Task, file: FileRow, options: ReadOptions) {
  if (file.mediaType.startsWith('audio/')) return transcribeRecording(services, file, signal);
  const path = await services.storage.localPath(file.workspaceId, file.sha256);
  return extractSource({ path, mediaType: file.mediaType, options, ...services.settings.extraction, signal });
}

/** Keeps what is shown in place of a picture. Should the row not be written, the octets are dropped with the file. */
async function showPicture(
  { services, write }: Task,
  file: FileRow,
  { base64, mediaType }: { base64: string; mediaType: string },
): Promise<void> {
  const octets = Buffer.from(base64, 'base64');
  const parts = (async function* () {
    yield octets;
  })();
  const { sha256, size } = await services.storage.put(file.workspaceId, parts, { maxBytes: maxShownBytes });
  await write((trx) => setShownFile(trx, file.id, { sha256, size, mediaType }));
}

const noText = () =>
  new AppError(
    'invalid',
    'sources.no-text',
    'This PDF has no text layer: its pages are pictures, as scanners make them. Run text recognition (OCR) on it, then upload it again.',
  );

/**
 * Reads the file of a source into records and chunks. It starts from nothing: what an earlier attempt left is wiped, but for what
 * people made of it. Throws AppError invalid when nothing could be read; when only a part could, it says what is missing.
 */
export async function extractKnowledge(task: Task, source: SourceRow, file: FileRow): Promise<Extracted> {
  const { services, write } = task;
  await write(async (trx) => {
    await requireSource(trx, source.id);
    await clearRecords(trx, source.id);
  });
  const intake = new Intake(task, source, services.llm.embedder.maxChars);
  let end: { notes: string[]; incomplete: boolean; faulty?: boolean } = { notes: [], incomplete: false };
  let stopped: string | null = null;
  try {
    for await (const message of await messagesOf(task, file, (source.options ?? {}) as ReadOptions)) {
      if (message.kind === 'opened') intake.totalPages = message.totalPages;
      else if (message.kind === 'record') await intake.take(message.record);
      else if (message.kind === 'records') await intake.takeAll(message.records);
      else if (message.kind === 'picture') await showPicture(task, file, message);
      else if (message.kind === 'unreadable') intake.skip(message.page);
      else end = message;
    }
  } catch (error) {
    // half a document that took too long is worth more than none
    if (!(error instanceof AppError) || error.kind !== 'invalid' || intake.counts.records === 0) throw error;
    stopped = error.message;
  }
  if (intake.counts.records === 0) throw noText();
  await intake.store();
  await write(async (trx) => {
    await requireSource(trx, source.id);
    await returnRecords(trx, source, { mediaType: file.mediaType, maxChars: services.llm.embedder.maxChars });
  });
  const { withoutText, unreadable } = intake;
  const { notes, incomplete, faulty = false } = end;
  const complete = intake.counts.skipped === 0 && !incomplete && !faulty && stopped === null;
  return {
    ...intake.counts,
    complete,
    reason: missingInWords({ withoutText, unreadable, incomplete, stopped, notes }),
  };
}
