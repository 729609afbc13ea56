import type { MessageView } from '@millrace/contract/chat/chat';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seedPassages } from '../../test/seed-passages.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
  await app.startWorker();
  const texts = ['The sluice is opened at noon on weekdays.'];
  await seedPassages(app.services.db, { workspaceId: app.workspaceId, title: 'The sluice', texts });
});
afterEach(() => app[Symbol.asyncDispose]());

const soon = { timeout: 30_000, interval: 50 };
async function answered(conversationId: string, answerId: string): Promise<MessageView> {
  const find = async () =>
    (await app.client.chat.messages.query({ conversationId })).find(({ id }) => id === answerId) as MessageView;
  await expect.poll(async () => (await find()).status, soon).not.toBe('streaming');
  return find();
}
async function ask(text: string, conversationId?: string): Promise<MessageView> {
  const { workspaceId, client } = app;
  const id = conversationId ?? (await client.conversations.create.mutate({ workspaceId })).id;
  const { answerId } = await client.chat.send.mutate({ conversationId: id, text });
  return answered(id, answerId);
}

const text = 'The sluice is opened at noon [1].';

describe('an answer of a model that speaks in its own way is complete, cited, and free of thoughts', () => {
  test.each([
    ['type-ping', ''],
    ['event-ping', ''],
    ['no-choices', ''],
    ['null-choices', ''],
    ['empty-data', ''],
    ['done-and-blank', ''],
    ['json-in-place', ''],
    ['think-tags', 'The user asks when. Passage 1 says noon.'],
    ['think-split', 'I wonder'],
    ['think-open-missing', 'I ponder the passages'],
    ['field-thinking', 'Noon, says 1.'],
  ])('%s', async (shape, reasoning) => {
    const server = await app.answerWith(`scripted:shape=${shape}`);
    const first = await ask('When is the sluice opened?');
    expect(first).toMatchObject({ status: 'complete', content: text, reasoning });
    expect(first.citations).toMatchObject([{ n: 1, supported: true, title: 'The sluice' }]);
    await ask('And on Sundays?', first.conversationId);
    const [, second] = server.requests.map(({ body }) => body as { messages: { role: string; content: string }[] });
    expect(second?.messages.filter(({ role }) => role === 'assistant')).toEqual([{ role: 'assistant', content: text }]);
    if (reasoning !== '') expect(JSON.stringify(second)).not.toContain(reasoning);
  });

  test('also where the closing tag comes as a surprise, and from then on as it is written', async () => {
    // a name that says nothing of thoughts
    const model = 'scripted:shape=open-missing-in-lines';
    const server = await app.answerWith(model);
    const first = await ask('When is the sluice opened?');
    expect(first).toMatchObject({ status: 'complete', content: text, reasoning: 'I ponder the passages' });
    expect(await ask('When?')).toMatchObject({ status: 'complete', content: text, reasoning: 'I ponder the passages' });
    expect(server.requests).toHaveLength(2);
  });

  test('and so is its title', async () => {
    app.services.settings.titles = true;
    await app.answerWith('scripted:shape=think-split');
    const { conversationId } = await ask('When is the sluice opened?');
    const title = async () => (await app.client.conversations.get.query({ conversationId })).title;
    await expect.poll(title, soon).toBe('The sluice is opened at noon [1]');
  });
});

describe('an answer that a server reports as an error', () => {
  test('quotes the server, and is not asked again where that cannot help', async () => {
    const server = await app.answerWith('scripted:shape=error-json');
    const { status, error } = await ask('When is the sluice opened?');
    expect(status).toBe('failed');
    expect(error?.reason).toBe('llm.no-credit');
    expect(error?.message).toContain('It says: The free tier of this model is exhausted');
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['error-object', 'EngineCore encountered an issue'],
    ['error-string', 'llama runner process has terminated: exit status 2'],
    ['error-detail', 'Model not loaded'],
  ])('quotes the server after its last attempt too: %s', async (shape, words) => {
    await app.answerWith(`scripted:shape=${shape}`);
    const { status, error } = await ask('When is the sluice opened?');
    expect(status).toBe('failed');
    expect(error?.message).toContain(words);
  });
});

test.each(['system', 'stream_options'])('a model that refuses %s is asked without, and remembered', async (refuse) => {
  const server = await app.answerWith(`scripted:tokens=3,refuse=${refuse},refuse-status=422`);
  expect(await ask('When?')).toMatchObject({ status: 'complete', content: 'w0 w1 w2' });
  expect(await ask('When?')).toMatchObject({ status: 'complete', content: 'w0 w1 w2' });
  expect(server.requests).toHaveLength(3);
});
