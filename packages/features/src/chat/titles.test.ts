import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

const titling = async () => {
  const app = await testApp({ model: 'scripted:tokens=4,tps=500' });
  app.services.settings.titles = true;
  return app;
};
const titleOf = async (app: TestApp, conversationId: string) =>
  (await app.client.conversations.get.query({ conversationId })).title;
const soon = { timeout: 45_000, interval: 50 };
const namings = (app: TestApp) =>
  app.services.db.selectFrom('runs').where('name', '=', 'chat.name-conversation').selectAll().execute();

test('after the first answer a model names the conversation, once, and the ledger knows what it cost', async () => {
  await using app = await titling();
  const server = await app.answerWith('scripted:tokens=4,tps=500');
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  await app.client.chat.send.mutate({ conversationId, text: 'How long is the river in spring?' });
  expect(await titleOf(app, conversationId)).toBe('How long is the river in spring?');
  await app.startWorker();
  await expect.poll(() => titleOf(app, conversationId), soon).toBe('w0 w1 w2 w3');
  await app.client.chat.send.mutate({ conversationId, text: 'And in summer?' });
  const states = async () =>
    (await app.client.chat.messages.query({ conversationId })).map(({ role, status }) => `${role} ${status}`);
  await expect
    .poll(states, soon)
    .toEqual(['user complete', 'assistant complete', 'user complete', 'assistant complete']);
  expect(await namings(app)).toHaveLength(1);
  const [request] = server.requests.filter(({ body }) => JSON.stringify(body).includes('You find titles'));
  const talk = 'Question: How long is the river in spring?\n\nAnswer: w0 w1 w2 w3\n';
  expect(JSON.stringify(request?.body)).toContain(JSON.stringify(talk).slice(1, -1));
  const asked = await app.services.db.selectFrom('modelRequests').select(['purpose', 'status']).execute();
  expect(asked.filter(({ purpose }) => purpose === 'title')).toEqual([{ purpose: 'title', status: 'complete' }]);
});

test('a title that a person gave stays, before the answer and while a title is looked for', async () => {
  await using app = await titling();
  const { workspaceId } = app;
  const named = await app.client.conversations.create.mutate({ workspaceId, title: 'Mine' });
  await app.client.chat.send.mutate({ conversationId: named.id, text: 'Well?' });
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId });
  const server = await app.answerWith('scripted:tokens=4,ttft=2000,tps=500');
  await app.client.chat.send.mutate({ conversationId, text: 'Well?', model: 'scripted:tokens=3,tps=500' });
  await app.startWorker();
  const isAsked = () => server.requests.some(({ body }) => JSON.stringify(body).includes('You find titles'));
  await expect.poll(isAsked, soon).toBe(true);
  await app.client.conversations.rename.mutate({ conversationId, title: 'Also mine' });
  await expect.poll(async () => (await namings(app)).map(({ status }) => status), soon).toEqual(['succeeded']);
  expect([await titleOf(app, named.id), await titleOf(app, conversationId)]).toEqual(['Mine', 'Also mine']);
});
