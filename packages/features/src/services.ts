import type { Bus } from '@millrace/bus/port';
import type { Log } from '@millrace/contract/log';
import type { Database } from '@millrace/db/database';
import type { Egress, EgressSettings } from '@millrace/egress/open-egress';
import type { Endpoint, Llm } from '@millrace/llm/port';
import type { Queue } from '@millrace/queue/port';
import type { PageReader } from '@millrace/reading/pages/page-reader';
import type { PageRenderer } from '@millrace/reading/pages/page-renderer';
import type { Storage } from '@millrace/storage/port';
import type { Health } from './system/health.ts';

export type Settings = {
  /** 32 bytes or more; keys for stored secrets are derived from it. */
  secret: string;
  openRegistration: boolean;
  /** So many accounts may be tried for from one network address in 15 minutes. */
  signUpLimit: number;
  /** Of a document or a text; other kinds and the whole have limits of their own. */
  maxUploadBytes: number;
  uploads: UploadSettings;
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  secureCookies: boolean;
  /** The model endpoint of the environment; settings in the database take its place. */
  model: Endpoint | undefined;
  /** The endpoint that transcribes recordings; without one they wait. */
  transcription?: Endpoint | undefined;
  /** A model finds titles for conversations. */
  titles: boolean;
  extraction: { memoryMb: number; timeoutMs: number };
  egress: EgressSettings;
  crawl: CrawlSettings;
};

export type UploadSettings = {
  tableBytes: number;
  imageBytes: number;
  audioBytes: number;
  /** What one workspace may hold together. */
  workspaceBytes: number;
  workspaceFiles: number;
};

export type CrawlSettings = {
  /** Between two requests to one host; a robots.txt can only make it longer. */
  delayMs: number;
  /** For one page, from the connection to its last octet. */
  timeoutMs: number;
  /** Before the second attempt at a page; it grows fourfold with each. */
  retryMs: number;
  /** How many of the versions that a page had before are kept. */
  keptVersions: number;
  /** The Chromium that renders pages whose text is made by scripts; without one they are skipped. */
  browser?: { program: string; sandbox: boolean } | undefined;
};

/** Everything a feature may touch, built once in each main and passed down. */
export type Services = {
  db: Database;
  queue: Queue;
  bus: Bus;
  llm: Llm;
  storage: Storage;
  /** The one way out to addresses that somebody typed or a page named. */
  egress: Egress;
  /** Reads web pages on threads that start with the first page. */
  pageReader: PageReader;
  /** Runs the scripts of pages that have no text without them, where an operator wants it. */
  pageRenderer?: PageRenderer | undefined;
  health: Health;
  clock: () => Date;
  log: Log;
  settings: Settings;
};
