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

/** The workspace's own, and what the owner of the instance shares from other workspaces that are not deleted; in one look, since every answer takes it. */
export async function listReachable(
  db: Database,
  workspaceId: string,
): Promise<{ own: EndpointRow[]; shared: EndpointRow[] }> {
  const rows = await db
    .selectFrom('modelEndpoints')
    .innerJoin('workspaces', 'workspaces.id', 'modelEndpoints.workspaceId')
    .where((eb) =>
      eb.or([
        eb('workspaceId', '=', workspaceId),
        eb.and([eb('shared', '=', true), eb('enabled', '=', true), eb('workspaces.deletedAt', 'is', null)]),
      ]),
    )
    .selectAll('modelEndpoints')
    .orderBy('position')
    .orderBy('modelEndpoints.createdAt')
    .orderBy('modelEndpoints.id')
    .execute();
  const isOwn = (row: EndpointRow) => row.workspaceId === workspaceId;
  return { own: rows.filter(isOwn), shared: rows.filter((row) => !isOwn(row)) };
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
