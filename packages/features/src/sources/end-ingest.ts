import type { ingestSource, SourceStatus } from '@millrace/contract/sources/sources';
import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';
import type { Ending } from '../jobs/handle.ts';
import type { SourceRow } from '../records/source-row.ts';
import { hasPassword, readOptionsOf } from './source-options.ts';

/** The source's row ends with the run's, in one transaction. */
export async function endIngest(
  trx: Trx,
  { run, payload, status, result, error }: Ending<typeof ingestSource>,
): Promise<void> {
  const source = await trx
    .selectFrom('sources')
    .selectAll()
    .where('id', '=', payload.sourceId)
    .forUpdate()
    .executeTakeFirst();
  // purged, or a newer run works on it
  if (source === undefined || source.runId !== run.id) return;
  const end = await endOf(trx, source, { status, result, error });
  await trx
    .updateTable('sources')
    .set({
      ...end,
      ...(hasPassword(source) ? { options: storedOptions(source) } : {}),
      updatedAt: sql`now()`,
    })
    .where('id', '=', source.id)
    .execute();
}

/** What is kept of the options once the file has been read, or cannot be: not its password. */
function storedOptions(source: SourceRow) {
  const options = readOptionsOf(source);
  return options === null ? null : toJson(options);
}

async function endOf(
  trx: Trx,
  source: SourceRow,
  { status, result, error }: Pick<Ending<typeof ingestSource>, 'status' | 'result' | 'error'>,
): Promise<{ status: SourceStatus; reason: string | null }> {
  if (status === 'succeeded') return { status: result?.status ?? 'ready', reason: source.reason };
  const chunk = await trx.selectFrom('chunks').select('id').where('sourceId', '=', source.id).executeTakeFirst();
  const searchable = chunk !== undefined;
  if (status === 'cancelled') {
    const paused = source.pausedAt !== null;
    const ended = paused ? 'Paused' : 'Cancelled';
    return {
      status: paused ? 'paused' : 'cancelled',
      reason: searchable ? `${ended}. What was read so far can be searched.` : `${ended} before anything was read.`,
    };
  }
  const message = error?.message ?? 'The processing of this source was interrupted. Try again.';
  if (searchable) {
    return {
      status: 'partial',
      reason: `It can be searched by words, but its processing was not completed. ${message}`,
    };
  }
  return { status: 'failed', reason: message };
}
