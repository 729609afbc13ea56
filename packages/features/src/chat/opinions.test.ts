import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

async function chats(app: TestApp, titles: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const title of titles) {
    ids.push((await app.client.conversations.create.mutate({ workspaceId: app.workspaceId, title })).id);
  }
  return ids;
}

/** An answer without a worker. */
async function answered(app: TestApp, conversationId: string, text: string): Promise<string> {
  const { workspaceId } = app;
  const { db } = app.services;
  const row = { workspaceId, conversationId, status: 'complete' as const };
  const question = await db
    .insertInto('messages')
    .values({ ...row, role: 'user', content: 'Well?' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const answer = await db
    .insertInto('messages')
    .values({ ...row, role: 'assistant', parentId: question.id, content: text })
    .returning('id')
    .executeTakeFirstOrThrow();
  return answer.id;
}

test('a chat is pinned for whoever pinned it alone, and stands in one of two lists', async () => {
  await using app = await testApp();
  const { workspaceId } = app;
  const [first = '', second = ''] = await chats(app, ['One', 'Two']);
  await app.client.conversations.pin.mutate({ conversationId: first, pinned: true });
  await app.client.conversations.pin.mutate({ conversationId: first, pinned: true });
  const list = async (pinned: boolean) =>
    (await app.client.conversations.list.query({ workspaceId, pinned })).items.map(({ id }) => id);
  expect([await list(true), await list(false)]).toEqual([[first], [second]]);
  expect((await app.client.conversations.get.query({ conversationId: first })).pinned).toBe(true);

  const grace = await app.as('grace');
  await app.services.db.insertInto('members').values({ workspaceId, userId: grace.user.id, role: 'viewer' }).execute();
  await app.client.conversations.share.mutate({ conversationId: first, visibility: 'workspace' });
  expect((await grace.client.conversations.list.query({ workspaceId, pinned: true })).items).toEqual([]);

  await app.client.conversations.pin.mutate({ conversationId: first, pinned: false });
  expect(await list(true)).toEqual([]);
});

test('a chat is found by words of its title and of what was said, taken as they are', async () => {
  await using app = await testApp();
  const { workspaceId } = app;
  const [mill = '', sale = ''] = await chats(app, ['The upper mill', '100% off']);
  await answered(app, sale, 'The sluice_gate is open.');
  const found = async (query: string) =>
    (await app.client.conversations.list.query({ workspaceId, query })).items.map(({ id }) => id);
  expect(await found('UPPER')).toEqual([mill]);
  expect(await found('sluice_gate')).toEqual([sale]);
  expect(await found('sluiceXgate')).toEqual([]);
  expect(await found('100%')).toEqual([sale]);
  expect(await found('0%0')).toEqual([]);
});

test('each has one opinion of an answer, may change it and take it back, and sees only his own', async () => {
  await using app = await testApp();
  const { workspaceId } = app;
  const [conversationId = ''] = await chats(app, ['Rated']);
  const answerId = await answered(app, conversationId, 'Perhaps.');
  const ratingOf = async (client: TestApp['client']) =>
    (await client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId)?.rating;
  await app.client.chat.rate.mutate({ answerId, rating: { value: 'up', reason: null } });
  await app.client.chat.rate.mutate({ answerId, rating: { value: 'down', reason: 'Not in the sources' } });
  expect(await ratingOf(app.client)).toEqual({ value: 'down', reason: 'Not in the sources' });

  const grace = await app.as('grace');
  await app.services.db.insertInto('members').values({ workspaceId, userId: grace.user.id, role: 'viewer' }).execute();
  await app.client.conversations.share.mutate({ conversationId, visibility: 'workspace' });
  expect(await ratingOf(grace.client)).toBeNull();
  await grace.client.chat.rate.mutate({ answerId, rating: { value: 'up', reason: null } });

  await app.client.chat.rate.mutate({ answerId, rating: null });
  expect([await ratingOf(app.client), await ratingOf(grace.client)]).toEqual([null, { value: 'up', reason: null }]);
});
