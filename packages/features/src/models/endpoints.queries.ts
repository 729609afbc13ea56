import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';

export type EndpointRow = Row<'modelEndpoints'>;

/** The workspace's own, in their order. */
export function listOwn(db: Database | Trx, workspaceId: string): Promise<EndpointRow[]> {
  return db
    .selectFrom('modelEndpoints')
    .where('workspaceId', '=', workspaceId)
    .selectAll()
    .orderBy('position')
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

/** What the owner of the instance shares from other workspaces. */
export function listShared(db: Database | Trx, workspaceId: string): Promise<EndpointRow[]> {
  return db
    .selectFrom('modelEndpoints')
    .innerJoin('workspaces', 'workspaces.id', 'modelEndpoints.workspaceId')
    .where('workspaces.deletedAt', 'is', null)
    .where('shared', '=', true)
    .where('enabled', '=', true)
    .where('workspaceId', '<>', workspaceId)
    .selectAll('modelEndpoints')
    .orderBy('modelEndpoints.createdAt')
    .orderBy('modelEndpoints.id')
    .execute();
}

export function findEndpoint(
  db: Database | Trx,
  { workspaceId, endpointId }: { workspaceId: string; endpointId: string },
): Promise<EndpointRow | undefined> {
  return db
    .selectFrom('modelEndpoints')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', endpointId)
    .selectAll()
    .executeTakeFirst();
}
