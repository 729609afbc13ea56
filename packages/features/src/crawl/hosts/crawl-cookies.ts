import { CookieJar } from 'tough-cookie';
import { siteOf } from '../links/crawl-scope.ts';

/** A browser takes no longer one. */
const maxCookieLength = 4_096;
const maxHeaderLength = 8_192;
/** Who sets more is forgotten and begins again. */
const maxCookies = 100;

export type CrawlCookies = {
  /** The header `cookie` for an address; none when there is nothing to send. */
  headerFor(url: string): string | undefined;
  /** Keeps what an answer from this address set. */
  keep(url: string, setCookie: string[] | undefined): void;
  /** Whether there are cookies for this address by now that a request with the header `sent` did not carry. */
  hasMore(url: string, sent: string | undefined): boolean;
};

/**
 * The cookies of one crawl in one worker, a jar per site: what a site sets goes back to it alone, for as long as the crawl runs. They are
 * in memory only and in no log.
 */
export function openCrawlCookies(): CrawlCookies {
  const jars = new Map<string, CookieJar>();
  const jarOf = (url: string): CookieJar => {
    const site = siteOf(url);
    const jar = jars.get(site) ?? new CookieJar(undefined, { looseMode: true });
    jars.set(site, jar);
    return jar;
  };
  return {
    headerFor(url) {
      const header = jarOf(url).getCookieStringSync(url);
      const canBeSent = header.length <= maxHeaderLength && /^[\t\x20-\x7e\x80-\xff]+$/.test(header);
      return canBeSent ? header : undefined;
    },
    keep(url, setCookie = []) {
      const jar = jarOf(url);
      for (const cookie of setCookie)
        if (cookie.length <= maxCookieLength) jar.setCookieSync(cookie, url, { ignoreError: true });
      if (setCookie.length > 0 && jar.getCookiesSync(url).length > maxCookies) jar.removeAllCookiesSync();
    },
    hasMore(url, sent = '') {
      const known = new Set(sent.split('; ').map(nameOf));
      return jarOf(url)
        .getCookieStringSync(url)
        .split('; ')
        .some((cookie) => cookie !== '' && !known.has(nameOf(cookie)));
    },
  };
}

const nameOf = (cookie: string): string => cookie.split('=', 1)[0] ?? cookie;
