import { addressKey } from '@millrace/reading/pages/address-key';
import type { Crawl, OpenFrontier } from '../crawl.ts';
import type { Item } from '../frontier.queries.ts';
import { addLinks } from '../links/add-links.ts';
import { inScope, noteHost, siteOf } from '../links/crawl-scope.ts';
import type { Outcome, PageOutcome } from './read-answer.ts';
import { endItem, type Settled, setItem } from './set-item.ts';

type Redirect = Extract<Outcome, { kind: 'redirect' }>;
/** What was found at the end of a redirect, and whose it is. */
export type Found = { item: Item; outcome: PageOutcome };

const maxHops = 10;

/**
 * A redirect is one more address, which robots.txt is asked about and which is fetched once, however many lead there. Returns what is
 * known of that address already, for the caller to settle.
 */
export async function settleRedirect(
  frontier: OpenFrontier,
  { options, sites, hosts }: Crawl,
  item: Item,
  outcome: Redirect,
): Promise<{ status: Settled; found?: Found }> {
  const { trx } = frontier;
  const { to, status } = outcome;
  noteHost(hosts, item.url, to);
  const about = { code: 'redirect', httpStatus: status, redirectedTo: to };
  if (item.hops >= maxHops)
    return { status: await endItem(trx, item, 'failed', { ...about, reason: 'It redirects too many times.' }) };
  // where a start leads to is what was asked for
  if (item.depth === 0) sites.add(siteOf(to));
  if (item.depth > 0 && !inScope(to, sites, options)) {
    const reason = `It redirects to ${to}, which is outside the scope of this crawl.`;
    return { status: await endItem(trx, item, 'skipped', { ...about, reason }) };
  }
  const { depth, hops } = item;
  await addLinks(frontier, { urls: [to], depth, hops: hops + 1, foundOn: item.url }, options);
  const ended = await endItem(trx, item, 'skipped', { ...about, reason: `It redirects to ${to}.` });
  const found = await findTarget(frontier, item, outcome);
  return found ? { status: ended, found } : { status: ended };
}

/**
 * The address that a redirect leads to, where it may be read now: it waits and its page has come with the redirect, or it led to a wall
 * that has let this crawl through. Without its page the latter waits again.
 */
async function findTarget({ trx }: OpenFrontier, item: Item, redirect: Redirect): Promise<Found | undefined> {
  const { to, content, hasCookies } = redirect;
  if (!hasCookies) return undefined;
  const target = await trx
    .selectFrom('sourceItems')
    .selectAll()
    .where('sourceId', '=', item.sourceId)
    .where('key', '=', addressKey(to))
    .where('id', '!=', item.id)
    .executeTakeFirst();
  const wasWalled = target?.status === 'skipped' && target.code === 'redirect';
  if (!target || !(wasWalled || target.status === 'queued')) return undefined;
  if (content) return { item: target, outcome: content };
  const hops = Math.max(target.hops, item.hops) + 1;
  if (wasWalled && hops <= maxHops) await setItem(trx, target, 'queued', { hops });
  return undefined;
}
