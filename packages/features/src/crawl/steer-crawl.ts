import { AppError } from '@millrace/contract/app-error';
import type { SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { Trx } from '@millrace/db/database';
import { transact } from '@millrace/db/database';
import { sql } from 'kysely';
import { withJobs } from '../jobs/start-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { goneSource, lockSource, type SourceRow } from '../records/source-row.ts';
import type { Services } from '../services.ts';
import { requireVerb } from '../sources/retry-source.ts';
import { type StartedSource, startIngest } from '../sources/start-ingest.ts';
import { forgetFailures } from './hosts/host-clock.ts';
import { dropOldVersions } from './item-versions.queries.ts';
import { neverAsked } from './links/add-links.ts';

async function lockLive(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await lockSource(trx, sourceId);
  if (row.deletedAt) throw goneSource();
  return row;
}

/** Stops the work within two seconds; what is done stays, and `resume` goes on with the rest. Twice is once. */
export async function pauseSource(services: Services, sourceId: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lockLive(trx, sourceId);
    if (row.status === 'paused') return null;
    requireVerb('pause', row);
    await trx.updateTable('sources').set({ pausedAt: sql`now()` }).where('id', '=', sourceId).execute();
    return row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

/** Ends the work within two seconds; what is done stays. Pages that it did not come to say so. */
export async function cancelSource(services: Services, sourceId: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lockLive(trx, sourceId);
    requireVerb('cancel', row);
    await trx.updateTable('sources').set({ pausedAt: null }).where('id', '=', sourceId).execute();
    if (row.status === 'paused') {
      const reason = 'Cancelled. What was read so far can be searched.';
      await trx
        .updateTable('sources')
        .set({ status: 'cancelled', reason, updatedAt: sql`now()` })
        .where('id', '=', sourceId)
        .execute();
      await trx
        .updateTable('sourceItems')
        .set({ status: 'skipped', code: 'cancelled', reason: 'The crawl was cancelled before it reached this page.' })
        .where('sourceId', '=', sourceId)
        .where('status', 'in', ['queued', 'fetching'])
        .execute();
      return null;
    }
    return row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

type Again = { sourceId: string; createdBy: string | null };

/** A new run on a source that rests, where the verb is possible. `prepare` changes its items in the same transaction; see `startIngest` for the rest. */
function startRest(
  services: Services,
  verb: SourceVerb,
  { sourceId, createdBy }: Again,
  prepare?: (trx: Trx) => Promise<unknown>,
  retryFailures = true,
): Promise<StartedSource> {
  return withJobs(services, async (trx, start) => {
    const row = await lockLive(trx, sourceId);
    requireVerb(verb, row);
    await prepare?.(trx);
    return {
      sourceId,
      runId: await startIngest(trx, start, { ...row, createdBy }, { retryFailures, goesOnFrom: row.runId }),
    };
  });
}

export const resumeSource = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(services, 'resume', again);

/** Only what failed or was left undone by a cancel; the rest is not asked for again. */
export const retryFailed = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(services, 'retry', again);

/** One page that failed, or was left undone by a cancel, and no other. */
export const retryItem = (
  services: Services,
  { itemId, ...again }: Again & { itemId: string },
): Promise<StartedSource> =>
  startRest(
    services,
    'retry',
    again,
    async (trx) => {
      const item = await trx
        .updateTable('sourceItems')
        .set({ status: 'queued', attempts: 0, deferrals: 0, crashes: 0, notBefore: sql`now()`, updatedAt: sql`now()` })
        .where('id', '=', itemId)
        .where('sourceId', '=', again.sourceId)
        .where(({ eb, or }) => or([eb('status', '=', 'failed'), eb('code', '=', 'cancelled')]))
        .returning('origin')
        .executeTakeFirst();
      if (item === undefined)
        throw new AppError('not-found', 'sources.no-such-item', 'This source has no such page to retry.');
      await forgetFailures(trx, [item.origin]);
    },
    false,
  );

/**
 * Asks for every known page again, saying which version is here: new, same, changed or removed. What did not change keeps its text and
 * vectors; what is gone leaves search with the very answer that says so.
 */
export const syncSource = (services: Services, again: Again): Promise<StartedSource> =>
  startRest(services, 'sync', again, async (trx) => {
    const { sourceId } = again;
    await trx
      .updateTable('sourceItems')
      .set({ status: 'queued', attempts: 0, deferrals: 0, crashes: 0, notBefore: sql`now()` })
      .where('sourceId', '=', sourceId)
      .where(({ eb, or }) => or([eb('code', 'is', null), eb('code', 'not in', neverAsked)]))
      .execute();
    await dropOldVersions(trx, sourceId, services.settings.crawl.keptVersions);
    await trx.updateTable('sources').set({ syncedAt: sql`now()` }).where('id', '=', sourceId).execute();
  });
