import type { MessageView } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import { watchRows } from '../../test/watch-rows.ts';
import { listMessages } from './chat.queries.ts';

test('reading a conversation leaves the passages of its answers where they are', async () => {
  await using app = await testApp();
  const { conversationId } = await ask(app, 'Well?');
  const { watched, rows } = watchRows(app.services.db);
  expect(await listMessages(watched, conversationId, app.user.id)).toHaveLength(2);
  expect(rows.filter((row) => 'passages' in row)).toEqual([]);
});

type Asked = { conversationId: string; messageId: string; answerId: string; runId: string };

async function ask(
  app: TestUser,
  text: string,
  more: { model?: string; clientRequestId?: string } = {},
): Promise<Asked> {
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const sent = await app.client.chat.send.mutate({ conversationId, text, ...more });
  return { conversationId, ...sent };
}

async function answerOf(
  app: TestUser,
  { conversationId, answerId }: { conversationId: string; answerId: string },
): Promise<MessageView> {
  const messages = await app.client.chat.messages.query({ conversationId });
  return messages.find((message) => message.id === answerId) as MessageView;
}

async function ended(app: TestUser, asked: { conversationId: string; answerId: string }): Promise<MessageView> {
  await expect
    .poll(async () => (await answerOf(app, asked)).status, { timeout: 30_000, interval: 50 })
    .not.toBe('streaming');
  return answerOf(app, asked);
}

async function withSource(app: TestApp): Promise<void> {
  const text =
    '# Leave\n\nEmployees receive 25 days of paid leave each year. Unused days may be carried over until the end of March.';
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'text',
    title: 'Handbook',
    text,
  });
  await expect
    .poll(async () => (await app.client.sources.get.query({ sourceId })).status, { timeout: 30_000 })
    .toBe('ready');
}

test('a question is answered from the sources, and each citation stands verbatim in its record', async () => {
  await using app = await testApp({ model: 'scripted:text=quote,tps=500' });
  await app.startWorker();
  await withSource(app);
  const answer = await ended(app, await ask(app, 'How many days of paid leave are there?'));
  expect(answer).toMatchObject({ status: 'complete', version: 1, error: null });
  const [citation] = answer.citations;
  expect(citation).toMatchObject({ n: 1, supported: true, title: 'Handbook' });
  const record = await app.client.records.get.query({ recordId: citation?.recordId as string });
  expect(record.text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
});

test('what a model invents is marked unsupported', async () => {
  await using app = await testApp({ model: 'scripted:text=bad-cite,tps=500' });
  await app.startWorker();
  await withSource(app);
  const answer = await ended(app, await ask(app, 'How many days of paid leave are there?'));
  expect(answer.citations.map(({ n, supported }) => ({ n, supported }))).toEqual(
    expect.arrayContaining([
      { n: 99, supported: false },
      { n: 1, supported: false },
    ]),
  );
});

test('without a model the answer quotes and says so, and says when it is not in the sources', async () => {
  await using app = await testApp();
  await app.startWorker();
  await withSource(app);
  const known = await ended(app, await ask(app, 'Until when may unused leave days be carried over?'));
  expect(known).toMatchObject({ status: 'complete', model: 'builtin-quotes' });
  expect(known.content).toContain('Unused days may be carried over until the end of March.');
  expect(known.citations[0]).toMatchObject({ supported: true });
  const unknown = await ended(app, await ask(app, 'Which rocket engine burns methane?'));
  expect(unknown.content).toContain('not in your sources');
  expect(unknown.citations).toEqual([]);
});

test('R9: the same client request id is one message, however often and however parallel; another text with it is refused', async () => {
  await using app = await testApp({ model: 'scripted:tokens=3,tps=500' });
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  const send = (text: string) => app.client.chat.send.mutate({ conversationId, text, clientRequestId: 'once' });
  const sent = await Promise.all(Array.from({ length: 50 }, () => send('Hello there')));
  expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await app.client.chat.messages.query({ conversationId })).toHaveLength(2);
  await expect(send('Something else')).rejects.toMatchObject({ data: { kind: 'conflict' } });
});

test('a busy model is asked again before its first word, honouring Retry-After', async () => {
  await using app = await testApp({ model: 'scripted:status=429,retry-after=1,fail-first=2,tokens=5,tps=500' });
  await app.startWorker();
  const answer = await ended(app, await ask(app, 'Count'));
  expect(answer).toMatchObject({ status: 'complete', content: 'w0 w1 w2 w3 w4' });
});

test('a line that is cut after the first word leaves the answer interrupted with its text, and continue goes on from it', async () => {
  await using app = await testApp();
  const server = await app.answerWith('scripted:cut=10,tokens=30,tps=500');
  await app.startWorker();
  const asked = await ask(app, 'Count');
  const cut = await ended(app, asked);
  expect(cut).toMatchObject({
    status: 'interrupted',
    content: expect.stringMatching(/^w0 w1 .*w9 ?$/),
    error: { kind: 'unavailable' },
  });
  expect(server.requests).toHaveLength(1);
  await app.answerWith('scripted:tokens=30,tps=500');
  const { answerId } = await app.client.chat.continue.mutate({ answerId: asked.answerId });
  const whole = await ended(app, { ...asked, answerId });
  expect(whole.status).toBe('complete');
  expect(whole.content.split(/\s+/).filter(Boolean)).toEqual(Array.from({ length: 30 }, (_, i) => `w${i}`));
  await expect(app.client.chat.continue.mutate({ answerId })).rejects.toMatchObject({
    data: { reason: 'chat.nothing-to-continue' },
  });
});

test('a stop keeps what was written; regenerate starts a version beside it', async () => {
  await using app = await testApp({ model: 'scripted:tokens=500,tps=50' });
  await app.startWorker();
  const asked = await ask(app, 'Count');
  const regenerate = () => app.client.chat.regenerate.mutate({ answerId: asked.answerId });
  const refused = { data: { reason: 'chat.already-answering' } };
  await expect(regenerate()).rejects.toMatchObject(refused);
  // the row takes the text over with a heartbeat
  await expect
    .poll(async () => (await app.services.db.selectFrom('runs').select('state').executeTakeFirst())?.state, {
      timeout: 20_000,
    })
    .toMatchObject({ content: expect.stringContaining('w3') });
  await app.client.chat.stop.mutate({ answerId: asked.answerId });
  const stopped = await ended(app, asked);
  expect(stopped).toMatchObject({ status: 'stopped', content: expect.stringContaining('w3') });
  await app.client.chat.stop.mutate({ answerId: asked.answerId });

  const again = await regenerate();
  expect(again.answerId).not.toBe(asked.answerId);
  await expect(regenerate()).rejects.toMatchObject(refused);
  await app.client.chat.stop.mutate({ answerId: again.answerId });
  await ended(app, { ...asked, answerId: again.answerId });
  const messages = await app.client.chat.messages.query({ conversationId: asked.conversationId });
  expect(messages.map(({ role, version }) => ({ role, version }))).toEqual([
    { role: 'user', version: 1 },
    { role: 'assistant', version: 1 },
    { role: 'assistant', version: 2 },
  ]);
});

test('reasoning is kept apart from the answer', async () => {
  await using app = await testApp({ model: 'scripted:reasoning=10,tokens=5,tps=500' });
  await app.startWorker();
  const answer = await ended(app, await ask(app, 'Count'));
  expect(answer.content).toBe('w0 w1 w2 w3 w4');
  expect(answer.reasoning.length).toBeGreaterThan(10);
});

test('a wrong key, an unknown model and a server that is down each fail in words, without the key', async () => {
  await using app = await testApp();
  await app.startWorker();
  const server = await app.answerWith('scripted:tokens=3');
  app.services.settings.model = { baseUrl: server.url, apiKey: 'wrong', model: 'scripted:tokens=3' };
  app.travel(10_000);
  const refused = await ended(app, await ask(app, 'Hello'));
  expect(refused).toMatchObject({ status: 'failed', error: { kind: 'invalid', reason: 'llm.wrong-key' } });
  app.services.settings.model = { baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'very-secret-key', model: 'x' };
  app.travel(20_000);
  const down = await ended(app, await ask(app, 'Hello'));
  expect(down).toMatchObject({ status: 'failed', error: { kind: 'unavailable', reason: 'llm.down' } });
  expect(JSON.stringify([refused, down, app.logged])).not.toContain('very-secret-key');
});

test('a viewer reads but does not ask, and a message of a megabyte is refused in words', async () => {
  await using app = await testApp();
  const grace = await app.as('grace');
  await app.services.db
    .insertInto('members')
    .values({ workspaceId: app.workspaceId, userId: grace.user.id, role: 'viewer' })
    .execute();
  const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId: app.workspaceId });
  await app.client.conversations.share.mutate({ conversationId, visibility: 'workspace' });
  expect(await grace.client.chat.messages.query({ conversationId })).toEqual([]);
  await expect(grace.client.chat.send.mutate({ conversationId, text: 'Hello' })).rejects.toMatchObject({
    data: { kind: 'forbidden' },
  });
  await expect(app.client.chat.send.mutate({ conversationId, text: 'x'.repeat(1_000_000) })).rejects.toMatchObject({
    message: expect.stringContaining('at most 32,000 characters'),
  });
});

test('a follow-up knows the talk before it, and the first question names the conversation', async () => {
  await using app = await testApp();
  const server = await app.answerWith('scripted:tokens=3,tps=500');
  await app.startWorker();
  const first = await ask(app, 'How long is the river?');
  await ended(app, first);
  const sent = await app.client.chat.send.mutate({ conversationId: first.conversationId, text: 'And its width?' });
  await ended(app, { conversationId: first.conversationId, ...sent });
  const { messages } = (server.requests.at(-1) as { body: unknown }).body as {
    messages: { role: string; content: string }[];
  };
  expect(messages.slice(1)).toEqual([
    { role: 'user', content: 'How long is the river?' },
    { role: 'assistant', content: 'w0 w1 w2' },
    { role: 'user', content: 'And its width?' },
  ]);
  expect((await app.client.conversations.get.query({ conversationId: first.conversationId })).title).toBe(
    'How long is the river?',
  );
});
