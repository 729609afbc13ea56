import type { CrawlOptions } from '@millrace/contract/crawl';
import { withoutWww } from './canonical-url.ts';
import { matchesPattern } from './robots.ts';

/** `www.example.org` and `example.org`, http and https are one site; another port is another. */
export const siteOf = (url: string): string => withoutWww(new URL(url).host);

/** The part of an address that patterns and robots.txt speak of. */
export const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

/** What never holds text: nobody is asked for it. */
const noText =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|mov|avi|mkv|webm|og[gv]|wav|flac|zip|gz|tgz|bz2|xz|7z|rar|exe|dmg|msi|deb|rpm|iso|bin|apk|css|m?js|map|json|woff2?|ttf|otf|eot)$/i;

/** Whether a link belongs to what the crawl was asked for. */
export function inScope(url: string, sites: Set<string>, options: Pick<CrawlOptions, 'include' | 'exclude'>): boolean {
  if (!sites.has(siteOf(url)) || noText.test(new URL(url).pathname)) return false;
  const path = pathOf(url);
  if (options.exclude.some((pattern) => matchesPattern(pattern, path))) return false;
  return options.include.length === 0 || options.include.some((pattern) => matchesPattern(pattern, path));
}
