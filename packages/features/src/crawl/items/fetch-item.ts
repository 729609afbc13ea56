import { AppError } from '@millrace/contract/app-error';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import { addressKey, bareAddress } from '@millrace/reading/pages/address-key';
import type { Services } from '../../services.ts';
import type { Item } from '../frontier.queries.ts';
import { askHost } from '../hosts/ask-host.ts';
import type { CrawlCookies } from '../hosts/crawl-cookies.ts';
import { type HostRules, type RulesCache, recentRules } from '../hosts/host-clock.ts';
import { siteOf } from '../links/crawl-scope.ts';
import { type Outcome, pageTypes, readAnswer } from './read-answer.ts';
import { fileTypes } from './receive-file.ts';

export type FetchContext = {
  services: Services;
  /** The rules of hosts that were asked lately. */
  rules: RulesCache;
  cookies: CrawlCookies;
  respectRobots: boolean;
  signal: AbortSignal;
};

const accepted = 'text/html, application/xhtml+xml, application/pdf, text/*;q=0.8, */*;q=0.5';
/** Redirects that are followed at once. */
const maxHops = 10;

/**
 * Asks for one address as it was linked and as its host's robots.txt allows, and reads what comes. A redirect to the same page, to
 * another spelling of its address or by way of a wall that sets a cookie, is followed at once; any other is the outcome, with what was
 * found at its end where that is known. Never throws but for an abort.
 */
export async function fetchItem(item: Item, context: FetchContext): Promise<Outcome> {
  const key = addressKey(item.url);
  const visited = new Set<string>();
  const bare = bareAddress(item.url);
  let url = item.url;
  for (let hops = 0; ; hops++) {
    const { outcome, hasNewCookies } = await ask(url, item, context);
    // some servers know no address with a parameter that somebody has hung on to it
    if (outcome.kind === 'gone' && url === item.url && bare !== url) {
      url = bare;
      continue;
    }
    if (outcome.kind !== 'redirect') return addressKey(url) === key ? outcome : arrivedElsewhere(url, outcome);
    const { to } = outcome;
    // whoever has a cookie now may be answered differently at the same address
    if (hasNewCookies) visited.clear();
    else visited.add(url);
    const isSamePage = addressKey(to) === key;
    if (isSamePage && (visited.has(to) || hops >= maxHops))
      return { kind: 'fail', code: 'redirect', reason: 'It redirects to itself.', status: outcome.status };
    // what was read at this address before may be behind a wall again
    const mayBeWall = (hasNewCookies || item.contentHash !== null) && siteOf(to) === siteOf(url) && hops < maxHops;
    if (!isSamePage && (!mayBeWall || visited.has(to))) return outcome;
    url = to;
  }
}

function arrivedElsewhere(url: string, outcome: Outcome): Outcome {
  const content = outcome.kind === 'page' ? { content: outcome } : {};
  return { kind: 'redirect', to: url, status: 302, hasCookies: true, ...content };
}

type Asked = { outcome: Outcome; hasNewCookies: boolean };

async function ask(url: string, item: Item, context: FetchContext): Promise<Asked> {
  const { services, cookies, signal, respectRobots } = context;
  const { crawl, maxUploadBytes } = services.settings;
  const { origin } = new URL(url);
  try {
    let isFree = false;
    if (respectRobots) {
      const rules = await recentRules(context, origin);
      const refusal = robotsRefusal(rules, url);
      if (refusal) return { outcome: refusal, hasNewCookies: false };
      isFree = crawl.delayMs === 0 && rules.state === 'known' && !rules.robots.crawlDelayMs;
    }
    const isItem = addressKey(url) === addressKey(item.url);
    const response = await askHost({ services, signal, cookies, isFree }, url, {
      timeoutMs: crawl.timeoutMs,
      accept: [...pageTypes, ...fileTypes],
      maxBytes: maxUploadBytes,
      headers: { accept: accepted, ...(isItem ? conditions(item) : {}) },
    });
    return { outcome: await readAnswer(response, url, item, context), hasNewCookies: response.hasNewCookies };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { outcome: outcomeOf(error, item), hasNewCookies: false };
  }
}

function robotsRefusal(rules: HostRules, url: string): Outcome | undefined {
  if (rules.state === 'known') {
    if (rules.robots.allows(pathOf(url))) return undefined;
    return { kind: 'skip', code: 'robots', reason: 'The site does not allow crawlers to read this page (robots.txt).' };
  }
  const { host } = new URL(url);
  const reason = `No pages are requested from ${host} while ${rules.reason}.`;
  return rules.givenUp ? { kind: 'fail', code: 'robots-unreachable', reason } : { kind: 'wait', reason, afterMs: 0 };
}

/** What lets a server say that nothing has changed. */
function conditions(item: Item): Record<string, string> {
  if (item.contentHash === null) return {};
  return {
    ...(item.etag && { 'if-none-match': item.etag }),
    ...(item.lastModified && { 'if-modified-since': item.lastModified }),
  };
}

function outcomeOf(error: AppError, item: Item): Outcome {
  const { reason: code, message: reason, kind } = error;
  if (code === 'egress.type' || code === 'egress.too-large' || kind === 'forbidden')
    return { kind: 'skip', code, reason };
  // on a busy machine a page may be too slow that is not slow; once
  if (code === 'crawl.slow-page' && item.attempts === 0) return { kind: 'retry', code, reason };
  return { kind: kind === 'unavailable' ? 'retry' : 'fail', code, reason };
}
