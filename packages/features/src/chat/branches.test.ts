import { shownBranch } from '@millrace/contract/chat/chat-branch';
import { expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

async function ended(app: TestApp, conversationId: string, answerId: string): Promise<void> {
  const statusOf = async () =>
    (await app.client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId)?.status;
  await expect.poll(statusOf, { timeout: 30_000, interval: 50 }).not.toBe('streaming');
}

const shown = async (app: TestApp, conversationId: string) =>
  shownBranch(await app.client.chat.messages.query({ conversationId })).map((step) => step.shown.id);

test('a question in other words is a branch of its own, the model is told only of the branch, and the old one comes back as it was', async () => {
  await using app = await testApp();
  const server = await app.answerWith('scripted:tokens=3,tps=500');
  await app.startWorker();
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const ask = async (text: string) => {
    const sent = await app.client.chat.send.mutate({ conversationId, text });
    await ended(app, conversationId, sent.answerId);
    return sent;
  };
  const first = await ask('How long is the river?');
  const second = await ask('And how wide?');

  const edit = { messageId: second.messageId, text: 'And how deep?', clientRequestId: 'once' };
  const edited = await app.client.chat.edit.mutate(edit);
  expect(await app.client.chat.edit.mutate(edit)).toEqual(edited);
  await ended(app, conversationId, edited.answerId);
  expect(await shown(app, conversationId)).toEqual([
    first.messageId,
    first.answerId,
    edited.messageId,
    edited.answerId,
  ]);

  const third = await ask('In spring too?');
  const { messages: prompt } = (server.requests.at(-1) as { body: unknown }).body as {
    messages: { content: string }[];
  };
  expect(prompt.slice(1).map(({ content }) => content)).toEqual([
    'How long is the river?',
    'w0 w1 w2',
    'And how deep?',
    'w0 w1 w2',
    'In spring too?',
  ]);

  await app.client.chat.show.mutate({ messageId: second.messageId });
  const old = [first.messageId, first.answerId, second.messageId, second.answerId];
  expect(await shown(app, conversationId)).toEqual(old);
  const fourth = await ask('And in autumn?');
  expect(await shown(app, conversationId)).toEqual([...old, fourth.messageId, fourth.answerId]);
  await app.client.chat.show.mutate({ messageId: edited.messageId });
  expect((await shown(app, conversationId)).slice(-2)).toEqual([third.messageId, third.answerId]);

  // who reads the other branch by a link goes on with it
  const there = await app.client.chat.send.mutate({ conversationId, text: 'Still?', afterId: fourth.answerId });
  expect(await shown(app, conversationId)).toEqual([
    ...old,
    fourth.messageId,
    fourth.answerId,
    there.messageId,
    there.answerId,
  ]);
  const elsewhere = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  await expect(
    app.client.chat.send.mutate({ conversationId: elsewhere.id, text: 'Hm?', afterId: fourth.answerId }),
  ).rejects.toMatchObject({ data: { kind: 'not-found' } });

  const again = await app.client.chat.edit.mutate({ messageId: first.messageId, text: 'How long is the lake?' });
  expect(await shown(app, conversationId)).toEqual([again.messageId, again.answerId]);
  const messages = await app.client.chat.messages.query({ conversationId });
  expect(messages.filter(({ parentId }) => parentId === null).map(({ version }) => version)).toEqual([1, 2]);
});

test('to put a question in other words stops the answer to the old ones', async () => {
  await using app = await testApp({ model: 'scripted:tokens=500,tps=20' });
  await app.startWorker();
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const sent = await app.client.chat.send.mutate({ conversationId, text: 'Count' });
  const edited = await app.client.chat.edit.mutate({ messageId: sent.messageId, text: 'Count again' });
  await ended(app, conversationId, sent.answerId);
  const messages = await app.client.chat.messages.query({ conversationId });
  expect(messages.find(({ id }) => id === sent.answerId)?.status).toBe('stopped');
  expect(messages.find(({ id }) => id === edited.answerId)?.status).toBe('streaming');
  await app.client.chat.stop.mutate({ answerId: edited.answerId });
  await ended(app, conversationId, edited.answerId);
});

test('all who have a conversation open hear of the branch that is chosen', async () => {
  await using app = await testApp();
  const { workspaceId } = app;
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId });
  const sent = await app.client.chat.send.mutate({ conversationId, text: 'Well?' });
  const heard: unknown[] = [];
  const subscription = await new Promise<{ unsubscribe(): void }>((resolve) => {
    const opened = app.client.feed.changes.subscribe(
      { workspaceId },
      {
        onStarted: () => resolve(opened),
        onData: ({ data }) => heard.push(data.changed),
      },
    );
  });
  await expect
    .poll(async () => {
      await app.client.chat.show.mutate({ messageId: sent.messageId });
      return heard;
    })
    .toContainEqual({ kind: 'conversation', id: conversationId });
  subscription.unsubscribe();
});
