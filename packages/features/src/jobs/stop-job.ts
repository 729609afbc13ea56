import { AppError } from '@millrace/contract/app-error';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { cancelChannel } from './channels.ts';

/**
 * Requests the cancellation of a run. The flag in the row decides; the signal only makes it fast across processes. Cancelling twice is
 * harmless.
 */
export async function stopJob(services: Services, runId: string): Promise<void> {
  const flagged = await services.db
    .updateTable('runs')
    .set((eb) => ({ cancelRequestedAt: eb.fn.coalesce('cancelRequestedAt', sql<Date>`now()`) }))
    .where('id', '=', runId)
    .where('status', 'in', ['queued', 'running'])
    .returning('status')
    .executeTakeFirst();
  if (flagged === undefined) {
    const run = await services.db.selectFrom('runs').select('status').where('id', '=', runId).executeTakeFirst();
    if (run !== undefined && isFinal(run.status)) {
      throw new AppError('conflict', 'jobs.already-ended', 'It has already ended ({status}).', {
        values: { status: run.status },
      });
    }
    return;
  }
  await services.bus.signal(cancelChannel, runId).catch((err: unknown) => {
    services.log.warn({ err, runId }, 'the cancel will be noticed by the next heartbeat');
  });
}
