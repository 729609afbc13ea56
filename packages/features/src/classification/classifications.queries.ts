import type {
  ClassificationListItem,
  ClassificationView,
  listClassificationsInput,
} from '@millrace/contract/classification/classification';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import type { z } from 'zod';

export async function findClassificationWorkspace(db: Database, id: string): Promise<string | undefined> {
  const query = db.selectFrom('classifications').select('workspaceId').where('id', '=', id);
  return (await query.where('deletedAt', 'is', null).executeTakeFirst())?.workspaceId;
}

/** The same for one that may be deleted. */
export async function findAnyClassificationWorkspace(db: Database, id: string): Promise<string | undefined> {
  return (await db.selectFrom('classifications').select('workspaceId').where('id', '=', id).executeTakeFirst())
    ?.workspaceId;
}

type Sums = {
  total: number;
  done: number;
  failed: number;
  cached: number;
  input: number;
  output: number;
  cost: number | null;
};

/** What of these classifications is done and was paid, by their ids. */
async function sumItems(db: Database, ids: readonly string[]): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums & { id: string }>`select classification_id as id, count(*) as total,
      count(*) filter (where status = 'done') as done, count(*) filter (where status = 'failed') as failed,
      count(*) filter (where status = 'done' and cached) as cached,
      sum(input_tokens)::float8 as input, sum(output_tokens)::float8 as output, sum(cost)::float8 as cost
    from classification_items where classification_id = any(${[...ids]}::uuid[]) group by classification_id`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

const nothing: Sums = { total: 0, done: 0, failed: 0, cached: 0, input: 0, output: 0, cost: null };

export async function getClassification(db: Database, id: string): Promise<ClassificationView> {
  const row = await db
    .selectFrom('classifications')
    .leftJoin('users', 'users.id', 'classifications.createdBy')
    .where('classifications.id', '=', id)
    .selectAll('classifications')
    .select('users.name as author')
    .executeTakeFirstOrThrow();
  const names = await db
    .selectFrom('schemeVersions')
    .where(
      'schemeId',
      'in',
      row.schemes.map(({ schemeId }) => schemeId),
    )
    .select(['schemeId', 'version', 'name'])
    .execute();
  const { input, output, cost, ...counts } = (await sumItems(db, [id])).get(id) ?? nothing;
  return {
    ...{ id, workspaceId: row.workspaceId, runId: row.runId, name: row.name, status: row.status, reason: row.reason },
    schemes: row.schemes.map((ref) => ({
      ...ref,
      name: names.find((said) => said.schemeId === ref.schemeId && said.version === ref.version)?.name ?? '',
    })),
    ...{ scope: row.scope, provider: row.provider, concurrency: row.concurrency, counts, cost },
    tokens: { input, output },
    createdAt: row.createdAt.toISOString(),
    createdBy: row.author,
  };
}

/** A page of a workspace's classifications, the newest first. `cursor` is the last id of the page before. */
export async function listClassifications(
  db: Database,
  { workspaceId, cursor, limit }: z.output<typeof listClassificationsInput>,
): Promise<{ items: ClassificationListItem[]; nextCursor: string | null }> {
  let query = db
    .selectFrom('classifications')
    .where('workspaceId', '=', workspaceId)
    .where('deletedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .select(['id', 'runId', 'name', 'status', 'reason', 'createdAt']);
  if (cursor !== undefined)
    query = query.where(
      sql<boolean>`(created_at, id) < (select last.created_at, last.id from classifications last where last.id = ${cursor})`,
    );
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const sums = await sumItems(
    db,
    page.map(({ id }) => id),
  );
  return {
    items: page.map(({ createdAt, ...row }) => {
      const { total, done, failed, cached } = sums.get(row.id) ?? nothing;
      return { ...row, counts: { total, done, failed, cached }, createdAt: createdAt.toISOString() };
    }),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
