import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { discoverLinks } from '@millrace/contract/crawl/crawl';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import { addressKey, bareAddress } from '@millrace/reading/pages/address-key';
import { askedAddress } from '@millrace/reading/pages/asked-address';
import { decodePage } from '@millrace/reading/pages/decode-page';
import { isWantedLanguage } from '@millrace/reading/pages/page-language';
import type { z } from 'zod';
import { handle, type Work } from '../jobs/handle.ts';
import { askHost } from './hosts/ask-host.ts';
import { type CrawlCookies, openCrawlCookies } from './hosts/crawl-cookies.ts';
import { readRules, takeFetchSlot } from './hosts/host-clock.ts';
import { inScope, siteOf } from './links/crawl-scope.ts';
import { readSitemaps } from './read-sitemaps.ts';

type Task = Work<typeof discoverLinks>;
type Found = z.output<typeof discoverLinks.result>['links'][number];

const maxLinks = 5_000;

/** Looks at sitemaps, robots.txt and links of a site and stores nothing of it; the list is the run's result. */
export const discoverLinksHandler = handle(discoverLinks, async (task) => {
  const { payload, services, signal, progress } = task;
  const start = askedAddress(payload.url);
  if (start === undefined) throw new AppError('invalid', 'crawl.not-a-page', 'This is not the URL of a web page.');
  const list = new List(task, start);
  await list.add([start], 0, 'start');
  const sitemap = await readSitemaps({ services, signal, sites: list.sites, options: { ...payload, urls: [start] } });
  await list.add(sitemap, 1, 'sitemap');
  let fetched = 0;
  const others = new Set<Found>();
  // `found` grows while it is gone through: nearest to the start first
  for (const link of list.found) {
    if (fetched >= payload.maxPages) break;
    if (link.blockedByRobots || link.depth >= payload.maxDepth) continue;
    fetched++;
    const page = await lookAt(task, link.url, list);
    link.title = page.title ?? null;
    link.lang = page.lang ?? null;
    // its links are followed all the same, as a crawl does
    if (!isWantedLanguage(link.lang, payload.languages)) others.add(link);
    await list.add(page.links, link.depth + 1, 'link');
    progress({ fetched, found: list.found.length, blocked: list.blocked });
  }
  const { found, blocked, cut } = list;
  const links = found.filter((link) => !others.has(link));
  const excluded = list.excluded + others.size;
  return { links, found: links.length, blocked, excluded, languages: countLanguages(found), cut };
});

function countLanguages(links: Found[]): { lang: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { lang } of links) {
    const said = lang?.toLowerCase().split(/[-_]/)[0] || 'unknown';
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([lang, count]) => ({ lang, count })).sort((a, b) => b.count - a.count);
}

class List {
  readonly #task: Task;
  readonly sites: Set<string>;
  readonly found: Found[] = [];
  readonly cookies: CrawlCookies = openCrawlCookies();
  readonly #seen = new Set<string>();
  blocked = 0;
  excluded = 0;
  cut = false;

  constructor(task: Task, start: string) {
    this.#task = task;
    this.sites = new Set([siteOf(start)]);
  }

  async add(urls: string[], depth: number, via: Found['via']): Promise<void> {
    const { payload } = this.#task;
    for (const url of urls) {
      const key = addressKey(url);
      if (this.#seen.has(key) || !this.sites.has(siteOf(url))) continue;
      if (this.found.length >= maxLinks) {
        this.cut = true;
        return;
      }
      this.#seen.add(key);
      if (via !== 'start' && !inScope(url, this.sites, payload)) {
        this.excluded++;
        continue;
      }
      const blockedByRobots = !(await this.allows(url));
      if (blockedByRobots) this.blocked++;
      this.found.push({ url, depth, via, blockedByRobots, title: null, lang: null });
    }
  }

  async allows(url: string): Promise<boolean> {
    const { payload, services, signal } = this.#task;
    if (!payload.respectRobots) return true;
    return (await this.#rulesOf(new URL(url).origin, services, signal))(pathOf(url));
  }

  readonly #rules = new Map<string, (path: string) => boolean>();
  async #rulesOf(origin: string, services: Task['services'], signal: AbortSignal) {
    const known = this.#rules.get(origin);
    if (known) return known;
    const rules = await readRules(services, origin, signal);
    if (rules.state === 'unreachable') {
      throw new AppError(
        'unavailable',
        'crawl.robots-unreachable',
        'No pages are requested from {host} while {reason}.',
        { values: { host: new URL(origin).host, reason: rules.reason } },
      );
    }
    this.#rules.set(origin, rules.robots.allows);
    return rules.robots.allows;
  }
}

type Looked = { links: string[]; title?: string; lang?: string | null };

const maxHops = 5;

/** Looks at one page. A redirect to another spelling of its address is followed at once, any other is a link. */
async function lookAt(task: Task, url: string, list: List, hops = 0): Promise<Looked> {
  const { services, signal } = task;
  const { origin } = new URL(url);
  while (!(await takeFetchSlot(services.db, origin, services.settings.crawl.delayMs)))
    await sleep(50, undefined, { signal });
  try {
    const response = await askHost({ services, signal, cookies: list.cookies }, url, {
      accept: ['text/html', 'application/xhtml+xml'],
      maxBytes: 10_485_760,
    });
    if (response.status !== 200) {
      response.discard();
      const bare = bareAddress(url);
      if ((response.status === 404 || response.status === 410) && bare !== url && (await list.allows(bare)))
        return await lookAt(task, bare, list, hops + 1);
      const to = askedAddress(response.headers.location ?? '', url);
      if (!response.headers.location || !to) return { links: [] };
      if (url === list.found[0]?.url) list.sites.add(siteOf(to));
      const isSame = addressKey(to) === addressKey(url) && (to !== url || response.hasNewCookies);
      return isSame && hops < maxHops && (await list.allows(to))
        ? await lookAt(task, to, list, hops + 1)
        : { links: [to] };
    }
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    const { text: html, encoding } = decodePage(Buffer.concat(parts), response.headers['content-type']);
    const page = await services.pageReader.read({ html, encoding, address: url, robotsHeader: '' });
    return page.refresh ? { ...page, links: [page.refresh.to, ...page.links] } : page;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return { links: [] };
    throw error;
  }
}
