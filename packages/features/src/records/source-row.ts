import { AppError } from '@millrace/contract/app-error';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';

export type SourceRow = Row<'sources'>;

export const goneSource = () =>
  new AppError('not-found', 'sources.not-found', 'This source does not exist or was deleted.');

/** Whose a source is; a deleted one is nobody's. */
export async function findSourceWorkspace(db: Database, sourceId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sources')
    .select('workspaceId')
    .where('id', '=', sourceId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  return row?.workspaceId;
}

/** The row, locked, so that a second click waits and then sees what the first one did. */
export async function lockSource(trx: Trx, sourceId: string): Promise<SourceRow> {
  const row = await trx.selectFrom('sources').selectAll().where('id', '=', sourceId).forUpdate().executeTakeFirst();
  if (row === undefined) throw goneSource();
  return row;
}
