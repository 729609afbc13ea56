import { afterAll, beforeAll, expect, test } from 'vitest';
import { LearnedManners } from '../adapting/manners.ts';
import { openAiModel } from '../openai-model.ts';
import type { ChatRequest } from '../port.ts';
import { type ScriptedServer, startScriptedServer } from '../scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const schema = {
  name: 'answer',
  schema: {
    type: 'object',
    properties: { topic: { type: 'string', enum: ['water', 'roads'] }, sure: { type: 'boolean' } },
    required: ['topic', 'sure'],
    additionalProperties: false,
  },
};
const messages = [
  { role: 'system' as const, content: 'The rules.' },
  { role: 'user' as const, content: '<text>\nThe tap is dry.\n</text>' },
];

async function ask(knobs: string, manners: LearnedManners, more: Partial<ChatRequest> = { schema }): Promise<string> {
  const model = openAiModel({ baseUrl: server.url, apiKey: 'any', model: `scripted:${knobs}` }, { manners });
  const { signal } = new AbortController();
  let text = '';
  for await (const delta of model.stream({ messages, grounding: { question: '', passages: [] }, signal, ...more }))
    text += delta.content ?? '';
  return text;
}

type Asked = { messages: { role: string; content: string }[]; response_format?: { type: string } };
const forms = () => server.requests.splice(0).map(({ body }) => (body as Asked).response_format?.type);

test('a server that holds schemas is given the schema', async () => {
  const answer = JSON.parse(await ask('json=valid', new LearnedManners()));
  expect(['water', 'roads']).toContain(answer.topic);
  expect(server.requests.splice(0).map(({ body }) => body)).toMatchObject([
    { messages, response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true } } },
  ]);
});

test.each([400, 422, 500])(
  'one that refuses them with status %d is asked for any JSON, at once from then on',
  async (status) => {
    const manners = new LearnedManners();
    const knobs = `json=valid,refuse=json_schema,refuse-status=${status}`;
    for (const _time of [1, 2]) expect(JSON.parse(await ask(knobs, manners))).toHaveProperty('topic');
    expect(forms()).toEqual(['json_schema', 'json_object', 'json_object']);
  },
);

test('one that holds no form is told the schema in words', async () => {
  const manners = new LearnedManners();
  const knobs = 'json=valid,refuse=response_format';
  for (const _time of [1, 2]) expect(JSON.parse(await ask(knobs, manners))).toHaveProperty('topic');
  const bodies = server.requests.splice(0).map(({ body }) => body as Asked);
  expect(bodies.map((body) => body.response_format?.type)).toEqual([
    'json_schema',
    'json_object',
    undefined,
    undefined,
  ]);
  expect(bodies.at(-1)?.messages[0]?.content).toContain('"enum":["water","roads"]');
  expect(bodies.at(-1)?.messages.at(-1)).toEqual(messages.at(-1));
});

test('a prompt that is too long for the model is too long in every form', async () => {
  await expect(ask('json=valid,context=3', new LearnedManners())).rejects.toMatchObject({ kind: 'invalid' });
  expect(forms()).toEqual(['json_schema']);
});

test("a program's own form is never changed", async () => {
  const output = { responseFormat: { type: 'json_schema', json_schema: schema } };
  const asking = ask('json=valid,refuse=json_schema', new LearnedManners(), { output });
  await expect(asking).rejects.toMatchObject({ kind: 'invalid', reason: 'llm.refused' });
  expect(forms()).toEqual(['json_schema']);
});
