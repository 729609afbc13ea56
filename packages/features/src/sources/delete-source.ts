import { isFinal } from '@millrace/contract/jobs/job-event';
import { transact } from '@millrace/db/database';
import { forgetFeed } from '../feed/announce-change.ts';
import { withJobs } from '../jobs/start-job.ts';
import { stopJob } from '../jobs/stop-job.ts';
import { goneSource, lockSource } from '../records/source-row.ts';
import type { Services } from '../services.ts';
import { startAgain } from './retry-source.ts';

/** Takes a source out of lists, search and answers at once; it can be restored until it is purged. Twice is once. */
export async function deleteSource(services: Services, sourceId: string): Promise<void> {
  const { run: active, workspaceId } = await transact(services.db, async (trx) => {
    const row = await lockSource(trx, sourceId);
    if (row.deletedAt === null) {
      await trx.updateTable('sources').set({ deletedAt: services.clock() }).where('id', '=', sourceId).execute();
    }
    const run =
      row.runId === null
        ? undefined
        : await trx.selectFrom('runs').select(['id', 'status']).where('id', '=', row.runId).executeTakeFirst();
    return { run, workspaceId: row.workspaceId };
  });
  await forgetFeed(services, workspaceId);
  if (!active || isFinal(active.status)) return;
  // it may end in this very moment, and its handler notices the deletion itself
  await stopJob(services, active.id).catch((err: unknown) =>
    services.log.info({ err, sourceId }, 'the run of a deleted source had ended already'),
  );
}

/** Undoes a deletion. What the deletion had stopped is started again. Throws not-found once it was purged. */
export function restoreSource(
  services: Services,
  { sourceId, createdBy }: { sourceId: string; createdBy: string | null },
): Promise<{ sourceId: string }> {
  return withJobs(services, async (trx, start) => {
    const row = await lockSource(trx, sourceId);
    if (row.deletedAt === null) return { sourceId };
    const restored = await trx
      .updateTable('sources')
      .set({ deletedAt: null })
      .where('id', '=', sourceId)
      .returning('id')
      .executeTakeFirst();
    if (restored === undefined) throw goneSource();
    if (row.status === 'cancelled') await startAgain(trx, start, row, createdBy);
    return { sourceId };
  });
}
