import type { crawlSite } from '@millrace/contract/crawl';
import type { SourceStatus } from '@millrace/contract/sources';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Ending } from '../jobs/handle.ts';
import { countByStatus, putBack, skipWaiting } from './frontier.queries.ts';

/** The source's row ends with the run's, in one transaction. */
export async function endCrawl(trx: Trx, { run, payload, status, error }: Ending<typeof crawlSite>): Promise<void> {
  const source = await trx
    .selectFrom('sources')
    .selectAll()
    .where('id', '=', payload.sourceId)
    .forUpdate()
    .executeTakeFirst();
  if (source === undefined || source.runId !== run.id) return;
  const paused = status === 'cancelled' && source.pausedAt !== null;
  if (paused) await putBack(trx, source.id);
  if (status === 'cancelled' && !paused)
    await skipWaiting(trx, source.id, 'cancelled', 'The crawl was cancelled before it came to this page.');
  const counts = await countByStatus(trx, source.id);
  const { ready = 0, failed = 0, skipped = 0, queued = 0 } = counts;
  const ending = paused
    ? { status: 'paused' as const, reason: `Paused with ${queued} pages waiting. What was read can be searched.` }
    : endOf(status, { ready, failed }, error?.message ?? null, await firstReason(trx, source.id));
  await trx
    .updateTable('sources')
    .set({ ...ending, pages: ready, skipped, updatedAt: sql`now()` })
    .where('id', '=', source.id)
    .execute();
}

async function firstReason(trx: Trx, sourceId: string): Promise<string> {
  const row = await trx
    .selectFrom('sourceItems')
    .select('reason')
    .where('sourceId', '=', sourceId)
    .where('status', 'in', ['failed', 'skipped', 'removed'])
    .orderBy('depth')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return row?.reason ?? '';
}

function endOf(
  status: string,
  { ready, failed }: { ready: number; failed: number },
  message: string | null,
  why: string,
): { status: SourceStatus; reason: string | null } {
  if (status === 'cancelled')
    return {
      status: 'cancelled',
      reason:
        ready > 0 ? 'Cancelled. What was read until then can be searched.' : 'Cancelled before anything was read.',
    };
  if (status !== 'succeeded')
    return {
      status: ready > 0 ? 'partial' : 'failed',
      reason: message ?? 'The work on this source was interrupted. Try again.',
    };
  if (ready === 0) return { status: 'failed', reason: `No page could be read. ${why}`.trim() };
  if (failed > 0)
    return {
      status: 'partial',
      reason: `${failed === 1 ? 'One page' : `${failed} pages`} could not be read; the list of items says why.`,
    };
  return { status: 'ready', reason: null };
}
