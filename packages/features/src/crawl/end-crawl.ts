import type { crawlSite } from '@millrace/contract/crawl/crawl';
import type { SourceStatus } from '@millrace/contract/sources/sources';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Ending } from '../jobs/handle.ts';
import type { SourceRow } from '../records/source-row.ts';
import { crawlOptionsOf } from '../sources/source-options.ts';
import { withoutVectorsInWords } from '../sources/without-vectors.ts';
import { countByStatus, putBack, skipWaiting } from './frontier.queries.ts';
import { maxAddresses } from './links/add-links.ts';

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
    await skipWaiting(trx, source.id, 'cancelled', 'The crawl was cancelled before it reached this page.');
  const counts = await countByStatus(trx, source.id);
  const { ready = 0, failed = 0, skipped = 0, queued = 0 } = counts;
  const ending = paused
    ? {
        status: 'paused' as const,
        reason: `Paused with ${queued} pages waiting. What was read so far can be searched.`,
      }
    : endOf(status, { ready, failed }, error?.message ?? null, {
        why: await mostFrequentReasons(trx, source.id),
        stop: await stopCondition(trx, source),
      });
  const refused = status === 'succeeded' ? await withoutVectorsInWords(trx, source.id) : null;
  const reason = [ending.reason, refused].filter(Boolean).join(' ') || null;
  await trx
    .updateTable('sources')
    .set({ ...ending, reason, pages: ready, skipped, updatedAt: sql`now()` })
    .where('id', '=', source.id)
    .execute();
}

/** Why pages failed, or, if none did, why they were left out; the three commonest: "23 × This page does not exist (HTTP 410)." */
async function mostFrequentReasons(trx: Trx, sourceId: string): Promise<string> {
  const { rows } = await sql<{ reason: string; count: number; failed: boolean }>`
    select min(reason) as reason, count(*) as count, status = 'failed' as failed from source_items
    where source_id = ${sourceId} and status in ('failed', 'skipped', 'removed') and reason is not null
    group by status = 'failed', code, http_status
    -- what is near to the start says more than what is far
    order by failed desc, count(*) desc, min(depth), min(position) limit 3`.execute(trx);
  return rows
    .filter(({ failed }) => failed === rows[0]?.failed)
    .map(({ count, reason }) => (Number(count) > 1 ? `${Number(count).toLocaleString('en')} × ${reason}` : reason))
    .join(' ');
}

/** Why there is more than was read, in words; empty: everything that was found was gone through. */
async function stopCondition(trx: Trx, { id, options, addresses }: SourceRow): Promise<string> {
  const { count } = await trx
    .selectFrom('sourceItems')
    .where('sourceId', '=', id)
    .where('code', '=', 'limit')
    .where('status', '=', 'skipped')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const left = Number(count);
  if (left === 0) return '';
  const { maxPages } = crawlOptionsOf({ options });
  // beyond that many addresses nobody has counted
  const more = addresses >= maxAddresses(maxPages) ? 'more than ' : '';
  const were = left === 1 && !more ? 'one URL was' : `${more}${left.toLocaleString('en')} URLs were`;
  return `Stopped at the page limit of ${maxPages.toLocaleString('en')}; ${were} not read.`;
}

function endOf(
  status: string,
  { ready, failed }: { ready: number; failed: number },
  message: string | null,
  { why, stop }: { why: string; stop: string },
): { status: SourceStatus; reason: string | null } {
  if (status === 'cancelled')
    return {
      status: 'cancelled',
      reason: ready > 0 ? 'Cancelled. What was read so far can be searched.' : 'Cancelled before anything was read.',
    };
  if (status !== 'succeeded')
    return {
      status: ready > 0 ? 'partial' : 'failed',
      reason: message ?? 'The processing of this source was interrupted. Try again.',
    };
  if (ready === 0) return { status: 'failed', reason: `No page could be read. ${why}`.trim() };
  if (failed > 0)
    return {
      status: 'partial',
      reason:
        `${failed === 1 ? 'One page' : `${failed.toLocaleString('en')} pages`} could not be read: ${why} ${stop}`.trim(),
    };
  return { status: 'ready', reason: stop || null };
}
