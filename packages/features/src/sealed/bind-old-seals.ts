import { createHash } from 'node:crypto';
import { type Trx, transact } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { type Cell, sealCell, unsealOld } from './sealed-cell.ts';

type Entry = Row<'unboundSeals'>;
/** What an old seal was made for, and where it stands; `value` is an expression and `assign` an assignment of SQL. */
type OldKind = {
  purposeOf(row: string): string;
  value: ReturnType<typeof sql<string>>;
  assign(sealed: string): ReturnType<typeof sql>;
};

const oldKinds: Record<string, OldKind | undefined> = {
  'model_endpoints.sealed_key': {
    purposeOf: () => 'settings.model',
    value: sql<string>`sealed_key`,
    assign: (sealed) => sql`sealed_key = ${sealed}`,
  },
  'model_endpoints.sealed_headers': {
    purposeOf: () => 'models.headers',
    value: sql<string>`sealed_headers`,
    assign: (sealed) => sql`sealed_headers = ${sealed}`,
  },
  'sources.options.sealedPassword': {
    purposeOf: (row) => `sources.password:${row}`,
    value: sql<string>`options->>'sealedPassword'`,
    assign: (sealed) => sql`options = jsonb_set(options, '{sealedPassword}', to_jsonb(${sealed}::text))`,
  },
};

/**
 * Seals again, for their cells, the texts that the migration found sealed for a purpose alone. Runs when a process starts, before
 * anything is opened; several processes wait for each other. What the secret does not open stays listed for a start with another one.
 */
export async function bindOldSeals(services: Pick<Services, 'db' | 'settings' | 'log'>): Promise<void> {
  const { db, log } = services;
  const first = await db.selectFrom('unboundSeals').select('rowId').limit(1).executeTakeFirst();
  if (first === undefined) return;
  await transact(db, async (trx) => {
    const entries = await trx.selectFrom('unboundSeals').selectAll().forUpdate().execute();
    for (const entry of entries) {
      if (!(await bind(trx, services, entry))) continue;
      await trx
        .deleteFrom('unboundSeals')
        .where('tableName', '=', entry.tableName)
        .where('columnName', '=', entry.columnName)
        .where('rowId', '=', entry.rowId)
        .execute();
    }
    log.info({ cells: entries.length }, 'sealed cells were bound to their rows');
  });
}

/** False: it could not be opened. */
async function bind(trx: Trx, { settings, log }: Pick<Services, 'settings' | 'log'>, entry: Entry): Promise<boolean> {
  const { tableName: table, columnName: column, rowId: row } = entry;
  const kind = oldKinds[`${table}.${column}`];
  if (kind === undefined) throw new Error(`Nothing was sealed in ${table}.${column}.`);
  const { rows } = await sql<{ workspaceId: string; sealed: string | null }>`
    select workspace_id, ${kind.value} as sealed from ${sql.table(table)} where id = ${row} for update`.execute(trx);
  const [stored] = rows;
  // deleted, emptied or entered again since then
  if (!stored?.sealed || !entry.digest.equals(createHash('sha256').update(stored.sealed).digest())) return true;
  const cell: Cell = { workspaceId: stored.workspaceId, table, column, row };
  try {
    const text = unsealOld(stored.sealed, settings.secret, kind.purposeOf(row));
    const sealed = sealCell(text, settings.secret, cell);
    await sql`update ${sql.table(table)} set ${kind.assign(sealed)} where id = ${row}`.execute(trx);
    return true;
  } catch (err) {
    log.error({ err, cell }, 'a sealed cell cannot be opened: MILLRACE_SECRET is not the one it was saved with');
    return false;
  }
}
