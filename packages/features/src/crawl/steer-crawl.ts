import { AppError } from '@millrace/contract/app-error';
import type { Trx } from '@millrace/db/database';
import { transact } from '@millrace/db/database';
import { sql } from 'kysely';
import { withJobs } from '../jobs/start-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import type { Services } from '../services.ts';
import { isCrawled, type StartedSource, startIngest } from '../sources/create-source.ts';
import { lockSource } from '../sources/retry-source.ts';
import { goneSource, type SourceRow } from '../sources/sources.queries.ts';

const active = ['queued', 'processing'];
const conflict = (reason: string, message: string) => new AppError('conflict', `sources.${reason}`, message);

async function lockLive(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await lockSource(trx, sourceId);
  if (row.deletedAt) throw goneSource();
  return row;
}

function requireCrawl(row: SourceRow): void {
  if (!isCrawled(row.kind)) throw conflict('not-a-crawl', 'Only websites and lists of addresses can do that.');
}

/** Stops the work within two seconds; what is done stays, and `resume` goes on with the rest. Twice is once. */
export async function pauseSource(services: Services, sourceId: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lockLive(trx, sourceId);
    requireCrawl(row);
    if (row.status === 'paused') return null;
    if (!active.includes(row.status))
      throw conflict('not-active', 'Nothing is being done on this source that could be paused.');
    await trx.updateTable('sources').set({ pausedAt: sql`now()` }).where('id', '=', sourceId).execute();
    return row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

/** Ends the work within two seconds; what is done stays. Pages that it did not come to say so. */
export async function cancelSource(services: Services, sourceId: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lockLive(trx, sourceId);
    await trx.updateTable('sources').set({ pausedAt: null }).where('id', '=', sourceId).execute();
    if (row.status === 'paused') {
      const reason = 'Cancelled. What was read until then can be searched.';
      await trx
        .updateTable('sources')
        .set({ status: 'cancelled', reason, updatedAt: sql`now()` })
        .where('id', '=', sourceId)
        .execute();
      await trx
        .updateTable('sourceItems')
        .set({ status: 'skipped', code: 'cancelled', reason: 'The crawl was cancelled before it came to this page.' })
        .where('sourceId', '=', sourceId)
        .where('status', 'in', ['queued', 'fetching'])
        .execute();
      return null;
    }
    if (!active.includes(row.status))
      throw conflict('not-active', 'Nothing is being done on this source that could be cancelled.');
    return row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

type Again = { sourceId: string; createdBy: string | null };

/** A new run on a crawl that rests. `prepare` changes its items in the same transaction. */
function startRest(
  services: Services,
  { sourceId, createdBy }: Again,
  allowed: string[],
  message: string,
  prepare?: (trx: Trx) => Promise<unknown>,
): Promise<StartedSource> {
  return withJobs(services, async (trx, start) => {
    const row = await lockLive(trx, sourceId);
    requireCrawl(row);
    if (!allowed.includes(row.status)) throw conflict('not-now', message);
    await prepare?.(trx);
    const { id, workspaceId, kind, title } = row;
    return { sourceId, runId: await startIngest(trx, start, { id, workspaceId, kind, title, createdBy }) };
  });
}

const ended = ['ready', 'partial', 'failed', 'cancelled'];

export const resumeSource = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(services, again, ['paused'], 'This source is not paused.');

/** Only what failed or was left undone by a cancel; the rest is not asked for again. */
export const retryFailed = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(
    services,
    again,
    ['partial', 'failed', 'cancelled'],
    'There is nothing to try again, or the work has not ended yet.',
  );

/**
 * Asks for every known page again, saying which version is here: new, same, changed or removed. What did not change keeps its text and
 * vectors; what is gone leaves search with the very answer that says so.
 */
export const syncSource = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(
    services,
    again,
    ended,
    'This source is being worked on. Wait until that has ended, or cancel it first.',
    (trx) =>
      trx
        .updateTable('sourceItems')
        .set({ status: 'queued', attempts: 0, deferrals: 0, crashes: 0, notBefore: sql`now()` })
        .where('sourceId', '=', again.sourceId)
        .where(({ eb, or }) => or([eb('code', 'is', null), eb('code', '!=', 'variants')]))
        .execute(),
  );
