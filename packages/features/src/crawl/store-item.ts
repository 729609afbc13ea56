import type { crawlSite } from '@millrace/contract/crawl';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Work } from '../jobs/handle.ts';
import { extractSource } from '../sources/extract/extract-source.ts';
import type { ExtractedRecord } from '../sources/extract/extracted.ts';
import { splitText } from '../sources/extract/split-text.ts';
import { KnowledgeBatch } from '../sources/knowledge-batch.ts';
import type { StoredFile } from './fetch-item.ts';
import type { Item } from './frontier.queries.ts';

/** The text of a page as records that stand at its address. */
export const recordsOfPage = (text: string, url: string): ExtractedRecord[] =>
  splitText(text, { markdown: true }).map((record) => ({
    ...record,
    place: { kind: 'url', url, heading: record.headings[0]?.text ?? null },
  }));

/** What a file that was met on the way holds, read in a process of its own. Throws AppError invalid when it cannot be read. */
export async function recordsOfFile(
  task: Work<typeof crawlSite>,
  file: StoredFile,
  item: Item,
): Promise<ExtractedRecord[]> {
  const { services, signal } = task;
  const path = await services.storage.localPath(item.workspaceId, file.sha256);
  const records: ExtractedRecord[] = [];
  const { memoryMb, timeoutMs } = services.settings.extraction;
  for await (const message of extractSource({ path, mediaType: file.mediaType, memoryMb, timeoutMs, signal })) {
    const found = message.kind === 'record' ? [message.record] : message.kind === 'records' ? message.records : [];
    for (const record of found) {
      if (record.text.trim() !== '') records.push({ ...record, place: { kind: 'url', url: item.url, heading: null } });
    }
  }
  return records;
}

/** Puts the records of an item in the place of those that it had. Returns how many chunks they make. */
export async function replaceRecords(
  trx: Trx,
  item: Item,
  title: string,
  records: ExtractedRecord[],
  maxChars: number,
): Promise<number> {
  await dropRecords(trx, item.id);
  const { workspaceId, sourceId } = item;
  const { rows } = await sql<{ nextRecord: number; nextChunk: number }>`select
    coalesce((select max(position) from records where source_id = ${sourceId}), -1) + 1 as next_record,
    coalesce((select max(position) from chunks where source_id = ${sourceId}), -1) + 1 as next_chunk`.execute(trx);
  const { nextRecord = 0, nextChunk = 0 } = rows[0] ?? {};
  const part = { itemId: item.id, nextRecord, nextChunk };
  const batch = new KnowledgeBatch({ workspaceId, sourceId, title, maxChars, part });
  for (const record of records) {
    batch.add(record);
    if (batch.isFull) await batch.flush(trx);
  }
  await batch.flush(trx);
  return batch.chunkCount - nextChunk;
}

/** Its text leaves search and answers with this transaction. */
export async function dropRecords(trx: Trx, itemId: string): Promise<void> {
  await trx.deleteFrom('records').where('itemId', '=', itemId).execute();
}
