import type { Trx } from '@millrace/db/database';
import type { Services } from '../services.ts';
import { extractSource } from '../sources/extract/extract-source.ts';
import type { ExtractedRecord } from '../sources/extract/extracted.ts';
import { splitText } from '../sources/extract/split-text.ts';
import type { Page } from './extract-page.ts';
import type { StoredFile } from './fetch-item.ts';
import type { Item } from './frontier.queries.ts';
import { keepItemVersion } from './item-versions.queries.ts';

/** The text of a page as records that stand at its address. */
export const recordsOfPage = ({ text, lang, pageTime }: Page, url: string): ExtractedRecord[] =>
  splitText(text, { markdown: true }).map((record) => ({
    ...record,
    lang,
    time: pageTime,
    place: { kind: 'url', url, heading: record.headings[0]?.text ?? null },
  }));

/** What a file that was met on the way holds, read in a process of its own. Throws AppError invalid when it cannot be read. */
export async function recordsOfFile(
  services: Services,
  file: StoredFile,
  item: Item,
  signal: AbortSignal,
): Promise<ExtractedRecord[]> {
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

/** Its text leaves search and answers with this transaction; what it said is kept. */
export async function dropRecords(trx: Trx, item: Item): Promise<void> {
  await keepItemVersion(trx, item);
  await trx.deleteFrom('records').where('itemId', '=', item.id).execute();
}
