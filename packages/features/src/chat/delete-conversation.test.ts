import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { purgeConversations } from './purge-conversations.ts';

const soon = { timeout: 45_000, interval: 50 };
const gone = { data: { kind: 'not-found' } };

test('what is deleted is stopped and found by nobody, and comes back as it was', async () => {
  await using app = await testApp();
  const server = await app.answerWith('scripted:tokens=2000,tps=20');
  const { chat, conversations, nextMessages } = app.client;
  const { id: conversationId } = await conversations.create.mutate({ workspaceId: app.workspaceId });
  const { answerId, messageId } = await chat.send.mutate({ conversationId, text: 'Count' });
  const { nextId } = await nextMessages.add.mutate({ conversationId, text: 'And on' });
  await app.startWorker();
  // until the model was asked there is nothing to stop: the answer ends as one whose conversation is gone
  await expect.poll(() => server.requests.length, soon).toBe(1);

  await conversations.delete.mutate({ conversationId });
  await expect.poll(() => statusOf(app, answerId), soon).toBe('stopped');
  const refused = [
    () => chat.messages.query({ conversationId }),
    () => conversations.rename.mutate({ conversationId, title: 'Mine' }),
    () => chat.continue.mutate({ answerId }),
    () => chat.show.mutate({ messageId }),
    () => nextMessages.list.query({ conversationId }),
    () => nextMessages.edit.mutate({ nextId: nextId as string, text: 'Elsewhere' }),
  ];
  for (const call of refused) await expect(call()).rejects.toMatchObject(gone);

  await conversations.restore.mutate({ conversationId });
  expect((await chat.messages.query({ conversationId })).map(({ status }) => status)).toEqual(['complete', 'stopped']);
  expect(await nextMessages.list.query({ conversationId })).toMatchObject({
    paused: 'stopped',
    items: [{ text: 'And on' }],
  });
});

test('an answer whose conversation was deleted before its worker came is not asked for', async () => {
  await using app = await testApp();
  const server = await app.answerWith('scripted:tokens=3');
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const { answerId } = await app.client.chat.send.mutate({ conversationId, text: 'Count' });
  await app.services.db.updateTable('conversations').set({ deletedAt: new Date() }).execute();
  await app.startWorker();
  await expect.poll(() => statusOf(app, answerId), soon).toBe('failed');
  expect(server.requests).toEqual([]);
});

test('what was deleted and what tools have asked is removed with its runs after 30 days', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const ask = async () => {
    const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
    return { conversationId, ...(await app.client.chat.send.mutate({ conversationId, text: 'Well?' })) };
  };
  const [deleted, ofTool, kept] = [await ask(), await ask(), await ask()];
  await app.client.conversations.delete.mutate({ conversationId: deleted.conversationId });
  await db.updateTable('conversations').set({ origin: 'completion' }).where('id', '=', ofTool.conversationId).execute();
  app.travel(29 * 24 * 3_600_000);
  expect(await purgeConversations(app.services)).toBe(0);
  app.travel(2 * 24 * 3_600_000);
  expect(await purgeConversations(app.services)).toBe(2);
  expect(await db.selectFrom('conversations').select('id').execute()).toEqual([{ id: kept.conversationId }]);
  expect(await db.selectFrom('runs').select('id').execute()).toEqual([{ id: kept.runId }]);
  const messages = await db.selectFrom('messages').select('id').execute();
  expect(messages.map(({ id }) => id).sort()).toEqual([kept.messageId, kept.answerId].sort());
});

test('what a key began is removed when the key was revoked 30 days ago', async () => {
  await using app = await testApp();
  const { workspaceId } = app;
  const { id: apiKeyId, key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'analyst' });
  await app.withKey(key).client.conversations.create.mutate({ workspaceId });
  app.travel(31 * 24 * 3_600_000);
  expect(await purgeConversations(app.services)).toBe(0);
  await app.services.db.updateTable('apiKeys').set({ revokedAt: new Date() }).where('id', '=', apiKeyId).execute();
  expect(await purgeConversations(app.services)).toBe(1);
  expect(await app.services.db.selectFrom('conversations').select('id').execute()).toEqual([]);
});

async function statusOf({ services: { db } }: TestApp, answerId: string): Promise<string> {
  const { status } = await db
    .selectFrom('messages')
    .where('id', '=', answerId)
    .select('status')
    .executeTakeFirstOrThrow();
  return status;
}
