import type { ConversationSettings, MessageView } from '@millrace/contract/chat/chat';
import type { ScriptedServer } from '@millrace/llm/scripted-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

const hanging = 'scripted:hang=0';
let app: TestApp;
let server: ScriptedServer;
let first: string;
beforeEach(async () => {
  app = await testApp();
  server = await app.answerWith('scripted:tokens=2');
  await app.startWorker();
  first = (await add('First', hanging)).id;
});
afterEach(() => app[Symbol.asyncDispose]());

const add = (name: string, model: string) => {
  const { client, workspaceId } = app;
  const endpoint = { name, baseUrl: server.url, apiKey: 'any', models: [model], firstByteMs: 1_000 };
  return client.models.save.mutate({ workspaceId, ...endpoint });
};
async function send(choices: ConversationSettings = {}) {
  const { client, workspaceId } = app;
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId, choices });
  return { conversationId, ...(await client.chat.send.mutate({ conversationId, text: 'Count' })) };
}
async function ended({ conversationId, answerId }: Awaited<ReturnType<typeof send>>): Promise<MessageView> {
  const find = async () =>
    (await app.client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId) as MessageView;
  await expect.poll(async () => (await find()).status, { timeout: 30_000, interval: 50 }).not.toBe('streaming');
  return find();
}
const ask = async (choices?: ConversationSettings) => ended(await send(choices));
const askedOf = (model: string) => server.requests.filter((request) => request.model === model).length;
const minutes = (count: number) => app.travel(count * 60_000);

test('a server that does not begin in its time is asked once, and its error says which time that was', async () => {
  const { status, error } = await ask();
  expect(status).toBe('failed');
  expect(error).toMatchObject({ kind: 'unavailable', reason: 'llm.timeout' });
  expect(error?.message).toMatch(/did not start to answer within 1 s\..*Settings → Models/);
  expect(askedOf(hanging)).toBe(1);
});

test('a run that is tried again asks the others again, and not the one that was silent', async () => {
  const busy = 'scripted:status=503,fail-first=1,tokens=3';
  await add('Second', busy);
  const answer = await ask();
  expect(answer).toMatchObject({ status: 'complete', content: 'w0 w1 w2' });
  expect([askedOf(hanging), askedOf(busy)]).toEqual([1, 2]);
});

test('an endpoint that hangs rests longer each time, while the next answers at once; then one request tries it', async () => {
  await add('Second', 'scripted:tokens=2');
  expect((await ask()).answeredBy).toMatchObject({ endpoint: 'Second', missed: [{ endpoint: 'First' }] });
  await ask();
  expect(askedOf(hanging)).toBe(1);
  minutes(1.1);
  await ask();
  expect(askedOf(hanging)).toBe(2);
  // twice as long now
  minutes(1.1);
  await ask();
  expect(askedOf(hanging)).toBe(2);
  minutes(1.1);
  // whoever asks while one tries is answered by the next
  const trying = await send();
  await expect.poll(() => askedOf(hanging), { timeout: 30_000 }).toBe(3);
  const other = await ask();
  expect(other.answeredBy).toMatchObject({ endpoint: 'Second', missed: [{ endpoint: 'First' }] });
  expect((await ended(trying)).answeredBy).toMatchObject({ endpoint: 'Second' });
  expect(askedOf(hanging)).toBe(3);
});

test('an endpoint that answers again has its place again, and its rest is forgotten', async () => {
  const { client, workspaceId } = app;
  await add('Second', 'scripted:tokens=2');
  await ask();
  minutes(1.1);
  await ask();
  const well = { name: 'First', baseUrl: server.url, models: ['scripted:tokens=1'], firstByteMs: 1_000 };
  await client.models.save.mutate({ workspaceId, endpointId: first, ...well });
  minutes(2.2);
  expect((await ask()).answeredBy).toEqual({ endpoint: 'First', missed: [] });
  expect((await ask()).answeredBy).toEqual({ endpoint: 'First', missed: [] });
});

test('somebody who chooses an endpoint that rests is taken at their word', async () => {
  await add('Second', 'scripted:tokens=2');
  await ask();
  await ask({ model: { endpointId: first, model: hanging } });
  expect(askedOf(hanging)).toBe(2);
});
