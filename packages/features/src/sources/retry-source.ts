import { AppError } from '@millrace/contract/app-error';
import { refusalOf, type SourceVerb } from '@millrace/contract/source-verbs';
import type { SourceStatus } from '@millrace/contract/sources';
import type { Trx } from '@millrace/db/database';
import { type Start, withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { type StartedSource, startIngest } from './create-source.ts';
import { goneSource, type SourceRow } from './sources.queries.ts';

/** The row, locked, so that a second click waits and then sees what the first one did. */
export async function lockSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await trx.selectFrom('sources').selectAll().where('id', '=', sourceId).forUpdate().executeTakeFirst();
  if (row === undefined) throw goneSource();
  return row;
}

/** Throws conflict, with why, when the source as it stands cannot take the verb. */
export function requireVerb(verb: SourceVerb, row: SourceRow): void {
  const refusal = refusalOf(verb, { ...row, status: row.status as SourceStatus });
  if (refusal !== undefined) throw new AppError('conflict', `sources.cannot-${verb}`, refusal);
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
    requireVerb('retry', row);
    return startAgain(trx, start, row, createdBy);
  });
}
