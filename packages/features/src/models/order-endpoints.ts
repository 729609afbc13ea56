import { AppError } from '@millrace/contract/app-error';
import { transact } from '@millrace/db/database';
import type { Services } from '../services.ts';
import type { Caller } from '../session/authenticate.ts';
import { findEndpoint, listOwn } from './endpoints.queries.ts';
import { noSuchEndpoint, requireInstanceOwner } from './save-endpoint.ts';

/** Puts the workspace's own endpoints into an order. It must name all of them: another tab may have added one. */
export function reorderEndpoints(
  { db }: Services,
  { workspaceId, endpointIds }: { workspaceId: string; endpointIds: string[] },
): Promise<void> {
  return transact(db, async (trx) => {
    await trx.selectFrom('workspaces').where('id', '=', workspaceId).select('id').forUpdate().execute();
    const own = new Set((await listOwn(trx, workspaceId)).map(({ id }) => id));
    if (endpointIds.some((id) => !own.has(id))) throw noSuchEndpoint();
    if (new Set(endpointIds).size !== own.size) {
      throw new AppError(
        'conflict',
        'models.order',
        'The endpoints have changed meanwhile. Look again, then order them.',
      );
    }
    for (const [position, id] of endpointIds.entries()) {
      await trx.updateTable('modelEndpoints').set({ position }).where('id', '=', id).execute();
    }
  });
}

/** What it was asked stays in the ledger. */
export async function deleteEndpoint(
  { db }: Services,
  caller: Caller,
  place: { workspaceId: string; endpointId: string },
): Promise<void> {
  const endpoint = await findEndpoint(db, place);
  if (endpoint === undefined) throw noSuchEndpoint();
  if (endpoint.shared) requireInstanceOwner(caller, 'shared with all workspaces');
  await db.deleteFrom('modelEndpoints').where('id', '=', endpoint.id).execute();
}
