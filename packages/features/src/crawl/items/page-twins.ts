import type { Trx } from '@millrace/db/database';
import type { OpenFrontier } from '../crawl.ts';
import type { Item } from '../frontier.queries.ts';
import { textOfItem } from '../item-versions.queries.ts';
import { siteOf } from '../links/crawl-scope.ts';
import { otherSpellings } from '../links/other-spellings.ts';
import { endItem } from './set-item.ts';

/** A page that was read. `canonical`: the key of the address that it names as its own. */
export type ReadPage = { title: string; hash: string; text: string; canonical: string | null };

/** So many of the words of a page may be its own, such as a date of printing, while it says what another page says. */
const ownWords = 0.02;
/** Of pages that name one address as theirs so many are compared with it. */
const mostTwins = 100;

/** Fewer words than this may be the same by chance. */
const fewWords = 15;

/**
 * Another item that is this very page: one with the same text, or the one that it names as its own address, if that was read and says
 * what it says. Sites name wrong addresses, such as their start page on every page: then both are kept. Another spelling of its address
 * is the same page also when numbers differ, as counters of visits and times do.
 */
export async function findTwin(frontier: OpenFrontier, item: Item, page: ReadPage): Promise<Item | undefined> {
  const { trx } = frontier;
  const same = await others(trx, item).where('contentHash', '=', page.hash).executeTakeFirst();
  if (same && (same.canonical !== item.key || page.canonical === same.key)) return same;
  return (await findNamed(frontier, item, page)) ?? (await findSpelling(frontier, item, page));
}

async function findNamed(frontier: OpenFrontier, item: Item, { canonical, text }: ReadPage): Promise<Item | undefined> {
  if (canonical === null || canonical === item.key || siteOf(canonical) !== siteOf(item.url)) return undefined;
  const named = await others(frontier.trx, item).where('key', '=', canonical).executeTakeFirst();
  if (!named || named.canonical === item.key) return undefined;
  return isSaidIn(text, await textNow(frontier, named)) ? named : undefined;
}

async function findSpelling(frontier: OpenFrontier, item: Item, page: ReadPage): Promise<Item | undefined> {
  const { trx, known, written } = frontier;
  const keys = otherSpellings(item.key).filter((key) => known.has(key) || written.has(key));
  if (keys.length === 0 || page.text === '') return undefined;
  const spelled = await others(trx, item).where('key', 'in', keys).where('title', '=', page.title).execute();
  for (const other of spelled) if (isSameButNumbers(page.text, await textNow(frontier, other))) return other;
  return undefined;
}

/** Ends items that name this page as their own address and say nothing that it does not say. */
export async function endTwins(frontier: OpenFrontier, item: Item, page: ReadPage): Promise<void> {
  const { trx } = frontier;
  const naming = await others(trx, item).where('canonical', '=', item.key).limit(mostTwins).execute();
  for (const twin of naming) {
    if (twin.contentHash !== page.hash && !isSaidIn(await textNow(frontier, twin), page.text)) continue;
    await frontier.texts?.flush(trx);
    if (twin.status === 'ready') frontier.ready--;
    await endItem(trx, twin, twin.status === 'queued' ? 'queued' : 'skipped', {
      code: 'duplicate',
      reason: `It has the same text as ${item.url}.`,
    });
  }
}

const others = (trx: Trx, { id, sourceId }: Item) =>
  trx
    .selectFrom('sourceItems')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .where('id', '!=', id)
    .where('contentHash', 'is not', null);

/** What was read a moment ago may not have been written. */
async function textNow({ trx, texts }: OpenFrontier, item: Item): Promise<string> {
  await texts?.flush(trx);
  return textOfItem(trx, item.id);
}

/** Whether nearly every word of a text is in the other one. */
export function isSaidIn(text: string, other: string): boolean {
  const [words, there] = [wordsOf(text), wordsOf(other)];
  const missing = [...words].filter((word) => !there.has(word)).length;
  return words.size > 0 && missing <= words.size * ownWords;
}

/** Whether two texts have the same words and differ in numbers alone. */
export function isSameButNumbers(text: string, other: string): boolean {
  const [words, there] = [text, other]
    .map((one) => one.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .map((all) => all.filter((word) => !/\p{N}/u.test(word)));
  return words !== undefined && words.length >= fewWords && words.join(' ') === there?.join(' ');
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
