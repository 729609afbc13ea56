import { createHash } from 'node:crypto';
import { AppError } from '@millrace/contract/app-error';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import type { EgressResponse } from '@millrace/egress/open-egress';
import { canonicalUrl } from '@millrace/reading/pages/canonical-url';
import { decodePage } from '@millrace/reading/pages/decode-page';
import type { Page } from '@millrace/reading/pages/extract-page';
import type { Services } from '../services.ts';
import type { Item } from './frontier.queries.ts';
import { type HostRules, putOff, type RulesCache, recentRules } from './host-clock.ts';
import { fileTypes, receiveFile, type StoredFile } from './receive-file.ts';

/** What the server said about the content it sent. */
export type Meta = { httpStatus: number; mediaType: string; etag: string | null; lastModified: string | null };

/** What became of one fetch. `skip`, `fail` and `gone` are for good; `retry` counts as an attempt, `wait` does not. */
export type Outcome =
  | { kind: 'page'; page: Page; meta: Meta; hash: string }
  | { kind: 'file'; file: StoredFile; meta: Meta; hash: string }
  | { kind: 'same'; meta: Partial<Meta> }
  | { kind: 'redirect'; to: string; status: number }
  | { kind: 'skip' | 'fail' | 'gone' | 'retry'; code: string; reason: string; status?: number }
  | { kind: 'wait'; reason: string; afterMs: number; status?: number };

export type FetchContext = {
  services: Services;
  /** The rules of hosts that were asked lately. */
  rules: RulesCache;
  respectRobots: boolean;
  signal: AbortSignal;
};

const pageTypes = ['text/html', 'application/xhtml+xml'];
const maxPageBytes = 10_485_760;
const maxWaitMs = 3_600_000;

/** Asks for one address as its host's robots.txt allows, and reads what comes. Never throws but for an abort. */
export async function fetchItem(item: Item, context: FetchContext): Promise<Outcome> {
  const { services, signal, respectRobots } = context;
  try {
    if (respectRobots) {
      const refusal = robotsRefusal(await recentRules(context, item.origin), item);
      if (refusal) return refusal;
    }
    const response = await services.egress.fetch(item.url, {
      signal,
      timeoutMs: services.settings.crawl.timeoutMs,
      redirect: 'manual',
      accept: [...pageTypes, ...fileTypes],
      maxBytes: services.settings.maxUploadBytes,
      headers: conditions(item),
    });
    return await readAnswer(response, item, context);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return outcomeOf(error);
  }
}

function robotsRefusal(rules: HostRules, item: Item): Outcome | undefined {
  if (rules.state === 'known') {
    if (rules.robots.allows(pathOf(item.url))) return undefined;
    return { kind: 'skip', code: 'robots', reason: 'The site does not allow crawlers to read this page (robots.txt).' };
  }
  const host = new URL(item.url).host;
  const reason = `No pages are requested from ${host} while ${rules.reason}.`;
  return rules.givenUp ? { kind: 'fail', code: 'robots-unreachable', reason } : { kind: 'wait', reason, afterMs: 0 };
}

function conditions(item: Item): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'text/html, application/xhtml+xml, application/pdf, text/*;q=0.8, */*;q=0.5',
  };
  if (item.contentHash === null) return headers;
  if (item.etag) headers['if-none-match'] = item.etag;
  if (item.lastModified) headers['if-modified-since'] = item.lastModified;
  return headers;
}

function outcomeOf(error: AppError): Outcome {
  const { reason: code, message: reason, kind } = error;
  if (code === 'egress.type' || code === 'egress.too-large' || kind === 'forbidden')
    return { kind: 'skip', code, reason };
  return { kind: kind === 'unavailable' ? 'retry' : 'fail', code, reason };
}

async function readAnswer(response: EgressResponse, item: Item, context: FetchContext): Promise<Outcome> {
  const { status, headers } = response;
  if (status === 200) return readContent(response, item, context);
  response.discard();
  if (status === 304) return { kind: 'same', meta: { httpStatus: 304 } };
  if ([301, 302, 303, 307, 308].includes(status)) {
    const to = canonicalUrl(headers.location ?? '', item.url);
    if (to === undefined)
      return { kind: 'fail', code: 'redirect', reason: 'It redirects to something that is not a web page.', status };
    return { kind: 'redirect', to, status };
  }
  if (status === 429 || status === 503) {
    const afterMs = Math.min(retryAfterMs(headers['retry-after'], context.services.clock()), maxWaitMs);
    return { kind: 'wait', reason: `The site asked to wait (HTTP ${status}).`, afterMs, status };
  }
  if (status === 404 || status === 410)
    return { kind: 'gone', code: 'gone', reason: `This page does not exist (HTTP ${status}).`, status };
  if (status === 401 || status === 403)
    return {
      kind: 'fail',
      code: 'refused',
      reason: `This page is not public (HTTP ${status}).`,
      status,
    };
  const reason = `The site returned an error (HTTP ${status}).`;
  return { kind: status >= 500 || status === 408 ? 'retry' : 'fail', code: 'http', reason, status };
}

/** Seconds or a date; 0 when it is neither. */
function retryAfterMs(value: string | undefined, now: Date): number {
  if (value === undefined) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function readContent(response: EgressResponse, item: Item, context: FetchContext): Promise<Outcome> {
  const { headers } = response;
  const [type = '', parameters = ''] = (headers['content-type'] ?? '').split(/;(.*)/s);
  const mediaType = type.trim().toLowerCase();
  const one = (name: 'etag' | 'last-modified') => headers[name]?.slice(0, 500) ?? null;
  const meta: Meta = { httpStatus: 200, mediaType, etag: one('etag'), lastModified: one('last-modified') };
  if (!pageTypes.includes(mediaType)) return readFile(response, item, context, meta);
  const octets = await collect(response.body);
  const { pageReader, pageRenderer } = context.services;
  const about = { address: item.url, robotsHeader: [headers['x-robots-tag'] ?? ''].flat().join(',') };
  const plain = await pageReader.read({ html: decodePage(octets, parameters), ...about });
  if (plain.text !== '' || plain.noindex || !pageRenderer) return pageOutcome(plain, meta);
  const html = await pageRenderer.render(item.url, context.signal);
  // its host has answered more than once: it rests anew
  await putOff(context.services.db, item.origin, context.services.settings.crawl.delayMs);
  // an unchanged document says nothing about a text that scripts make
  return pageOutcome(await pageReader.read({ html, ...about }), { ...meta, etag: null, lastModified: null });
}

const pageOutcome = (page: Page, meta: Meta): Outcome => ({
  kind: 'page',
  page,
  meta,
  hash: hashOf(`${page.title}\n${page.text}`),
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function readFile(
  response: EgressResponse,
  item: Item,
  { services, signal }: FetchContext,
  meta: Meta,
): Promise<Outcome> {
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
