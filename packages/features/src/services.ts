import type { Bus } from '@millrace/bus/port';
import type { Log } from '@millrace/contract/log';
import type { Database } from '@millrace/db/database';
import type { Egress } from '@millrace/egress/open-egress';
import type { Llm } from '@millrace/llm/port';
import type { Mail } from '@millrace/mail/port';
import type { Queue } from '@millrace/queue/port';
import type { PageReader } from '@millrace/reading/pages/page-reader';
import type { PageRenderer } from '@millrace/reading/pages/page-renderer';
import type { Storage } from '@millrace/storage/port';
import type { Budgets } from './budgets/open-budgets.ts';
import type { Settings } from './settings.ts';
import type { Health } from './system/health.ts';

/** Everything a feature may touch, built once in each main and passed down. */
export type Services = {
  db: Database;
  queue: Queue;
  bus: Bus;
  llm: Llm;
  storage: Storage;
  /** The only way to request URLs that a person typed or a page named. */
  egress: Egress;
  /** Reads web pages on threads that start with the first page. */
  pageReader: PageReader;
  /** Runs the scripts of pages that have no text without them, where an operator wants it. */
  pageRenderer?: PageRenderer | undefined;
  /** Letters to people; undefined where no server is set. */
  mail?: Mail | undefined;
  /** What runs and is open in this process, and for whom. */
  budgets: Budgets;
  health: Health;
  clock: () => Date;
  log: Log;
  settings: Settings;
};
