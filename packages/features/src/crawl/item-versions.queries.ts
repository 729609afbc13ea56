import { AppError } from '@millrace/contract/app-error';
import type { ItemDiffView, ItemVersionView } from '@millrace/contract/crawl/item-versions';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { diffTexts } from '../records/diff-texts.ts';
import type { Item } from './frontier.queries.ts';

/** Whose an item is; one of a deleted source is nobody's. */
export async function findItemWorkspace(db: Database, itemId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sourceItems')
    .innerJoin('sources', 'sources.id', 'sourceItems.sourceId')
    .where('sourceItems.id', '=', itemId)
    .where('sources.deletedAt', 'is', null)
    .select('sourceItems.workspaceId')
    .executeTakeFirst();
  return row?.workspaceId;
}

/** What the page itself says, whatever people have made of its records. */
const textOfPage = (itemId: string) => sql<string>`(
  select string_agg(said || case when page is null then '' else E'\n\n' end, '' order by position) from (
    select position, page, coalesce(case when edited then (
      select kept.text from record_versions kept where kept.record_id = records.id and not kept.edited
      order by kept.version desc limit 1
    ) end, text) as said
    from records where item_id = ${itemId}
  ) parts)`;

/** What a page says by its records; '' when it has none. */
export async function textOfItem(trx: Trx, itemId: string): Promise<string> {
  const { rows } = await sql<{ text: string | null }>`select ${textOfPage(itemId)} as text`.execute(trx);
  return rows[0]?.text ?? '';
}

/** Keeps what a page says, before it says something else or is gone. */
export async function keepItemVersion(trx: Trx, item: Item): Promise<void> {
  if (item.contentHash === null) return;
  await sql`insert into item_versions (item_id, version, workspace_id, title, text, content_hash, fetched_at)
    select ${item.id}, ${item.version}, ${item.workspaceId}, ${item.title ?? ''}, said.text, ${item.contentHash}, ${item.changedAt}
    from (select ${textOfPage(item.id)} as text) said where said.text is not null
    on conflict do nothing`.execute(trx);
}

/** Leaves the newest `kept` of the old versions of each page of a source. */
export async function dropOldVersions(trx: Trx, sourceId: string, kept: number): Promise<void> {
  await sql`delete from item_versions old using (
      select item_id, version, row_number() over (partition by item_id order by version desc) as age
      from item_versions where item_id in (select id from source_items where source_id = ${sourceId})
    ) aged
    where old.item_id = aged.item_id and old.version = aged.version and aged.age > ${kept}`.execute(trx);
}

type VersionRow = Omit<ItemVersionView, 'characters' | 'fetchedAt' | 'replacedAt'> & {
  text: string;
  fetchedAt: Date | null;
  replacedAt: Date | null;
};

async function versionRows(db: Database, itemId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version, true as current, coalesce(title, '') as title, text, changed_at as fetched_at, null::timestamptz as replaced_at
    from (select *, ${textOfPage(itemId)} as text from source_items where id = ${itemId}) item where text is not null
    union all
    select version, false, title, text, fetched_at, replaced_at from item_versions where item_id = ${itemId}
    order by version desc`.execute(db);
  return rows;
}

const viewOf = ({ text, fetchedAt, replacedAt, ...row }: VersionRow): ItemVersionView => ({
  ...row,
  characters: text.length,
  fetchedAt: fetchedAt?.toISOString() ?? null,
  replacedAt: replacedAt?.toISOString() ?? null,
});

/** All versions of a page that are kept, the newest first. The newest is no current one when the page is gone. */
export const listItemVersions = async (db: Database, itemId: string): Promise<ItemVersionView[]> =>
  (await versionRows(db, itemId)).map(viewOf);

/** What one version of a page changed against another. */
export async function diffItemVersions(
  db: Database,
  { itemId, from, to }: { itemId: string; from: number; to: number },
): Promise<ItemDiffView> {
  const rows = await versionRows(db, itemId);
  const [before, after] = [from, to].map((version) => rows.find((row) => row.version === version));
  if (!before || !after) {
    const message = 'This version of the page is no longer stored.';
    throw new AppError('not-found', 'sources.version-not-found', message);
  }
  return { from: viewOf(before), to: viewOf(after), ...(await diffTexts(before.text, after.text)) };
}
