import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../test/test-database.ts';
import { up } from './0016-add-model-endpoints.ts';

test('the one endpoint of the instance becomes a shared one of its owner’s first workspace, with its key as it was', async () => {
  await using database = await openTestDatabase();
  const { db } = database;
  const run = (text: string) => sql.raw(text).execute(db);
  // as it was before
  await run('drop table model_endpoints, model_requests');
  await run('alter table conversations drop column choices');
  await run('alter table messages drop column answered_by');
  await run('create table settings (key text primary key, value jsonb not null)');
  const user = (name: string, isAdmin: boolean) =>
    db
      .insertInto('users')
      .values({ name, email: `${name}@example.org`, passwordHash: 'none', isAdmin })
      .returning('id')
      .executeTakeFirstOrThrow();
  const workspaceOf = async (name: string, isAdmin: boolean) => {
    const { id: userId } = await user(name, isAdmin);
    const { id } = await db.insertInto('workspaces').values({ name }).returning('id').executeTakeFirstOrThrow();
    await db.insertInto('members').values({ workspaceId: id, userId, role: 'owner' }).execute();
    return id;
  };
  await workspaceOf('grace', false);
  const home = await workspaceOf('ada', true);
  await run(`insert into settings values
    ('model', '{"baseUrl":"http://127.0.0.1:11434/v1","model":"llama","sealedApiKey":"sealed"}')`);
  await up(db as unknown as Kysely<unknown>);
  expect(await db.selectFrom('modelEndpoints').selectAll().execute()).toMatchObject([
    {
      workspaceId: home,
      baseUrl: 'http://127.0.0.1:11434/v1',
      models: ['llama'],
      sealedKey: 'sealed',
      reach: 'private',
      shared: true,
      enabled: true,
    },
  ]);
});
