import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import type { TestCaller } from '../../test/test-caller.ts';
import { authenticate } from '../session/authenticate.ts';
import { conversationPage } from './list-conversations.ts';

let app: TestApp;
let bob: TestUser;
beforeAll(async () => {
  app = await testApp();
  bob = await app.as('bob');
  const { workspaceId } = app;
  await app.services.db.insertInto('members').values({ workspaceId, userId: bob.user.id, role: 'owner' }).execute();
});
afterAll(() => app[Symbol.asyncDispose]());

const listOf = async ({ client }: TestCaller) =>
  (await client.conversations.list.query({ workspaceId: app.workspaceId })).items;

test('pages of what is shared and what is one’s own are in one order, each once', async () => {
  const { workspaceId } = app;
  const begin = async ({ client }: TestUser, title: string, shared: boolean) => {
    const { id: conversationId } = await client.conversations.create.mutate({ workspaceId, title });
    if (shared) await client.conversations.share.mutate({ conversationId, visibility: 'workspace' });
  };
  for (let n = 0; n < 6; n += 1) {
    await begin(app, `Ada ${n}`, n % 2 === 0);
    await begin(bob, `Bob ${n}`, n % 3 === 0);
  }
  const titles: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await app.client.conversations.list.query({ workspaceId, cursor, limit: 2 });
    titles.push(...page.items.map(({ title }) => title));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(titles).toEqual(['Ada 5', 'Ada 4', 'Bob 3', 'Ada 3', 'Ada 2', 'Ada 1', 'Bob 0', 'Ada 0']);
});

test('what a key asks is its own: in no list of people, found by nobody else, and not to be shared', async () => {
  const { workspaceId } = app;
  const keyOf = async (name: string) => {
    const { id, key } = await app.client.apiKeys.create.mutate({ workspaceId, name, role: 'owner' });
    return { id, ...app.withKey(key) };
  };
  const [tool, other] = [await keyOf('tool'), await keyOf('other')];
  const { id: conversationId } = await tool.client.conversations.create.mutate({ workspaceId, title: 'Of a tool' });
  const { runId } = await tool.client.chat.send.mutate({ conversationId, text: 'Well?' });
  expect(await tool.client.conversations.get.query({ conversationId })).toMatchObject({
    visibility: 'private',
    author: null,
  });
  expect((await listOf(tool)).map(({ title }) => title)).toContain('Of a tool');
  await tool.client.conversations.rename.mutate({ conversationId, title: 'Of this tool' });
  for (const caller of [app, bob, other]) {
    expect((await listOf(caller)).map(({ id }) => id)).not.toContain(conversationId);
    const gone = { data: { kind: 'not-found' } };
    await expect(caller.client.conversations.get.query({ conversationId })).rejects.toMatchObject(gone);
    await expect(caller.client.jobs.get.query({ runId })).rejects.toMatchObject(gone);
    expect(JSON.stringify(await caller.client.jobs.list.query({ workspaceId }))).not.toContain('tool');
  }
  await expect(
    tool.client.conversations.share.mutate({ conversationId, visibility: 'workspace' }),
  ).rejects.toMatchObject({ data: { kind: 'forbidden', reason: 'session.person-only' } });
  // chats of people are a key's where they are shared
  const { id: own } = await app.client.conversations.create.mutate({ workspaceId, title: 'Of Ada' });
  await expect(tool.client.chat.messages.query({ conversationId: own })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
  await app.client.conversations.share.mutate({ conversationId: own, visibility: 'workspace' });
  expect(await tool.client.chat.messages.query({ conversationId: own })).toEqual([]);
});

test('a page comes from two indexes, past none of the private chats of everybody else', async () => {
  const { db } = app.services;
  const { workspaceId } = app;
  await sql`insert into conversations (workspace_id, title, created_by, updated_at)
    select ${workspaceId}, 'One of many', ${bob.user.id}, now() + n * interval '1 second'
    from generate_series(1, 20000) as n`.execute(db);
  await sql`analyze conversations`.execute(db);
  const caller = await authenticate(db, { sessionToken: app.sessionToken() }, app.services.clock());
  if (caller === null) throw new Error('nobody is signed in');
  const plan = await conversationPage(db, caller, { workspaceId, limit: 50 }).explain();
  for (const index of ['conversations_shared', 'conversations_of_person'])
    expect(JSON.stringify(plan)).toContain(`using ${index}`);
  expect((await listOf(app)).every(({ title }) => title !== 'One of many')).toBe(true);
});

test('with an account go its private chats, and their answers stop; shared ones stay without its name', async () => {
  const { workspaceId } = app;
  const eve = await app.as('eve');
  await app.services.db.insertInto('members').values({ workspaceId, userId: eve.user.id, role: 'analyst' }).execute();
  const [kept, gone] = await Promise.all(
    ['Kept', 'Gone'].map((title) => eve.client.conversations.create.mutate({ workspaceId, title })),
  );
  if (!kept || !gone) throw new Error('nothing was begun');
  await eve.client.conversations.share.mutate({ conversationId: kept.id, visibility: 'workspace' });
  const { runId } = await eve.client.chat.send.mutate({ conversationId: gone.id, text: 'Well?' });
  expect(await eve.client.session.ending.query()).toMatchObject({ privateChats: 1 });
  await eve.client.session.delete.mutate();
  const rowOf = (id: string) =>
    app.services.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(await rowOf(gone.id)).toMatchObject({ deletedAt: expect.any(Date) });
  expect(await app.services.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst()).toMatchObject(
    { cancelRequestedAt: expect.any(Date) },
  );
  expect(await app.client.conversations.get.query({ conversationId: kept.id })).toMatchObject({
    title: 'Kept',
    author: null,
  });
  await expect(app.client.conversations.restore.mutate({ conversationId: gone.id })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
});
