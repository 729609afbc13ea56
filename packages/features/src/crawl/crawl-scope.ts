import type { CrawlOptions } from '@millrace/contract/crawl';
import { isWanted, pathOf } from '@millrace/contract/url-patterns';
import { withoutWww } from './canonical-url.ts';

/** `www.example.org` and `example.org`, http and https are one site; another port is another. */
export const siteOf = (url: string): string => withoutWww(new URL(url).host);

/** What never holds text: nobody is asked for it. */
const noText =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|mov|avi|mkv|webm|og[gv]|wav|flac|zip|gz|tgz|bz2|xz|7z|rar|exe|dmg|msi|deb|rpm|iso|bin|apk|css|m?js|map|json|woff2?|ttf|otf|eot)$/i;

/** Whether a link belongs to what the crawl was asked for. */
export function inScope(url: string, sites: Set<string>, options: Pick<CrawlOptions, 'include' | 'exclude'>): boolean {
  if (!sites.has(siteOf(url)) || noText.test(new URL(url).pathname)) return false;
  return isWanted(pathOf(url), options);
}
