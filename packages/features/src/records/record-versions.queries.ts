import { AppError } from '@millrace/contract/app-error';
import type { RecordDiffView, RecordVersionView } from '@millrace/contract/records/records';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { RecordRow } from './change-record.ts';
import { diffTexts } from './diff-texts.ts';

/** What the source says where a record stands, whatever people have made of it. */
export async function findSourceText(trx: Trx, record: RecordRow): Promise<{ title: string; text: string }> {
  if (!record.edited) return record;
  const kept = await trx
    .selectFrom('recordVersions')
    .where('recordId', '=', record.id)
    .where('edited', '=', false)
    .orderBy('version', 'desc')
    .select(['title', 'text'])
    .executeTakeFirst();
  return kept ?? record;
}

type VersionRow = Omit<RecordVersionView, 'changedAt' | 'characters'> & { changedAt: Date | null; text: string };

const versionRows = async (db: Database, recordId: string): Promise<VersionRow[]> => {
  const { rows } = await sql<VersionRow>`
    select version, current, title, text, edited, changed_at, users.name as changed_by, replaced_by_source
    from (
      select version, true as current, title, text, edited, changed_at, changed_by, false as replaced_by_source
      from records where id = ${recordId}
      union all
      select version, false, title, text, edited, changed_at, changed_by, replaced_by_source
      from record_versions where record_id = ${recordId}
    ) versions left join users on users.id = changed_by
    order by version desc`.execute(db);
  return rows;
};

const viewOf = ({ text, changedAt, ...row }: VersionRow): RecordVersionView => ({
  ...row,
  characters: text.length,
  changedAt: changedAt?.toISOString() ?? null,
});

/** All versions of a record that are kept, the newest first. */
export const listVersions = async (db: Database, recordId: string): Promise<RecordVersionView[]> =>
  (await versionRows(db, recordId)).map(viewOf);

/** What one version of a record changed against another. */
export async function diffVersions(
  db: Database,
  { recordId, from, to }: { recordId: string; from: number; to: number },
): Promise<RecordDiffView> {
  const rows = await versionRows(db, recordId);
  const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version));
  if (!before || !after)
    throw new AppError('not-found', 'sources.version-not-found', 'This version of the text does not exist.');
  return { from: viewOf(before), to: viewOf(after), ...(await diffTexts(before.text, after.text)) };
}
