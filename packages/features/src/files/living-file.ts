import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../session/authenticate.ts';
import { attachmentSeenBy } from '../session/seen-by.ts';

type Uses = Record<'sources' | 'attachments' | 'source_items', RawBuilder<unknown>>;

/** Whether something uses a file, of each table that names one, with its condition. */
const anyUse = (uses: Uses): RawBuilder<boolean> =>
  sql`(${sql.join(
    Object.entries(uses).map(
      ([table, condition]) =>
        sql`exists (select from ${sql.table(table)} where ${sql.ref(`${table}.file_id`)} = files.id and ${condition})`,
    ),
    sql` or `,
  )})`;

const always = sql`true`;
const living: Uses = {
  sources: sql`sources.deleted_at is null`,
  attachments: sql`not exists (select from conversations
    where conversations.id = attachments.conversation_id and conversations.deleted_at is not null)`,
  source_items: sql`exists (select from sources
    where sources.id = source_items.source_id and sources.deleted_at is null)`,
};

/** Nothing uses it, be it deleted or not. */
export const isUnused: RawBuilder<boolean> = sql`not ${anyUse({
  ...{ sources: always, attachments: always, source_items: always },
})}`;

const livesBy = (uses: Uses): RawBuilder<boolean> =>
  sql`(files.dropped_at is null and (${isUnused} or ${anyUse(uses)}))`;

/**
 * Whether a file lives: the one rule by which files are found. With the last living thing that uses it, a file is gone; one that nothing
 * has used yet was just uploaded, and lives until it is dropped.
 */
export const fileLives: RawBuilder<boolean> = livesBy(living);

/** The same for somebody: what hangs on a message is there for those who see its conversation. */
export const fileIsSeenBy = (caller: Caller): RawBuilder<boolean> =>
  livesBy({ ...living, attachments: attachmentSeenBy(caller) });
