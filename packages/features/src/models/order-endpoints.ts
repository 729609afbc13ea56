import { AppError } from '@millrace/contract/app-error';
import { type Database, transact } from '@millrace/db/database';
import type { Services } from '../services.ts';
import type { Caller } from '../session/authenticate.ts';
import { type EndpointRow, findEndpoint, listOwn } from './endpoints.queries.ts';
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
        'The endpoints have changed in the meantime. Reload the list, then order them.',
      );
    }
    for (const [position, id] of endpointIds.entries()) {
      await trx.updateTable('modelEndpoints').set({ position }).where('id', '=', id).execute();
    }
  });
}

type Position = { workspaceId: string; endpointId: string };

/** An endpoint that is off is not asked. */
export async function setEndpointEnabled(
  { db, clock }: Services,
  caller: Caller,
  { enabled, ...place }: Position & { enabled: boolean },
): Promise<void> {
  const { id } = await getChangeable(db, caller, place);
  await db.updateTable('modelEndpoints').set({ enabled, updatedAt: clock() }).where('id', '=', id).execute();
}

/** What it was asked stays in the ledger. */
export async function deleteEndpoint({ db }: Services, caller: Caller, place: Position): Promise<void> {
  const { id } = await getChangeable(db, caller, place);
  await db.deleteFrom('modelEndpoints').where('id', '=', id).execute();
}

async function getChangeable(db: Database, caller: Caller, place: Position): Promise<EndpointRow> {
  const endpoint = await findEndpoint(db, place);
  if (endpoint === undefined) throw noSuchEndpoint();
  if (endpoint.shared) requireInstanceOwner(caller, 'shared with all workspaces');
  return endpoint;
}
