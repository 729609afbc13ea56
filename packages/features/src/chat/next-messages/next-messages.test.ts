import { shownBranch } from '@millrace/contract/chat/chat-branch';
import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/test-app.ts';

async function asking(app: TestApp, model?: string) {
  const { chat, conversations, nextMessages } = app.client;
  const { id: conversationId } = await conversations.create.mutate({ workspaceId: app.workspaceId });
  const sent = await chat.send.mutate({ conversationId, text: 'Zero', model });
  const add = (text: string, more: { clientRequestId?: string; model?: string } = {}) =>
    nextMessages.add.mutate({ conversationId, text, ...more });
  const waiting = async () => (await nextMessages.list.query({ conversationId })).items.map(({ text }) => text);
  const said = async () =>
    shownBranch(await chat.messages.query({ conversationId })).map(({ shown: { role, content, status } }) =>
      role === 'user' ? content : status,
    );
  return { conversationId, ...sent, add, waiting, said };
}
const soon = { timeout: 45_000, interval: 50 };

test('up to five messages wait, can be changed, and are asked one after another, each after the answer before', async () => {
  await using app = await testApp({ model: 'scripted:tokens=3,tps=500' });
  const { conversationId, answerId, add, waiting, said } = await asking(app);
  const one = await add('One', { clientRequestId: 'one' });
  expect(await add('One', { clientRequestId: 'one' })).toEqual(one);
  const added = [await add('Two'), await add('Three'), await add('Four'), await add('Five')];
  await expect(add('Six')).rejects.toMatchObject({ data: { kind: 'conflict', reason: 'chat.queue-full' } });
  const [two, three, four] = added.map(({ nextId }) => nextId as string) as [string, string, string];
  await app.client.nextMessages.move.mutate({ nextId: four, to: 0 });
  await app.client.nextMessages.edit.mutate({ nextId: two, text: 'Two and a half' });
  await app.client.nextMessages.remove.mutate({ nextId: three });
  expect(await waiting()).toEqual(['Four', 'One', 'Two and a half', 'Five']);

  await app.startWorker();
  const asked = ['Zero', 'Four', 'One', 'Two and a half', 'Five'];
  await expect.poll(said, soon).toEqual(asked.flatMap((text) => [text, 'complete']));
  expect(await waiting()).toEqual([]);
  // each question follows the answer before it: there is but one branch
  const messages = await app.client.chat.messages.query({ conversationId });
  expect(messages).toHaveLength(10);
  expect(messages[2]?.parentId).toBe(answerId);
  await expect(app.client.nextMessages.edit.mutate({ nextId: four, text: 'Late' })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
  // nothing is being written: it is asked at once
  expect(await add('Six')).toMatchObject({ nextId: null, sent: { messageId: expect.any(String) } });
});

test('after a stop nothing is asked until a person says so', async () => {
  await using app = await testApp({ model: 'scripted:tokens=500,tps=20' });
  const { conversationId, answerId, add, waiting, said } = await asking(app);
  await add('One', { model: 'scripted:tokens=3,tps=500' });
  await app.startWorker();
  await app.client.chat.stop.mutate({ answerId });
  const queue = () => app.client.nextMessages.list.query({ conversationId });
  await expect
    .poll(queue, soon)
    .toMatchObject({ paused: 'stopped', items: [{ text: 'One', author: { name: 'ada' } }] });
  expect(await said()).toEqual(['Zero', 'stopped']);
  await app.client.nextMessages.resume.mutate({ conversationId });
  expect(await queue()).toEqual({ items: [], paused: null });
  await expect.poll(said, soon).toEqual(['Zero', 'stopped', 'One', 'complete']);
  expect(await waiting()).toEqual([]);
});

test('a line that is cut pauses what waits, and to remove it all ends the pause', async () => {
  await using app = await testApp({ model: 'scripted:cut=2,tokens=9,tps=500' });
  const { conversationId, add } = await asking(app);
  const { nextId } = await add('One');
  await app.startWorker();
  const queue = () => app.client.nextMessages.list.query({ conversationId });
  await expect.poll(async () => (await queue()).paused, soon).toBe('interrupted');
  await app.client.nextMessages.remove.mutate({ nextId: nextId as string });
  expect(await queue()).toEqual({ items: [], paused: null });
});

test('a request id that is used for another message meanwhile stands in the way of no ending', async () => {
  await using app = await testApp({ model: 'scripted:tokens=3,tps=500' });
  const { conversationId, add, waiting } = await asking(app);
  await add('One', { clientRequestId: 'same' });
  await app.client.chat.send.mutate({ conversationId, text: 'Another', clientRequestId: 'same' });
  await app.startWorker();
  const all = async () => (await app.client.chat.messages.query({ conversationId })).map(({ status }) => status);
  await expect.poll(all, soon).toEqual(Array.from({ length: 6 }, () => 'complete'));
  expect(await waiting()).toEqual([]);
});

test('who leaves a workspace takes along what he still wanted to ask', async () => {
  await using app = await testApp();
  const { conversationId, waiting, add } = await asking(app);
  const share = (visibility: 'private' | 'workspace') =>
    app.client.conversations.share.mutate({ conversationId, visibility });
  await share('workspace');
  const { token } = await app.client.workspaces.invite.mutate({
    workspaceId: app.workspaceId,
    email: 'grace@example.org',
    role: 'analyst',
  });
  const grace = await app.as('grace');
  await grace.client.workspaces.acceptInvitation.mutate({ token });
  await grace.client.nextMessages.add.mutate({ conversationId, text: 'Of Grace' });
  await add('Of Ada');
  await app.client.workspaces.removeMember.mutate({ workspaceId: app.workspaceId, userId: grace.user.id });
  expect(await waiting()).toEqual(['Of Ada']);
  // as do all others from a chat that becomes private
  await app.services.db
    .insertInto('members')
    .values({ workspaceId: app.workspaceId, userId: grace.user.id, role: 'analyst' })
    .execute();
  await grace.client.nextMessages.add.mutate({ conversationId, text: 'Of Grace' });
  await share('private');
  expect(await waiting()).toEqual(['Of Ada']);
});
