import { createHash } from 'node:crypto';
import { AppError } from '@millrace/contract/app-error';
import { addressKey } from '@millrace/reading/pages/address-key';
import { askedAddress } from '@millrace/reading/pages/asked-address';
import { decodePage } from '@millrace/reading/pages/decode-page';
import type { Page } from '@millrace/reading/pages/extract-page';
import { type Refresh, readRefresh } from '@millrace/reading/pages/page-refresh';
import type { Services } from '../../services.ts';
import type { Item } from '../frontier.queries.ts';
import type { HostAnswer } from '../hosts/ask-host.ts';
import { putOff } from '../hosts/host-clock.ts';
import { hostPace } from '../hosts/host-pace.ts';
import { receiveFile, type StoredFile } from './receive-file.ts';

/** What the server said about the content it sent. */
export type Meta = { httpStatus: number; mediaType: string; etag: string | null; lastModified: string | null };

/**
 * What became of one fetch. `skip`, `fail` and `gone` are for good; `retry` counts as an attempt, `wait` does not. Of a redirect
 * `content` is what was found at its end already, and `hasCookies` says that the site uses cookies.
 */
export type Outcome =
  | PageOutcome
  | { kind: 'file'; file: StoredFile; meta: Meta; hash: string }
  | { kind: 'same'; meta: Partial<Meta> }
  | { kind: 'redirect'; to: string; status: number; hasCookies: boolean; content?: PageOutcome }
  | { kind: 'skip' | 'fail' | 'gone' | 'retry'; code: string; reason: string; status?: number }
  | { kind: 'wait'; reason: string; afterMs: number; status?: number };
export type PageOutcome = { kind: 'page'; page: Page; meta: Meta; hash: string };

type Context = { services: Services; signal: AbortSignal };

export const pageTypes = ['text/html', 'application/xhtml+xml'];
const maxPageBytes = 10_485_760;
const maxWaitMs = 3_600_000;
/** A page that leads on so soon is not read by anybody. */
const atOnceS = 1;
/** So soon it is left when it has little to say. */
const soonS = 10;
const littleText = 500;

/** Reads what a host has answered at an address. */
export async function readAnswer(response: HostAnswer, url: string, item: Item, context: Context): Promise<Outcome> {
  const { status, headers } = response;
  if (status === 200) return readContent(response, url, item, context);
  response.discard();
  if (status === 304) return { kind: 'same', meta: { httpStatus: 304 } };
  if ([301, 302, 303, 307, 308].includes(status)) {
    const to = headers.location === undefined ? undefined : askedAddress(locationOf(headers.location), url);
    if (to === undefined)
      return { kind: 'fail', code: 'redirect', reason: 'It redirects to something that is not a web page.', status };
    return { kind: 'redirect', to, status, hasCookies: response.hasCookies };
  }
  if (status === 429 || status === 503) {
    const afterMs = Math.min(retryAfterMs(headers['retry-after'], context.services.clock()), maxWaitMs);
    return { kind: 'wait', reason: `The site asked to wait (HTTP ${status}).`, afterMs, status };
  }
  if (status === 404 || status === 410)
    return { kind: 'gone', code: 'gone', reason: `This page does not exist (HTTP ${status}).`, status };
  if (status === 401 || status === 403)
    return { kind: 'fail', code: 'refused', reason: `This page is not public (HTTP ${status}).`, status };
  const reason = `The site returned an error (HTTP ${status}).`;
  return { kind: status >= 500 || status === 408 ? 'retry' : 'fail', code: 'http', reason, status };
}

/** Headers are read as Latin-1; servers write UTF-8 into them. */
const locationOf = (location: string): string => {
  const bytes = Buffer.from(location, 'latin1');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? location : text;
};

/** Seconds or a date; 0 when it is neither. */
function retryAfterMs(value: string | undefined, now: Date): number {
  if (value === undefined) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function readContent(response: HostAnswer, url: string, item: Item, context: Context): Promise<Outcome> {
  const { headers } = response;
  const [type = '', parameters = ''] = (headers['content-type'] ?? '').split(/;(.*)/s);
  const mediaType = type.trim().toLowerCase();
  const one = (name: 'etag' | 'last-modified') => headers[name]?.slice(0, 500) ?? null;
  const meta: Meta = { httpStatus: 200, mediaType, etag: one('etag'), lastModified: one('last-modified') };
  if (!pageTypes.includes(mediaType)) return readFile(response, item, context, meta);
  const octets = await collect(response.body);
  const { pageReader, pageRenderer } = context.services;
  const about = { address: url, robotsHeader: [headers['x-robots-tag'] ?? ''].flat().join(',') };
  const { text: html, encoding } = decodePage(octets, parameters);
  const plain = namedIn(headers.link, await pageReader.read({ html, encoding, ...about }), url);
  const refresh = plain.refresh ?? refreshOfHeader(headers.refresh, url);
  if (refresh && leadsOn(refresh, plain, url, response))
    return { kind: 'redirect', to: refresh.to, status: 200, hasCookies: response.hasCookies };
  if (plain.text !== '' || plain.noindex || !pageRenderer) return pageOutcome(plain, meta);
  const rendered = await pageRenderer.render(url, context.signal);
  await restAgain(context, item.origin);
  // an unchanged document says nothing about a text that scripts make
  return pageOutcome(await pageReader.read({ html: rendered, ...about }), { ...meta, etag: null, lastModified: null });
}

/** A page may name its own address in a header, as a PDF must: `Link: <https://example.org/a>; rel="canonical"`. */
function namedIn(header: string | string[] | undefined, page: Page, url: string): Page {
  const named = /<([^>]*)>\s*;[^,<]*\brel\s*=\s*"?canonical\b/i.exec([header ?? ''].flat().join(', '))?.[1];
  const canonical = page.canonical ?? (named ? (askedAddress(named, url) ?? null) : null);
  return { ...page, canonical };
}

/** The host has answered a browser more than once. */
async function restAgain({ services, signal }: Context, origin: string): Promise<void> {
  const { delayMs } = services.settings.crawl;
  await putOff(services.db, origin, delayMs);
  if (delayMs > 0) await hostPace(services.db, origin, 0, signal).hold();
}

function refreshOfHeader(header: string | string[] | undefined, url: string): Refresh | undefined {
  const refresh = header === undefined ? undefined : readRefresh([header].flat()[0] ?? '');
  const to = refresh && askedAddress(refresh.to, url);
  return refresh && to ? { ...refresh, to } : undefined;
}

/** Whether a refresh is a redirect: it leads elsewhere before anybody has read the page, or is a wall that has just set its cookie. */
function leadsOn({ to, afterS }: Refresh, { text }: Page, url: string, { hasNewCookies }: HostAnswer): boolean {
  if (addressKey(to) === addressKey(url)) return hasNewCookies && afterS <= soonS && text.length < littleText;
  return afterS <= atOnceS || (afterS <= soonS && text.length < littleText);
}

const pageOutcome = (page: Page, meta: Meta): PageOutcome => ({
  kind: 'page',
  page,
  meta,
  hash: hashOf(`${page.title}\n${page.text}`),
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readFile(response: HostAnswer, item: Item, { services, signal }: Context, meta: Meta): Promise<Outcome> {
  try {
    const file = await receiveFile(services, item, response, signal);
    return { kind: 'file', file, meta: { ...meta, mediaType: file.mediaType }, hash: file.sha256 };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    return { kind: 'skip', code: error.reason, reason: error.message };
  }
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxPageBytes)
      throw new AppError('invalid', 'egress.too-large', 'This page is larger than the limit of {megabytes} MB.', {
        values: { megabytes: maxPageBytes / 1_048_576 },
      });
    parts.push(part);
  }
  return Buffer.concat(parts);
}
