import { AppError } from '@millrace/contract/app-error';
import type { listResultsInput, ResultPage, ResultView } from '@millrace/contract/classification/results';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { z } from 'zod';
import { matchesFilter, orderOf, type ResultRow, resultRows, shownColumns, viewOf } from './result-rows.ts';

/** Where a result is; undefined for one that does not exist, is still open, or whose classification was deleted. */
export async function findResultWorkspace(db: Database, resultId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('classificationItems as item')
    .innerJoin('classifications', 'classifications.id', 'item.classificationId')
    .where('item.id', '=', resultId)
    .where('item.status', 'in', ['done', 'failed'])
    .where('classifications.deletedAt', 'is', null)
    .select('item.workspaceId')
    .executeTakeFirst();
  return row?.workspaceId;
}

const cursorSchema = z.tuple([z.unknown(), z.uuid()]);
const encode = (value: unknown, id: string) => Buffer.from(JSON.stringify([value, id])).toString('base64url');

/** The order value and id of the last result of a page. */
function decode(cursor: string): { value: string; id: string } {
  try {
    const [value, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { value: typeof value === 'string' ? value : JSON.stringify(value), id };
  } catch {
    throw new AppError('invalid', 'results.cursor', 'This place in the list is not valid. Start from its beginning.');
  }
}

type Listed = ResultRow & { orderValue: string };

type Wanted = z.output<typeof listResultsInput>;

/** A page of the results of a classification. */
export async function pageOfResults(
  db: Database,
  workspaceId: string,
  { classificationId, filter, sort, cursor, limit }: Wanted,
): Promise<Pick<ResultPage, 'items' | 'nextCursor'>> {
  const { by, type, isDescending } = orderOf(sort);
  const direction = isDescending ? sql`desc` : sql`asc`;
  const after = cursor === undefined ? undefined : decode(cursor);
  const beyond = after
    ? sql`(${by}, result.id) ${isDescending ? sql`<` : sql`>`} (${after.value}::text::${type}, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<Listed>`select ${shownColumns}, (${by})::text as order_value
    from ${resultRows(workspaceId, classificationId)} result
    where ${matchesFilter(filter)} and ${beyond}
    order by ${by} ${direction}, result.id ${direction} limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(viewOf),
    nextCursor: rows.length > limit && last ? encode(last.orderValue, last.id) : null,
  };
}

/** A page of the results of a classification, and how many match. */
export async function listResults(db: Database, workspaceId: string, wanted: Wanted): Promise<ResultPage> {
  const { classificationId, filter } = wanted;
  const page = await pageOfResults(db, workspaceId, wanted);
  const counted = await sql<{ total: number }>`select count(*) as total
    from ${resultRows(workspaceId, classificationId)} result where ${matchesFilter(filter)}`.execute(db);
  return {
    ...page,
    total: counted.rows[0]?.total ?? 0,
  };
}

/** One result. Throws not-found where its text is gone. */
export async function getResult(db: Database, workspaceId: string, resultId: string): Promise<ResultView> {
  const item = await db
    .selectFrom('classificationItems')
    .where('id', '=', resultId)
    .select('classificationId')
    .executeTakeFirst();
  const { rows } = await sql<ResultRow>`select ${shownColumns}
    from ${resultRows(workspaceId, item?.classificationId ?? resultId)} result where result.id = ${resultId}`.execute(
    db,
  );
  if (rows[0] === undefined) throw new AppError('not-found', 'results.not-found', 'This result does not exist.');
  return viewOf(rows[0]);
}
