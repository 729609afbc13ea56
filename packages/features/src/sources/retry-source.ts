import { AppError } from '@millrace/contract/app-error';
import type { Trx } from '@millrace/db/database';
import { type Start, withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { type StartedSource, startIngest } from './create-source.ts';
import { goneSource, type SourceRow } from './sources.queries.ts';

const retryable = ['failed', 'partial', 'cancelled'];

/** The row, locked, so that a second click waits and then sees what the first one did. */
export async function lockSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await trx.selectFrom('sources').selectAll().where('id', '=', sourceId).forUpdate().executeTakeFirst();
  if (row === undefined) throw goneSource();
  return row;
}

export async function startAgain(
  trx: Trx,
  start: Start,
  row: SourceRow,
  createdBy: string | null,
): Promise<StartedSource> {
  const { id, workspaceId, kind, title } = row;
  return { sourceId: id, runId: await startIngest(trx, start, { id, workspaceId, kind, title, createdBy }) };
}

/** Reads a source anew, from the beginning. Throws conflict while it is being read, and when nothing is wrong with it. */
export function retrySource(
  services: Services,
  { sourceId, createdBy }: { sourceId: string; createdBy: string | null },
): Promise<StartedSource> {
  return withJobs(services, async (trx, start) => {
    const row = await lockSource(trx, sourceId);
    if (row.deletedAt) throw goneSource();
    if (!retryable.includes(row.status)) {
      throw new AppError(
        'conflict',
        'sources.not-retryable',
        row.status === 'ready'
          ? 'This source is complete; there is nothing to try again.'
          : 'This source is being worked on. Wait until that has ended, or cancel it first.',
      );
    }
    return startAgain(trx, start, row, createdBy);
  });
}
