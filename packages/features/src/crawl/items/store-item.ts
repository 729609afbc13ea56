import { AppError } from '@millrace/contract/app-error';
import { describeLocator } from '@millrace/contract/records/describe-locator';
import type { Trx } from '@millrace/db/database';
import { extractSource } from '@millrace/reading/files/extract-source';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { splitText } from '@millrace/reading/files/text/split-text';
import type { Page } from '@millrace/reading/pages/extract-page';
import type { Services } from '../../services.ts';
import type { Item } from '../frontier.queries.ts';
import { keepItemVersion } from '../item-versions.queries.ts';
import type { StoredFile } from './receive-file.ts';

/** The text of a page as records that stand at its address. */
export const recordsOfPage = ({ text, lang, pageTime }: Page, url: string): ExtractedRecord[] =>
  splitText(text, { markdown: true }).map((record) => ({
    ...record,
    lang,
    time: pageTime,
    place: { kind: 'url', url, heading: record.headings[0]?.text ?? null },
  }));

/** A longer table or book is better added as a file of its own: a page of the web is written in one go. */
const maxRecords = 20_000;

/** What a file that was met on the way holds, read in a process of its own. Throws AppError invalid when it cannot be read. */
export async function recordsOfFile(
  services: Services,
  file: StoredFile,
  item: Item,
  signal: AbortSignal,
): Promise<ExtractedRecord[]> {
  const path = await services.storage.localPath(item.workspaceId, file.sha256);
  const records: ExtractedRecord[] = [];
  const { extraction } = services.settings;
  for await (const message of extractSource({ path, mediaType: file.mediaType, ...extraction, signal })) {
    const found = message.kind === 'record' ? [message.record] : message.kind === 'records' ? message.records : [];
    for (const record of found) {
      if (record.text.trim() === '') continue;
      // a page of a PDF has its number; what else there is of places is said in words
      const heading = (record.place ? describeLocator(record.place) : record.headings[0]?.text) || null;
      records.push({ ...record, place: { kind: 'url', url: item.url, heading } });
    }
    if (records.length > maxRecords) {
      const most = maxRecords.toLocaleString('en');
      throw new AppError(
        'invalid',
        'crawl.long-file',
        'This file has more than {most} rows or parts, the limit for a file on a website. Download it and add it as a file.',
        { values: { most } },
      );
    }
  }
  return records;
}

/** Its text leaves search and answers with this transaction; what it said is kept. */
export async function dropRecords(trx: Trx, item: Item): Promise<void> {
  await keepItemVersion(trx, item);
  await trx.deleteFrom('records').where('itemId', '=', item.id).execute();
}
