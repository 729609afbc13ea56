import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions, StoredReadOptions } from '@millrace/contract/reading/read-options';
import { refusalOf, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { type Start, withJobs } from '../jobs/start-job.ts';
import { goneSource, lockSource, type SourceRow } from '../records/source-row.ts';
import type { Services } from '../services.ts';
import { withPassword } from './source-options.ts';
import { type StartedSource, startIngest } from './start-ingest.ts';

/** Throws conflict, with why, when the source as it stands cannot take the verb. */
export function requireVerb(verb: SourceVerb, row: SourceRow): void {
  const refusal = refusalOf(verb, row);
  if (refusal !== undefined) throw new AppError('conflict', `sources.cannot-${verb}`, refusal);
}

export async function startAgain(
  trx: Trx,
  start: Start,
  row: SourceRow,
  createdBy: string | null,
): Promise<StartedSource> {
  return { sourceId: row.id, runId: await startIngest(trx, start, { ...row, createdBy }, { goesOnFrom: row.runId }) };
}

/** Does what is missing of a source. Throws conflict while it is being read, and when nothing is wrong with it. */
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

const active = ['queued', 'processing', 'paused'];

/** Locks the row of a file that can be read again now. Throws conflict while it is being read, invalid for a source without a file. */
async function lockFileSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await lockSource(trx, sourceId);
  if (row.deletedAt) throw goneSource();
  if (row.fileId === null) {
    throw new AppError('invalid', 'sources.no-file', 'This source comes from the web. Sync it to read it again.');
  }
  if (active.includes(row.status)) {
    const message = 'This source is being processed. Wait until it has finished, or cancel it first.';
    throw new AppError('conflict', 'sources.busy', message);
  }
  return row;
}

async function readWith(
  trx: Trx,
  start: Start,
  row: SourceRow,
  { options, createdBy }: { options: StoredReadOptions | null; createdBy: string | null },
): Promise<StartedSource> {
  await trx
    .updateTable('sources')
    .set({ options: options && toJson(options) })
    .where('id', '=', row.id)
    .execute();
  return { sourceId: row.id, runId: await startIngest(trx, start, { ...row, createdBy }) };
}

/**
 * Reads the file of a source anew with these options; none: as is detected. Throws conflict while it is being read, invalid for a source
 * without a file.
 */
export function readAgain(
  services: Services,
  { sourceId, createdBy, options }: { sourceId: string; createdBy: string | null; options: ReadOptions },
): Promise<StartedSource> {
  return withJobs(services, async (trx, start) => {
    const row = await lockFileSource(trx, sourceId);
    const said = Object.values(options).some((value) => value !== undefined);
    return readWith(trx, start, row, { options: said ? options : null, createdBy });
  });
}

/** Reads the file of a source with its password, which is kept sealed until it has been read. Throws as `readAgain` does. */
export function unlockSource(
  services: Services,
  { sourceId, createdBy, password }: { sourceId: string; createdBy: string | null; password: string },
): Promise<StartedSource> {
  return withJobs(services, async (trx, start) => {
    const row = await lockFileSource(trx, sourceId);
    return readWith(trx, start, row, { options: withPassword(services, row, password), createdBy });
  });
}
