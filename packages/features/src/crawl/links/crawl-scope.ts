import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import { isWanted, pathOf } from '@millrace/contract/crawl/url-patterns';
import { withoutWww } from '@millrace/reading/pages/address-key';

/** `www.example.org` and `example.org`, http and https are one site; another port is another. */
export const siteOf = (url: string): string => withoutWww(new URL(url).host);

/** What holds no text that could be read, or only for money (recordings): nobody is asked for it. */
const noText =
  /\.(?:avif|svg|ico|bmp|mp[34]|m4[av]|mov|avi|mkv|webm|og[gv]|wav|flac|zip|gz|tgz|bz2|xz|7z|rar|exe|dmg|msi|deb|rpm|iso|bin|apk|css|m?js|map|json|woff2?|ttf|otf|eot)$/i;

/** Whether a link belongs to what the crawl was asked for. */
export function inScope(url: string, sites: Set<string>, options: Pick<CrawlOptions, 'include' | 'exclude'>): boolean {
  if (!sites.has(siteOf(url)) || noText.test(new URL(url).pathname)) return false;
  return isWanted(pathOf(url), options);
}

/** Of `www.example.org` and `example.org` the one that pages are asked for at, by the other one. */
export type Hosts = Map<string, string>;

/** Notes that a site has one name too many: the same page is at both, or the one leads to the other. */
export function noteHost(hosts: Hosts, from: string, to: string): void {
  const [a, b] = [new URL(from), new URL(to)];
  const isTwin = a.host !== b.host && siteOf(from) === siteOf(to) && a.protocol === b.protocol;
  if (isTwin && a.pathname === b.pathname && a.search === b.search && !hosts.has(b.host)) hosts.set(a.host, b.host);
}

/** The address under the one name of its site, where that is known: a page with two names is asked for once. */
export function oneHost(url: string, hosts: Hosts): string {
  if (hosts.size === 0) return url;
  const parsed = new URL(url);
  const host = hosts.get(parsed.host);
  if (host === undefined) return url;
  parsed.host = host;
  return parsed.href;
}
