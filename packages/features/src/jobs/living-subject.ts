import type { SubjectKind } from '@millrace/contract/jobs/subjects';
import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../session/authenticate.ts';
import { attachmentSeenBy, conversationSeenBy } from '../session/seen-by.ts';

/** By kind, the table of a thing and when it is seen. A deleted one has a `deleted_at`, a purged one no row. */
const rulesFor = (caller: Caller): Record<SubjectKind, { table: string; seen: RawBuilder<boolean> }> => ({
  conversation: {
    table: 'conversations',
    seen: sql`conversations.deleted_at is null and ${conversationSeenBy(caller)}`,
  },
  attachment: { table: 'attachments', seen: attachmentSeenBy(caller) },
  classification: { table: 'classifications', seen: sql`classifications.deleted_at is null` },
  source: { table: 'sources', seen: sql`sources.deleted_at is null` },
});

/**
 * Whether a caller sees the thing that a run works on, and it still lives: the one rule by which runs are seen. With what is deleted, or
 * private to somebody else, go its runs, their titles, states, results and events. Those of the instance itself are its owner's,
 * whatever they worked on.
 */
export function subjectSeenBy(caller: Caller): RawBuilder<boolean> {
  const cases = Object.entries(rulesFor(caller)).map(
    ([kind, { table, seen }]) => sql`(runs.subject->>'kind' = ${sql.lit(kind)} and exists (
      select from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = (runs.subject->>'id')::uuid and ${seen}))`,
  );
  return sql`(runs.subject is null or runs.workspace_id is null or ${sql.join(cases, sql` or `)})`;
}
