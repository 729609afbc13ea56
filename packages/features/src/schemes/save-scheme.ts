import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@millrace/contract/app-error';
import type { SchemeContent, SchemeRef } from '@millrace/contract/schemes/schemes';
import { type Trx, transact } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { Services } from '../services.ts';
import { getSchemeContent } from './schemes.queries.ts';

type Given = { [Key in keyof SchemeContent]?: SchemeContent[Key] | undefined };
type By = { userId: string | null };

const gone = () => new AppError('not-found', 'schemes.not-found', 'This scheme does not exist.');

async function addVersion(trx: Trx, ref: SchemeRef, content: SchemeContent, by: By & { at: Date }): Promise<void> {
  const { fields, ...texts } = content;
  const values = { ...ref, ...texts, fields: toJson(fields), createdBy: by.userId, createdAt: by.at };
  await trx.insertInto('schemeVersions').values(values).execute();
}

export function createScheme(
  { db, clock }: Services,
  {
    workspaceId,
    name,
    description = '',
    instructions = '',
    fields,
  }: { workspaceId: string } & Given & Pick<SchemeContent, 'name' | 'fields'>,
  { userId }: By,
): Promise<SchemeRef> {
  return transact(db, async (trx) => {
    const at = clock();
    const { id } = await trx
      .insertInto('schemes')
      .values({ workspaceId, createdAt: at, changedAt: at })
      .returning('id')
      .executeTakeFirstOrThrow();
    const ref = { schemeId: id, version: 1 };
    await addVersion(trx, ref, { name, description, instructions, fields }, { userId, at });
    return ref;
  });
}

/**
 * The next version of a scheme; the ones before stay as they are for the results that refer to them. Without a difference there is none.
 * Throws conflict when the scheme has changed since `expectedVersion`.
 */
export function updateScheme(
  { db, clock }: Services,
  { schemeId, expectedVersion, ...given }: { schemeId: string; expectedVersion: number } & Given,
  { userId }: By,
): Promise<SchemeRef> {
  return transact(db, async (trx) => {
    const row = await trx
      .selectFrom('schemes')
      .select('version')
      .where('id', '=', schemeId)
      .where('deletedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw gone();
    if (row.version !== expectedVersion)
      throw new AppError(
        'conflict',
        'schemes.changed-meanwhile',
        'Somebody else has changed this scheme since. Their version is {version}; yours began with {expected}.',
        { values: { version: row.version, expected: expectedVersion } },
      );
    const before = await getSchemeContent(trx, schemeId, row.version);
    const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const content: SchemeContent = { ...before, ...set };
    if (isDeepStrictEqual(content, before)) return { schemeId, version: row.version };
    const ref = { schemeId, version: row.version + 1 };
    const at = clock();
    await trx.updateTable('schemes').set({ version: ref.version, changedAt: at }).where('id', '=', schemeId).execute();
    await addVersion(trx, ref, content, { userId, at });
    return ref;
  });
}

/** Takes a scheme out of lists at once; it can be restored until it is purged. */
export async function setSchemeDeleted({ db, clock }: Services, schemeId: string, deleted: boolean): Promise<void> {
  const changed = await db
    .updateTable('schemes')
    .set((eb) => ({ deletedAt: deleted ? eb.fn.coalesce('deletedAt', eb.val(clock())) : null }))
    .where('id', '=', schemeId)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw gone();
}
