import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { discoverLinks } from '@millrace/contract/crawl/crawl';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import { canonicalUrl } from '@millrace/reading/pages/canonical-url';
import { decodePage } from '@millrace/reading/pages/decode-page';
import { isWantedLanguage } from '@millrace/reading/pages/page-language';
import type { z } from 'zod';
import { handle, type Work } from '../jobs/handle.ts';
import { inScope, siteOf } from './crawl-scope.ts';
import { readRules, takeFetchSlot } from './host-clock.ts';
import { readSitemaps } from './read-sitemaps.ts';

type Task = Work<typeof discoverLinks>;
type Found = z.output<typeof discoverLinks.result>['links'][number];

const maxLinks = 5_000;

/** Looks at sitemaps, robots.txt and links of a site and stores nothing of it; the list is the run's result. */
export const discoverLinksHandler = handle(discoverLinks, async (task) => {
  const { payload, services, signal, progress } = task;
  const start = canonicalUrl(payload.url);
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
  readonly #seen = new Set<string>();
  blocked = 0;
  excluded = 0;
  cut = false;

  constructor(task: Task, start: string) {
    this.#task = task;
    this.sites = new Set([siteOf(start)]);
  }

  async add(urls: string[], depth: number, via: Found['via']): Promise<void> {
    const { payload, services, signal } = this.#task;
    for (const url of urls) {
      if (this.#seen.has(url) || !this.sites.has(siteOf(url))) continue;
      if (this.found.length >= maxLinks) {
        this.cut = true;
        return;
      }
      this.#seen.add(url);
      if (via !== 'start' && !inScope(url, this.sites, payload)) {
        this.excluded++;
        continue;
      }
      const rules = payload.respectRobots ? await this.#rulesOf(new URL(url).origin, services, signal) : undefined;
      const blockedByRobots = rules !== undefined && !rules(pathOf(url));
      if (blockedByRobots) this.blocked++;
      this.found.push({ url, depth, via, blockedByRobots, title: null, lang: null });
    }
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

async function lookAt({ services, signal }: Task, url: string, list: List): Promise<Looked> {
  const { origin } = new URL(url);
  while (!(await takeFetchSlot(services.db, origin, services.settings.crawl.delayMs)))
    await sleep(50, undefined, { signal });
  try {
    const response = await services.egress.fetch(url, {
      signal,
      redirect: 'manual',
      accept: ['text/html', 'application/xhtml+xml'],
      maxBytes: 10_485_760,
    });
    if (response.status !== 200) {
      response.discard();
      const to = canonicalUrl(response.headers.location ?? '', url);
      if (to && url === list.found[0]?.url) list.sites.add(siteOf(to));
      return { links: response.headers.location && to ? [to] : [] };
    }
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    const html = decodePage(Buffer.concat(parts), response.headers['content-type']);
    return await services.pageReader.read({ html, address: url, robotsHeader: '' });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError) return { links: [] };
    throw error;
  }
}
