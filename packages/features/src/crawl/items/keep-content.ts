import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { KnowledgeBatch } from '../../records/knowledge-batch.ts';
import { mergeRecords } from '../../records/merge-records.ts';
import { nextPositions } from '../../records/next-positions.ts';
import type { Crawl, OpenFrontier } from '../crawl.ts';
import type { Item } from '../frontier.queries.ts';
import { keepItemVersion } from '../item-versions.queries.ts';
import { noteHost } from '../links/crawl-scope.ts';
import { endTwins, findTwin } from './page-twins.ts';
import type { Meta } from './read-answer.ts';
import { type Change, endItem, type Settled, setItem } from './set-item.ts';

/** What an item holds: of a page `text` is all of it, of a file ''. */
export type Content = {
  about: Change & { title: string; canonical?: string | null };
  meta: Meta;
  hash: string;
  text: string;
  records(): ExtractedRecord[];
};

/** Writes what an item holds, unless that is here already: in itself, or in another item that is the same page. */
export async function keepContent(
  frontier: OpenFrontier,
  crawl: Crawl,
  item: Item,
  { about, meta, hash, text, records }: Content,
): Promise<Settled> {
  const { trx } = frontier;
  const now = new Date();
  const all = {
    ...about,
    ...meta,
    contentHash: hash,
    code: null,
    reason: null,
    fetchedAt: now,
    attempts: 0,
    deferrals: 0,
  };
  const page = { title: about.title, hash, text, canonical: about.canonical ?? null };
  if (hash === item.contentHash) return setItem(trx, item, 'ready', { ...all, outcome: 'same' });
  const twin = await findTwin(frontier, item, page);
  if (twin) {
    noteHost(crawl.hosts, item.url, twin.url);
    const reason = `It has the same text as ${twin.url}.`;
    return endItem(trx, item, 'skipped', { ...about, httpStatus: meta.httpStatus, code: 'duplicate', reason });
  }
  await endTwins(frontier, item, page);
  await keepItemVersion(trx, item);
  await keepText(frontier, crawl, item, about.title, records());
  const outcome = item.version === 0 ? 'new' : 'changed';
  return setItem(trx, item, 'ready', { ...all, outcome, version: item.version + 1, changedAt: now });
}

/** Texts of pages that were never read before are written together, those of others each for itself. */
async function keepText(
  frontier: OpenFrontier,
  crawl: Crawl,
  { id: itemId, version }: Item,
  title: string,
  records: ExtractedRecord[],
): Promise<void> {
  const { trx, workspaceId, sourceId } = frontier;
  const { maxChars } = crawl.services.llm.embedder;
  if (version > 0) {
    // both count on from what is stored
    await frontier.texts?.flush(trx);
    frontier.texts = undefined;
    await mergeRecords(trx, { itemId, workspaceId, sourceId, title, maxChars }, records);
    return;
  }
  frontier.texts ??= new KnowledgeBatch({
    workspaceId,
    sourceId,
    title,
    maxChars,
    ...(await nextPositions(trx, sourceId)),
  });
  frontier.texts.beginItem({ itemId, title });
  for (const record of records) {
    frontier.texts.add(record);
    if (frontier.texts.isFull) await frontier.texts.flush(trx);
  }
}
