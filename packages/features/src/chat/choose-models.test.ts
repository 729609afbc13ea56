import type { ConversationSettings, MessageView } from '@millrace/contract/chat/chat';
import type { ScriptedServer } from '@millrace/llm/scripted-server';
import { describe, expect, test } from 'vitest';
import { seedPassages } from '../../test/seed-passages.ts';
import { type TestApp, testApp, testPassword } from '../../test/test-app.ts';

type Given = { name: string; model: string; dailyTokens?: number; price?: { input: number; output: number } };

/** An app with a worker and these endpoints, all of them on the scripted server. */
async function open(...endpoints: Given[]) {
  const app = await testApp();
  const server = await app.answerWith('scripted:text=clock');
  await app.startWorker();
  const ids: string[] = [];
  for (const { model, ...more } of endpoints) ids.push((await add(app, server, { models: [model], ...more })).id);
  return { app, server, ids };
}

const add = ({ client, workspaceId }: TestApp, server: ScriptedServer, more: { name: string; models: string[] }) =>
  client.models.save.mutate({ workspaceId, baseUrl: server.url, apiKey: 'any', ...more });

async function ask({ client, workspaceId }: TestApp, choices: ConversationSettings = {}): Promise<MessageView> {
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId, choices });
  const { answerId } = await client.chat.send.mutate({ conversationId, text: 'Count the lighthouses' });
  const find = async () =>
    (await client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId) as MessageView;
  await expect.poll(async () => (await find()).status, { timeout: 30_000, interval: 50 }).not.toBe('streaming');
  return find();
}

const ledger = ({ services }: TestApp) =>
  services.db
    .selectFrom('modelRequests')
    .select(['endpointName as name', 'status', 'reason', 'inputTokens', 'outputTokens', 'estimated'])
    .orderBy('startedAt')
    .execute();

describe('before its first word an answer goes on to the next endpoint', () => {
  const faults = { busy: 'status=429', broken: 'status=503', 'without credit': 'status=402' };
  test.each(Object.entries(faults))('when one is %s, and says which answered and why', async (_, fault) => {
    const { app, ids } = await open(
      { name: 'First', model: `scripted:${fault},key=none` },
      { name: 'Second', model: 'scripted:tokens=4' },
    );
    await using _app = app;
    const answer = await ask(app);
    expect(answer).toMatchObject({ status: 'complete', content: 'w0 w1 w2 w3', model: 'scripted:tokens=4' });
    expect(answer.answeredBy).toMatchObject({
      endpoint: 'Second',
      missed: [{ endpoint: 'First', why: expect.any(String) }],
    });
    expect(await ledger(app)).toMatchObject([
      { name: 'First', status: 'failed', inputTokens: 0, outputTokens: 0 },
      { name: 'Second', status: 'complete', outputTokens: 4, estimated: false },
    ]);
    const usage = await app.client.models.usage.query({ workspaceId: app.workspaceId });
    expect(usage.map(({ id }) => id).sort()).toEqual(ids.toSorted());
  });

  test('and never after it: what was said stays, and is paid for once', async () => {
    const { app, server } = await open(
      { name: 'First', model: 'scripted:cut=8,tokens=30,tps=500' },
      { name: 'Second', model: 'scripted:tokens=4' },
    );
    await using _app = app;
    const answer = await ask(app);
    expect(answer).toMatchObject({ status: 'interrupted', content: expect.stringMatching(/^w0 .*w7 ?$/) });
    expect(answer.answeredBy).toEqual({ endpoint: 'First', missed: [] });
    expect(server.requests).toHaveLength(1);
    expect(await ledger(app)).toMatchObject([
      { name: 'First', status: 'interrupted', reason: 'llm.cut', outputTokens: expect.any(Number), estimated: true },
    ]);
  });
});

test('an endpoint that failed a moment ago is not waited for again, until it is wished for or a minute is over', async () => {
  const { app, server, ids } = await open(
    { name: 'First', model: 'scripted:tokens=2,status=503,fail-first=1' },
    { name: 'Second', model: 'scripted:tokens=4' },
  );
  await using _app = app;
  const [first = ''] = ids;
  expect((await ask(app)).answeredBy).toMatchObject({ endpoint: 'Second', missed: [{ endpoint: 'First' }] });
  expect(server.requests).toHaveLength(2);
  const missed = [{ endpoint: 'First', why: expect.stringContaining('a moment ago') }];
  expect((await ask(app)).answeredBy).toMatchObject({ endpoint: 'Second', missed });
  expect(server.requests).toHaveLength(3);
  const model = { endpointId: first, model: 'scripted:tokens=2,status=503,fail-first=1' };
  expect((await ask(app, { model })).answeredBy).toEqual({ endpoint: 'First', missed: [] });
  // it answered: it has its place again
  expect((await ask(app)).answeredBy).toEqual({ endpoint: 'First', missed: [] });
});

test('when none can answer, all of their reasons are told', async () => {
  const { app } = await open(
    { name: 'First', model: 'scripted:status=402' },
    { name: 'Second', model: 'scripted:key=another' },
  );
  await using _app = app;
  const { status, error } = await ask(app);
  expect(status).toBe('failed');
  expect(error?.message).toMatch(/First: .*no credit.* Second: .*API key/s);
});

test('past its limit of the day an endpoint gives way, and alone says when it begins anew and who can raise it', async () => {
  const { app, server, ids } = await open({ name: 'Small', model: 'scripted:tokens=30', dailyTokens: 10 });
  await using _app = app;
  // noon: no midnight comes between the answers
  app.travel((36 - new Date().getUTCHours()) * 3_600_000);
  await app.client.session.confirm.mutate({ password: testPassword });
  expect(await ask(app)).toMatchObject({ status: 'complete' });
  const refused = await ask(app);
  expect(refused).toMatchObject({ status: 'failed', error: { kind: 'forbidden', reason: 'models.day-limit' } });
  expect(refused.error?.message).toMatch(/of 10 tokens.*midnight \(UTC\).*owner of the workspace/);
  await add(app, server, { name: 'Large', models: ['scripted:tokens=2'] });
  const { answeredBy } = await ask(app);
  expect(answeredBy).toMatchObject({ endpoint: 'Large', missed: [{ endpoint: 'Small' }] });
  expect(server.requests).toHaveLength(2);
  app.travel(24 * 3_600_000);
  expect((await ask(app)).answeredBy).toEqual({ endpoint: 'Small', missed: [] });
  await app.client.session.confirm.mutate({ password: testPassword });
  const price = { input: 1, output: 10_000 };
  const local = { name: 'Small', baseUrl: server.url, models: ['scripted:tokens=3'], price };
  await app.client.models.save.mutate({ workspaceId: app.workspaceId, endpointId: ids[0], ...local });
  await ask(app);
  const [small] = await app.client.models.usage.query({ workspaceId: app.workspaceId });
  expect(small).toMatchObject({ name: 'Small', today: { requests: 2, outputTokens: 33 }, month: { requests: 3 } });
  expect(small?.month.cost).toBeCloseTo(0.03, 2);
});

test('a conversation keeps its model, temperature and scope; a model that is gone gives way and is named', async () => {
  const { app, server, ids } = await open({ name: 'First', model: 'scripted:tokens=2' });
  await using _app = app;
  const { workspaceId } = app;
  const second = await add(app, server, { name: 'Second', models: ['scripted:text=quote', 'scripted:tokens=7'] });
  const text = 'Count the lighthouses of the bay, there are nine lighthouses.';
  const bay = await seedPassages(app.services.db, { workspaceId, title: 'The bay', texts: [text] });
  const other = await seedPassages(app.services.db, {
    workspaceId,
    title: 'The cape',
    texts: [`${text} On the cape.`],
  });
  await app.client.sources.setTags.mutate({ sourceId: bay.sourceId, tags: ['sea'] });
  const model = { endpointId: second.id, model: 'scripted:text=quote' };
  const answer = await ask(app, { model, temperature: 0.3, scope: { tags: ['sea'] } });
  expect(answer).toMatchObject({ model: 'scripted:text=quote', answeredBy: { endpoint: 'Second', missed: [] } });
  expect(answer.citations).toMatchObject([{ title: 'The bay' }]);
  const [request] = server.requests as { body: { temperature?: number; messages: { content: string }[] } }[];
  expect(request?.body.temperature).toBe(0.3);
  expect(request?.body.messages[0]?.content).not.toContain('The cape');
  const { conversationId } = answer;
  const choices = { scope: { sourceIds: [other.sourceId] } };
  await app.client.conversations.setChoices.mutate({ conversationId, choices });
  expect(await app.client.conversations.get.query({ conversationId })).toMatchObject({ choices });

  await app.client.models.delete.mutate({ workspaceId, endpointId: second.id });
  const without = await ask(app, { model });
  expect(without.answeredBy).toMatchObject({ endpoint: 'First', missed: [{ model: 'scripted:text=quote' }] });
  expect(ids).toHaveLength(1);
});
