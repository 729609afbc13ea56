import type { Trx } from '@millrace/db/database';
import { addressKey, sessionInKey } from '@millrace/reading/pages/address-key';
import { sql } from 'kysely';

type Place = { trx: Trx; sourceId: string };
/** An address with a parameter that is called like one of a session: its key with it, and without. */
type SessionLink = { url: string; full: string; bare: string };

/**
 * The links of one page by their keys, the shortest of those that share one. A value that looks like the token of a session counts for
 * nothing, any other counts, until the pages themselves say which it is; see `readMeanings`. Two values for one address on one page say
 * so too, since a visit has one session.
 */
export async function keyLinks(place: Place, urls: Iterable<string>): Promise<Map<string, string>> {
  const keyed = new Map<string, string>();
  /** In the order of the page, which is the order of asking. */
  const put = (key: string, url: string) => {
    const known = keyed.get(key);
    if (known === undefined || url.length < known.length) keyed.set(key, url);
  };
  const links: SessionLink[] = [];
  for (const url of new Set(urls)) {
    const full = addressKey(url, 'keep');
    const bare = sessionPattern.test(full) ? addressKey(url, 'drop') : full;
    if (bare !== full) links.push({ url, full, bare });
    else put(full, url);
  }
  const meanings = await readMeanings(place, links);
  for (const alike of Map.groupBy(links, ({ bare }) => bare).values()) {
    const isNamed = new Set(alike.map(({ full }) => full)).size > 1;
    for (const { url, full, bare } of alike) {
      const meaning = meanings.get(pathOfKey(full)) ?? (isNamed ? 'page' : undefined);
      put(meaning === undefined ? addressKey(url) : meaning === 'page' ? full : bare, url);
    }
  }
  return keyed;
}

const sessionPattern = new RegExp(sessionInKey, 'i');

/** A key without its query. */
export const pathOfKey = (key: string): string => key.split('?', 1)[0] ?? key;

/** So many addresses that turned out to be the page that another session has are enough to say that all are. */
const enough = 3;
const mostLookedAt = 500;

/**
 * What such a parameter means at each path: a page, where addresses that differ in it alone are kept apart and differ in their texts as
 * far as they were read; a session, where they are the same page again and again.
 */
async function readMeanings({ trx, sourceId }: Place, links: SessionLink[]): Promise<Map<string, 'page' | 'session'>> {
  const meanings = new Map<string, 'page' | 'session'>();
  if (links.length === 0) return meanings;
  const paths = [...new Set(links.map(({ full }) => pathOfKey(full)))];
  const { rows } = await sql<{ key: string; path: string; isRead: boolean; isTwin: boolean }>`
    select key, variant_of as path, status = 'ready' as is_read, code is not distinct from 'duplicate' as is_twin from source_items
    where source_id = ${sourceId} and variant_of = any(${paths}::text[]) and key ~* ${sessionInKey}
    order by position desc limit ${mostLookedAt}`.execute(trx);
  for (const [path, known] of Map.groupBy(rows, (row) => row.path)) {
    const twins = known.filter(({ isTwin }) => isTwin).length;
    const byPage = Map.groupBy(
      known.filter(({ isRead }) => isRead),
      ({ key }) => addressKey(key, 'drop'),
    );
    const differ = [...byPage.values()].some((read) => read.length > 1);
    meanings.set(path, twins >= enough && !differ ? 'session' : 'page');
  }
  return meanings;
}
