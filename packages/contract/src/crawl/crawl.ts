import { z } from 'zod';
import { defineJob, type ProgressPart } from '../jobs/define-job.ts';
import { word, worded } from '../wording.ts';
import { type ItemOutcome, type ItemStatus, itemOutcomes, itemStatuses } from './item-states.ts';

const httpAddress = z
  .string()
  .trim()
  .max(2_000, 'A URL can have at most 2,000 characters')
  .pipe(z.url({ protocol: /^https?$/, error: 'Enter a URL that starts with https:// or http://' }));

/** As in robots.txt: the beginning of path and query, `*` for anything, `$` for the end. */
const pattern = z.string().trim().min(1).max(500).regex(/^[/*]/, 'A pattern must start with / or *');
const patterns = z.array(pattern).max(100, 'Enter at most 100 patterns').default([]);

const limits = {
  include: patterns,
  exclude: patterns,
  respectRobots: z.boolean().default(true),
  /** ISO 639, such as `en` or `pt-BR`; pages that say they are in another one are not kept. None: all are. */
  languages: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, 'Enter a language code such as en, de or pt-BR'),
    )
    .max(20, 'Enter at most 20 languages')
    .default([]),
  /**
   * Addresses that differ only in their query; more of one path are not followed. Default: as many as pages. Where parameters multiply
   * (calendars, filters), it is 100 at most.
   */
  maxVariants: z.int().min(1).max(100_000).optional(),
};
export const siteFields = {
  url: httpAddress,
  maxPages: z.int().min(1).max(100_000).default(1_000),
  maxDepth: z.int().min(0).max(100).default(10),
  ...limits,
};
export const urlFields = {
  urls: z.array(httpAddress).min(1, 'Enter at least one URL').max(5_000),
  respectRobots: limits.respectRobots,
};

/** What a source of kind `site` or `urls` keeps about its crawl. */
export type CrawlOptions = {
  urls: string[];
  followLinks: boolean;
  maxPages: number;
  maxDepth: number;
  include: string[];
  exclude: string[];
  respectRobots: boolean;
  maxVariants: number;
  /** Absent in sources of earlier days. */
  languages?: string[];
};

export { type ItemOutcome, type ItemStatus, itemOutcomes, itemStatuses };

export const listItemsInput = z.object({
  sourceId: z.uuid(),
  status: z.enum(itemStatuses).optional(),
  /** One of the codes in `reasons`. */
  code: z.string().min(1).max(100).optional(),
  /** Of those that the last look at all pages has settled. */
  outcome: z.enum(itemOutcomes).optional(),
  cursor: z.int().min(0).optional(),
  limit: z.int().min(1).max(200).default(100),
});
export const retryItemInput = z.object({ sourceId: z.uuid(), itemId: z.uuid() });
/** One address of a source. `outcome`: what the last fetch found. Times are ISO strings. */
export type ItemView = {
  id: string;
  locator: string;
  title: string | null;
  status: ItemStatus;
  /** The kind of reason, for grouping. */
  code: string | null;
  reason: string | null;
  outcome: ItemOutcome | null;
  version: number;
  lang: string | null;
  /** What the page names as its own address (rel=canonical). */
  canonical: string | null;
  depth: number;
  attempts: number;
  httpStatus: number | null;
  redirectedTo: string | null;
  foundOn: string | null;
  fetchedAt: string | null;
  changedAt: string | null;
  updatedAt: string;
};

/** Why so many items have this status: "23 × the site does not show this page to everybody (HTTP 403)". */
export type ItemReason = {
  code: string;
  reason: string;
  status: ItemStatus;
  httpStatus: number | null;
  count: number;
};

export const crawlProgress = z.object({
  phase: z.enum(['starting', 'crawling', 'embedding']),
  /** The item at hand, most recent. */
  current: z.string().nullable(),
  ready: z.int(),
  skipped: z.int(),
  failed: z.int(),
  waiting: z.int(),
  /** Passages, and those of them that can be found by their meaning; all are found by their words. */
  chunks: z.int(),
  embedded: z.int(),
  /** Pages in the last minute and the time that what waits may take; null as long as nobody can say. */
  perMinute: z.int().nullable().default(null),
  etaMs: z.number().nullable().default(null),
});
export type CrawlProgress = z.infer<typeof crawlProgress>;

const weekMs = 7 * 24 * 3_600_000;

export const crawlSite = defineJob({
  name: 'crawl.crawl-site',
  title: 'Crawling a website',
  lane: 'crawl',
  role: 'editor',
  /** `again`: what failed, or was left undone by a cancel, is tried too, and sitemaps are looked at; else only what waits. */
  payload: z.object({ sourceId: z.uuid(), again: z.boolean().default(true) }),
  progress: crawlProgress,
  result: z.object({ ready: z.int(), skipped: z.int(), failed: z.int(), removed: z.int() }),
  // a polite crawl of a large site takes days; each of its fetches has limits of its own
  softLimitMs: weekMs - 60_000,
  hardLimitMs: weekMs,
  phases: {
    starting: { from: 0, to: 0.01 },
    crawling: { from: 0.01, to: 0.9 },
    embedding: { from: 0.9, to: 0.99 },
  },
  initial: {
    phase: 'starting',
    current: null,
    ready: 0,
    skipped: 0,
    failed: 0,
    waiting: 0,
    chunks: 0,
    embedded: 0,
    perMinute: null,
    etaMs: null,
  } as CrawlProgress,
  describe: (p) => {
    if (p.phase === 'starting') return { ...worded('Reading robots.txt and sitemaps…'), phase: p.phase };
    const parts = crawlParts(p);
    if (p.phase === 'embedding')
      return {
        ...worded('{embedded} of {chunks, plural, one {# passage} other {# passages}} indexed', {
          embedded: p.embedded,
          chunks: p.chunks,
        }),
        done: p.embedded,
        total: p.chunks,
        unit: word('passages'),
        phase: p.phase,
        parts,
      };
    const done = p.ready + p.skipped + p.failed;
    return {
      ...pagesRead(p),
      done,
      total: done + p.waiting,
      unit: word('pages'),
      phase: p.phase,
      parts,
      current: p.current ?? undefined,
    };
  },
});

const pagesRead = ({ ready, waiting, failed }: CrawlProgress) =>
  failed > 0
    ? worded('{ready, plural, one {# page} other {# pages}} read, {waiting} waiting, {failed} failed', {
        ...{ ready, waiting, failed },
      })
    : worded('{ready, plural, one {# page} other {# pages}} read, {waiting} waiting', { ready, waiting });

/** The way of a page: found, read, indexed. Passages are indexed one by one; of pages that is their share. */
function crawlParts({ ready, skipped, failed, waiting, chunks, embedded }: CrawlProgress): ProgressPart[] {
  const indexed = chunks > 0 ? Math.floor(ready * Math.min(1, embedded / chunks)) : 0;
  return [
    { name: word('Ready'), tone: 'good', count: indexed },
    { name: word('Read, not yet indexed'), tone: 'busy', count: ready - indexed },
    { name: word('Skipped'), tone: 'quiet', count: skipped },
    { name: word('Failed'), tone: 'bad', count: failed },
    { name: word('Waiting'), tone: 'none', count: waiting },
  ];
}

export const discoverLinksInput = z.object({
  workspaceId: z.uuid(),
  url: siteFields.url,
  maxPages: z.int().min(1).max(1_000).default(100),
  maxDepth: z.int().min(0).max(20).default(2),
  ...limits,
});
const discoveredLink = z.object({
  url: z.string(),
  depth: z.int(),
  via: z.enum(['start', 'sitemap', 'link']),
  blockedByRobots: z.boolean(),
  /** Of pages that were looked at. */
  title: z.string().nullable().default(null),
  lang: z.string().nullable().default(null),
});
export const discoverLinks = defineJob({
  name: 'crawl.discover-links',
  title: 'Finding the pages of a website',
  lane: 'crawl',
  role: 'editor',
  payload: discoverLinksInput,
  progress: z.object({ fetched: z.int(), found: z.int(), blocked: z.int() }),
  result: z.object({
    links: z.array(discoveredLink),
    found: z.int(),
    blocked: z.int(),
    excluded: z.int(),
    /** How many addresses are in which language (ISO 639); `unknown`: they were not looked at, or do not say it. */
    languages: z.array(z.object({ lang: z.string(), count: z.int() })).default([]),
    /** The list has an end that the site does not have. */
    cut: z.boolean(),
  }),
  softLimitMs: 1_740_000,
  hardLimitMs: 1_800_000,
  initial: { fetched: 0, found: 0, blocked: 0 },
  describe: ({ found, fetched }) =>
    worded('{found, plural, one {# URL} other {# URLs}} found on {fetched, plural, one {# page} other {# pages}}', {
      found,
      fetched,
    }),
});
