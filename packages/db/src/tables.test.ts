import { attachmentStatuses } from '@millrace/contract/attachments/attachments';
import { answerRating, conversationVisibilities, messageRoles, messageStatuses } from '@millrace/contract/chat/chat';
import { nextPauses } from '@millrace/contract/chat/next-messages';
import { classificationStatuses } from '@millrace/contract/classification/classification';
import { itemOutcomes, itemStatuses } from '@millrace/contract/crawl/crawl';
import { runStatuses } from '@millrace/contract/jobs/job-event';
import { roles } from '@millrace/contract/session/session';
import { sourceStatuses } from '@millrace/contract/sources/sources';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../test/test-database.ts';
import { toJson } from './to-json.ts';

/** Columns that the types promise to hold one of the contract's values. */
const promised: Record<string, readonly string[]> = {
  'members.role': roles,
  'invitations.role': roles,
  'api_keys.role': roles,
  'runs.status': runStatuses,
  'sources.status': sourceStatuses,
  'source_items.status': itemStatuses,
  'source_items.outcome': itemOutcomes,
  'messages.role': messageRoles,
  'messages.status': messageStatuses,
  'attachments.status': attachmentStatuses,
  'conversations.next_paused': nextPauses,
  'conversations.visibility': conversationVisibilities,
  'classifications.status': classificationStatuses,
  'answer_ratings.rating': answerRating.shape.value.options,
};

test('what the types promise of statuses and roles, the database enforces', async () => {
  await using database = await openTestDatabase();
  const { rows } = await sql<{ table: string; rule: string }>`
    select conrelid::regclass::text as table, pg_get_constraintdef(oid) as rule from pg_constraint where contype = 'c'`.execute(
    database.db,
  );
  const enforced = new Map(
    rows.map(({ table, rule }) => [
      `${table}.${/(\w+) = ANY/.exec(rule)?.[1]}`,
      [...rule.matchAll(/'([^']*)'::text/g)].map((match) => match[1]).sort(),
    ]),
  );
  for (const [column, values] of Object.entries(promised))
    expect(enforced.get(column), column).toEqual([...values].sort());
});

test('texts are stored without what PostgreSQL cannot hold, also in arrays', async () => {
  await using database = await openTestDatabase();
  const { rows } = await sql<{ one: string; many: string[] }>`
    select ${'a\0b'}::text as one, ${['a\0b', 'c']}::text[] as many`.execute(database.db);
  expect(rows).toEqual([{ one: 'a\ufffdb', many: ['a\ufffdb', 'c'] }]);
});

test('JSON of any value comes back as it was, but for what PostgreSQL cannot hold', async () => {
  await using database = await openTestDatabase();
  const { db } = database;
  const spans = [{ start: 0, end: 4, box: { x: 0.5, y: 1, width: 2, height: 3 } }];
  const { rows } = await sql<{ there: unknown; cleaned: unknown; nothing: unknown }>`
    select ${toJson(spans)}::jsonb as there, ${toJson({ text: 'a\0b\ud800' })}::jsonb as cleaned, ${toJson(undefined)}::jsonb as nothing`.execute(
    db,
  );
  expect(rows).toEqual([{ there: spans, cleaned: { text: 'a\ufffdb\ufffd' }, nothing: null }]);
});
