import { setTimeout as sleep } from 'node:timers/promises';
import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import { askedAddress } from '@millrace/reading/pages/asked-address';
import { readSitemap } from '@millrace/reading/pages/read-sitemap';
import type { Services } from '../services.ts';
import { askHost } from './hosts/ask-host.ts';
import { readRules, takeFetchSlot } from './hosts/host-clock.ts';
import { inScope } from './links/crawl-scope.ts';

type Order = {
  services: Services;
  signal: AbortSignal;
  sites: Set<string>;
  options: Pick<CrawlOptions, 'urls' | 'include' | 'exclude' | 'maxPages'>;
};

const maxSitemaps = 50;
const maxHops = 5;
const maxBytes = 52_428_800;

/** The pages of a site that its sitemaps name and that were asked for, as they are asked for. What cannot be read is left out. */
export async function readSitemaps({ services, signal, sites, options }: Order): Promise<string[]> {
  const origins = new Set(options.urls.flatMap((url) => askedAddress(url) ?? []).map((url) => new URL(url).origin));
  const waiting: string[] = [];
  for (const origin of origins) {
    const rules = await readRules(services, origin, signal);
    const named = rules.state === 'known' ? rules.robots.sitemaps : [];
    waiting.push(
      ...(named.length > 0
        ? named.map((url) => (URL.canParse(url, origin) ? new URL(url, origin).href : ''))
        : [`${origin}/sitemap.xml`]),
    );
  }
  const seen = new Set<string>();
  const pages = new Set<string>();
  for (const url of waiting) {
    if (seen.size >= maxSitemaps || pages.size >= options.maxPages * 10) break;
    if (seen.has(url) || !URL.canParse(url)) continue;
    seen.add(url);
    const sitemap = readSitemap(await fetchSitemap(services, url, signal));
    for (const found of sitemap.sitemaps) if (URL.canParse(found, url)) waiting.push(new URL(found, url).href);
    for (const found of sitemap.pages) {
      const page = askedAddress(found, url);
      if (page && inScope(page, sites, options)) pages.add(page);
    }
  }
  return [...pages];
}

/** As a file that a robots.txt names: its redirects are followed. */
async function fetchSitemap(services: Services, url: string, signal: AbortSignal, hops = 0): Promise<Uint8Array> {
  const { db, settings } = services;
  const { origin } = new URL(url);
  while (!(await takeFetchSlot(db, origin, settings.crawl.delayMs))) await sleep(50, undefined, { signal });
  try {
    const limits = { timeoutMs: 60_000, maxBytes, maxDecodedBytes: maxBytes };
    const response = await askHost({ services, signal }, url, limits);
    const to = response.status >= 300 && response.status < 400 ? response.headers.location : undefined;
    if (to !== undefined && URL.canParse(to, url) && hops < maxHops) {
      response.discard();
      return await fetchSitemap(services, new URL(to, url).href, signal, hops + 1);
    }
    if (response.status !== 200) {
      response.discard();
      return new Uint8Array();
    }
    const parts: Uint8Array[] = [];
    for await (const part of response.body) parts.push(part);
    return Buffer.concat(parts);
  } catch {
    signal.throwIfAborted();
    return new Uint8Array();
  }
}
