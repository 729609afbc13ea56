import type { Trx } from '@millrace/db/database';
import { addressKey, sessionInKey } from '@millrace/reading/pages/address-key';
import { sql } from 'kysely';

type Place = { trx: Trx; sourceId: string };

/**
 * The links of one page by their keys, the shortest of those that share one. A value that looks like the token of a session counts for
 * nothing, unless it names the page: a visit has one session, so two values for one path on a page are names, as are the values of a
 * path whose pages are known by them.
 */
export async function keyLinks(place: Place, urls: Iterable<string>): Promise<Map<string, string>> {
  const keyed = new Map<string, string>();
  const doubtful: { url: string; key: string; full: string }[] = [];
  for (const [key, alike] of Map.groupBy(new Set(urls), (url) => addressKey(url))) {
    const longestFirst = alike.toSorted((a, b) => b.length - a.length);
    const byFull = new Map(longestFirst.map((url) => [addressKey(url, { withSession: true }), url]));
    const plain = byFull.get(key);
    const withToken = [...byFull].filter(([full]) => full !== key);
    if (plain !== undefined) keyed.set(key, plain);
    if (withToken.length > 1) for (const [full, url] of withToken) keyed.set(full, url);
    else for (const [full, url] of withToken) doubtful.push({ url, key, full });
  }
  const naming = await pathsNamedBySession(place, doubtful);
  for (const { url, key, full } of doubtful) {
    if (naming.has(pathOfKey(full))) keyed.set(full, url);
    else if (!keyed.has(key)) keyed.set(key, url);
  }
  return keyed;
}

/** A key without its query. */
export const pathOfKey = (key: string): string => key.split('?', 1)[0] ?? key;

async function pathsNamedBySession({ trx, sourceId }: Place, links: { full: string }[]): Promise<Set<string>> {
  if (links.length === 0) return new Set();
  const paths = [...new Set(links.map(({ full }) => pathOfKey(full)))];
  const { rows } = await sql<{ path: string }>`
    select distinct variant_of as path from source_items
    where source_id = ${sourceId} and variant_of = any(${paths}::text[]) and key ~* ${sessionInKey}`.execute(trx);
  return new Set(rows.map(({ path }) => path));
}
