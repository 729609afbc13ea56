import { AppError } from '@millrace/contract/app-error';
import type { CrawlOptions } from '@millrace/contract/crawl';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { requireSource } from '../sources/require-source.ts';
import type { Hosts } from './crawl-scope.ts';
import type { Frontier } from './frontier.queries.ts';

/** One worker's share of a crawl. */
export type Crawl = {
  services: Services;
  sourceId: string;
  /** The run that the source belongs to; a worker that only helps does not own it. */
  runId: string;
  options: CrawlOptions;
  /** Hosts that belong to what was asked for. */
  sites: Set<string>;
  hosts: Hosts;
  signal: AbortSignal;
  /** In whose name this worker holds items. */
  claimant: string;
  /** A transaction that commits only while this worker may go on. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/** A transaction of a crawl; its counts are written back at its end. */
export type Turn = Frontier;

/**
 * A transaction on the source's frontier. It holds the source's row: turns of all workers come one after the other, so that limits are
 * exact and records have their numbers. Throws once the crawl has ended or a further run goes on with it.
 */
export function inTurn<T>(crawl: Crawl, work: (turn: Turn) => Promise<T>): Promise<T> {
  const { sourceId, runId } = crawl;
  return crawl.write(async (trx) => {
    const source = await requireSource(trx, sourceId);
    if (source.runId !== runId || source.status !== 'processing')
      throw new AppError('cancelled', 'crawl.over', 'This crawl has ended.');
    const { workspaceId, pages, addresses } = source;
    const turn: Turn = { trx, workspaceId, sourceId, addresses, ready: pages };
    const result = await work(turn);
    if (turn.ready !== pages || turn.addresses !== addresses)
      await trx
        .updateTable('sources')
        .set({ pages: turn.ready, addresses: turn.addresses, updatedAt: sql`now()` })
        .where('id', '=', sourceId)
        .execute();
    return result;
  });
}
