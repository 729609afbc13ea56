import { AppError } from '@millrace/contract/app-error';
import type { Trx } from '@millrace/db/database';
import type { SourceRow } from '../records/source-row.ts';

/** Stops the work on a source that was deleted meanwhile. Locks it for the change that follows: a shared lock that grows could deadlock. */
export async function requireSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await trx
    .selectFrom('sources')
    .selectAll()
    .where('id', '=', sourceId)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw deleted();
  return row;
}

const deleted = () => new AppError('cancelled', 'sources.deleted', 'The source was deleted.');

/** Stops the work on a source that was deleted, without holding up others who work on it. */
export async function refuseDeleted(trx: Trx, sourceId: string): Promise<void> {
  const row = await trx
    .selectFrom('sources')
    .select('id')
    .where('id', '=', sourceId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw deleted();
}
