import { parseAllowList } from '@millrace/egress/address';
import type { EgressSettings } from '@millrace/egress/open-egress';
import { z } from 'zod';
import { whole, yesOrNo } from '../env-values.ts';
import { userAgent } from '../user-agent.ts';

const allowList = z.string().superRefine((text, context) => {
  try {
    parseAllowList(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

const env = {
  EGRESS_ALLOW: allowList.default(''),
  // it becomes part of a header
  CRAWL_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be a URL or e-mail address without spaces')
    .optional(),
  CRAWL_DELAY_MS: whole(0, 600_000).default(500),
  CRAWL_KEPT_VERSIONS: whole(0, 1000).default(10),
  CRAWL_BROWSER: z.string().optional(),
  CRAWL_BROWSER_SANDBOX: yesOrNo.default(true),
};

type Crawling = {
  /** Between two requests to the same host; a robots.txt can only make it longer. */
  delayMs: number;
  /** For one page, from the connection to its last byte. */
  timeoutMs: number;
  /** Before the second attempt at a page; it grows fourfold with each. */
  retryMs: number;
  /** How many earlier versions of a page are kept. */
  keptVersions: number;
  /** The Chromium that renders pages whose text is made by scripts; without it they are skipped. */
  browser?: { program: string; sandbox: boolean } | undefined;
};

export type CrawlSettings = { crawl: Crawling; egress: EgressSettings };

export const crawlSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): CrawlSettings => ({
    egress: { allow: given.EGRESS_ALLOW, userAgent: userAgent(given.CRAWL_CONTACT) },
    crawl: {
      delayMs: given.CRAWL_DELAY_MS,
      retryMs: 2_000,
      timeoutMs: 30_000,
      keptVersions: given.CRAWL_KEPT_VERSIONS,
      browser: given.CRAWL_BROWSER ? { program: given.CRAWL_BROWSER, sandbox: given.CRAWL_BROWSER_SANDBOX } : undefined,
    },
  }),
};
