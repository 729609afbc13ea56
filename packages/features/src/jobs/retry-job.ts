import { AppError } from '@millrace/contract/app-error';
import { findJob } from '@millrace/contract/jobs/jobs';
import { type Trx, transact } from '@millrace/db/database';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { dispatch } from './dispatch.ts';
import { findRun } from './jobs.queries.ts';
import { nextPriority } from './priorities.ts';
import { alreadyRunning } from './start-job.ts';

/** Starts a run that did not succeed again. Finished steps stay finished; failures and crashes are counted from zero again. */
export async function retryJob(services: Services, runId: string): Promise<void> {
  await transact(services.db, (trx) => requeue(trx, services.clock(), runId)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === uniqueViolation) throw alreadyRunning();
    throw error;
  });
  await dispatch(services, [runId]);
  const run = await findRun(services.db, runId);
  if (run) announceRun(services, run);
}

const uniqueViolation = '23505';

async function requeue(trx: Trx, now: Date, runId: string): Promise<void> {
  const row = await findRun(trx, runId);
  if (row?.status !== 'failed' && row?.status !== 'cancelled') {
    throw new AppError(
      'conflict',
      'jobs.not-retryable',
      'Only a job that failed or was cancelled can be started again.',
    );
  }
  if (findJob(row.name)?.onLost === 'interrupt') {
    throw new AppError(
      'conflict',
      'jobs.not-retryable',
      'Start this again where you first started it, with Retry or Continue.',
    );
  }
  await trx
    .updateTable('runs')
    .set((eb) => ({
      status: 'queued',
      attempt: eb('attempt', '+', 1),
      failures: 0,
      crashes: 0,
      error: null,
      result: null,
      cancelRequestedAt: null,
      finishedAt: null,
      startedAt: null,
      availableAt: now,
      priority: nextPriority(row.lane, row.workspaceId),
    }))
    .where('id', '=', runId)
    .where('status', '=', row.status)
    .execute();
  await trx.deleteFrom('runSteps').where('runId', '=', runId).where('finishedAt', 'is', null).execute();
  await trx
    .insertInto('outbox')
    .values({ runId })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
