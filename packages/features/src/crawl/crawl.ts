import { AppError } from '@millrace/contract/app-error';
import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { KnowledgeBatch } from '../records/knowledge-batch.ts';
import type { Services } from '../services.ts';
import { requireSource } from '../sources/require-source.ts';
import type { Frontier } from './links/add-links.ts';
import type { Hosts } from './links/crawl-scope.ts';

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
  /** Addresses that stand in committed rows; see Frontier. */
  known: Map<string, number>;
  signal: AbortSignal;
  /** In whose name this worker holds items. */
  claimant: string;
  /** A transaction that commits only while this worker may go on. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/** A transaction of a crawl; its counts, and the texts of pages that are new, are written at its end. */
export type OpenFrontier = Frontier & { texts?: KnowledgeBatch };

/** Beyond so many they are forgotten and asked for again. */
const mostKnown = 200_000;

/**
 * A transaction on the source's frontier. It holds the source's row: transactions of all workers come one after the other, so that limits are
 * exact and records have their numbers. Throws once the crawl has ended or a further run goes on with it.
 */
export async function withFrontier<T>(crawl: Crawl, work: (frontier: OpenFrontier) => Promise<T>): Promise<T> {
  const { sourceId, runId, known } = crawl;
  const written = new Map<string, number>();
  const result = await crawl.write(async (trx) => {
    written.clear();
    const source = await requireSource(trx, sourceId);
    if (source.runId !== runId || source.status !== 'processing')
      throw new AppError('cancelled', 'crawl.over', 'This crawl has ended.');
    const { workspaceId, pages, addresses } = source;
    const frontier: OpenFrontier = { trx, workspaceId, sourceId, addresses, ready: pages, known, written };
    const result = await work(frontier);
    await frontier.texts?.flush(trx);
    if (frontier.ready !== pages || frontier.addresses !== addresses)
      await trx
        .updateTable('sources')
        .set({ pages: frontier.ready, addresses: frontier.addresses, updatedAt: sql`now()` })
        .where('id', '=', sourceId)
        .execute();
    return result;
  });
  if (known.size + written.size > mostKnown) known.clear();
  for (const [url, depth] of written) known.set(url, depth);
  return result;
}
