import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/test-database.ts';
import { up } from './0033-keep-conversations-private.ts';

test('chats of before stay shared, and what tools have asked leaves the lists', async () => {
  await using database = await openTestDatabase();
  const { db } = database;
  const run = (text: string) => sql.raw(text).execute(db);
  // as it was before
  await run('drop index conversations_shared, conversations_of_person, conversations_of_key, runs_attachment');
  await run('alter table attachments drop column api_key_id');
  await run('alter table conversations drop column visibility, drop column api_key_id');
  const user = await db
    .insertInto('users')
    .values({ name: 'ada', email: 'ada@example.org', passwordHash: 'none' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: workspaceId } = await db
    .insertInto('workspaces')
    .values({ name: 'Home' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const begin = async (
    title: string,
    createdBy: string | null,
    origin: 'app' | 'completion',
    askedBy: string | null,
  ) => {
    const { id: conversationId } = await db
      .insertInto('conversations')
      .values({ workspaceId, title, createdBy, origin })
      .returning('id')
      .executeTakeFirstOrThrow();
    const question = { workspaceId, conversationId, role: 'user', status: 'complete', createdBy: askedBy } as const;
    await db.insertInto('messages').values(question).execute();
  };
  await begin('of a person', user.id, 'app', user.id);
  await begin('of a key', null, 'app', null);
  await begin('of a key, in which a person asked', null, 'app', user.id);
  await begin('of a program', null, 'completion', null);
  await up(db as unknown as Kysely<unknown>);
  const rows = await db
    .selectFrom('conversations')
    .select(['title', 'origin', 'visibility'])
    .orderBy('title')
    .execute();
  expect(rows).toEqual([
    { title: 'of a key', origin: 'key', visibility: 'workspace' },
    { title: 'of a key, in which a person asked', origin: 'app', visibility: 'workspace' },
    { title: 'of a person', origin: 'app', visibility: 'workspace' },
    { title: 'of a program', origin: 'completion', visibility: 'private' },
  ]);
  const { id } = await db
    .insertInto('conversations')
    .values({ workspaceId, title: 'new' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const made = await db.selectFrom('conversations').where('id', '=', id).select('visibility').executeTakeFirst();
  expect(made?.visibility).toBe('private');
});
