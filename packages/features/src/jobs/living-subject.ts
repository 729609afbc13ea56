import type { SubjectKind } from '@millrace/contract/jobs/subjects';
import { type RawBuilder, sql } from 'kysely';

/** Where things of each kind are; a deleted one has a `deleted_at`, a purged one no row. */
const tableOf: Record<SubjectKind, string> = {
  conversation: 'conversations',
  source: 'sources',
  classification: 'classifications',
};

const livesIn = (kind: string, table: string): RawBuilder<boolean> =>
  sql`(runs.subject->>'kind' = ${sql.lit(kind)} and exists (
    select from ${sql.table(table)} thing where thing.id = (runs.subject->>'id')::uuid and thing.deleted_at is null))`;

/**
 * Whether the thing that a run works on still lives: the one rule by which runs are seen. With what is deleted go its runs, their
 * titles, states, results and events. Those of the instance itself are its owner's, whatever they worked on.
 */
export const subjectLives: RawBuilder<boolean> = sql`(runs.subject is null or runs.workspace_id is null or ${sql.join(
  Object.entries(tableOf).map(([kind, table]) => livesIn(kind, table)),
  sql` or `,
)})`;
