import { sql } from 'kysely';
import { shownFile } from '../files/files.queries.ts';
import type { Services } from '../services.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** The most that one call removes of a kind. */
export const purgeBatch = 50;

/**
 * Removes for good what was deleted more than a day ago, and files that nothing has used for a day: first the rows, then the octets
 * that no row names any more, so that no row ever points at nothing. Small steps; call it now and then. Returns what went.
 */
export async function purgeDeletedSources(services: Services): Promise<{ sources: number; files: number }> {
  const before = new Date(services.clock().getTime() - dayMs);
  const sources = await services.db
    .deleteFrom('sources')
    .where('id', 'in', (eb) =>
      eb.selectFrom('sources').select('id').where('deletedAt', '<', before).orderBy('deletedAt').limit(purgeBatch),
    )
    .returning('id')
    .execute();
  const files = await services.db
    .deleteFrom('files')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('files')
        .select('files.id')
        .where('files.createdAt', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('sources').select('sources.id').whereRef('sources.fileId', '=', 'files.id'))),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom('attachments').select('attachments.id').whereRef('attachments.fileId', '=', 'files.id')),
          ),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom('sourceItems').select('sourceItems.id').whereRef('sourceItems.fileId', '=', 'files.id')),
          ),
        )
        .limit(purgeBatch),
    )
    .returning(['workspaceId', 'sha256', 'shown'])
    .execute();
  for (const { workspaceId, sha256, shown } of files) {
    await dropUnnamed(services, { workspaceId, sha256 }, before);
    const made = shownFile.safeParse(shown).data;
    if (made) await dropUnnamed(services, { workspaceId, sha256: made.sha256 }, before);
  }
  return { sources: sources.length, files: files.length };
}

/** The same content may stand in another row; and an upload of it may be about to write its row, which is why its age counts. */
async function dropUnnamed(
  { db, storage }: Services,
  { workspaceId, sha256 }: { workspaceId: string; sha256: string },
  lastPutBefore: Date,
): Promise<void> {
  const named = await db
    .selectFrom('files')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where((eb) => eb.or([eb('sha256', '=', sha256), eb(sql`shown->>'sha256'`, '=', sha256)]))
    .executeTakeFirst();
  if (!named) await storage.delete(workspaceId, sha256, { lastPutBefore });
}
