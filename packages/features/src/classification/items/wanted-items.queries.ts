import type { Only, Scope } from '@millrace/contract/classification/classification';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import { subjectKind } from '../subjects/subject-kinds.ts';

export type SchemeRef = { schemeId: string; version: number };
export type Wanted = { workspaceId: string; schemes: readonly SchemeRef[]; scope: Scope; only: Only };

/** The last answer to a subject under a scheme, whichever classification gave it. */
const lastAnswer = sql`(
  select last.status, last.subject_version, last.scheme_version, last.least_confidence
  from classification_items last join classifications on classifications.id = last.classification_id
  where last.subject_id = subject.id and last.scheme_id = scheme.id and last.status in ('done', 'failed')
    and classifications.deleted_at is null
  order by last.answered_at desc limit 1)`;

function matching(only: Only): RawBuilder<unknown> {
  if (typeof only === 'object')
    return sql`exists (select from ${lastAnswer} last where last.least_confidence < ${only.confidenceBelow})`;
  switch (only) {
    case 'all':
      return sql`true`;
    case 'new':
      return sql`not exists (select from ${lastAnswer} last where last.status = 'done')`;
    case 'failed':
      return sql`exists (select from ${lastAnswer} last where last.status = 'failed')`;
    case 'changed':
      return sql`exists (select from ${lastAnswer} last
        where last.subject_version <> subject.version or last.scheme_version <> scheme.version)`;
  }
}

/** `select scheme_id, scheme_version, id, version, position` of every text that is to be answered under each scheme. */
function wantedItems({ workspaceId, schemes, scope, only }: Wanted): RawBuilder<unknown> {
  const refs = JSON.stringify(schemes.map(({ schemeId, version }) => ({ id: schemeId, version })));
  const subjects = subjectKind(scope.subject).inScope(workspaceId, scope);
  return sql`select scheme.id as scheme_id, scheme.version as scheme_version, subject.id, subject.version,
      row_number() over (order by subject.ord, scheme.ord)::int as position
    from (${subjects}) subject
    cross join rows from (json_to_recordset(${refs}::json) as (id uuid, version int)) with ordinality as scheme (id, version, ord)
    where ${matching(only)}`;
}

export async function countWanted(db: Database, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${wantedItems(wanted)}) item`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export type WantedItem = { schemeId: string; schemeVersion: number; id: string; version: number; position: number };

/** The first ones, or some from all over: every n-th. */
export async function someWanted(db: Database, wanted: Wanted, limit: number, spread = false): Promise<WantedItem[]> {
  const count = spread ? await countWanted(db, wanted) : 0;
  const every = Math.max(1, Math.floor(count / limit));
  const { rows } =
    await sql<WantedItem>`select scheme_id as "schemeId", scheme_version as "schemeVersion", id, version, position
    from (${wantedItems(wanted)}) item where (position - 1) % ${every} = 0 order by position limit ${limit}`.execute(
      db,
    );
  return rows;
}

/** Makes a row of everything that is wanted. Returns how many. */
export async function insertItems(db: Database, classificationId: string, wanted: Wanted): Promise<number> {
  const inserted = await sql`insert into classification_items
      (classification_id, workspace_id, position, scheme_id, scheme_version, subject_kind, subject_id, subject_version)
    select ${classificationId}, ${wanted.workspaceId}, position, scheme_id, scheme_version, ${wanted.scope.subject}, id, version
    from (${wantedItems(wanted)}) item`.execute(db);
  return Number(inserted.numAffectedRows ?? 0);
}
