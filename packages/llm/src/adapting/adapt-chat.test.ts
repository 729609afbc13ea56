import { APIError } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAiModel } from '../openai-model.ts';
import type { ChatModel, ChatRequest, PromptMessage } from '../port.ts';
import { type ScriptedServer, startScriptedServer } from '../scripted-server.ts';
import { adaptChat, foldSystem } from './adapt-chat.ts';
import { LearnedManners } from './manners.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const messages: PromptMessage[] = [
  { role: 'system', content: 'The rules.' },
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Yes?' },
  { role: 'user', content: 'When?' },
];
const folded = [{ role: 'user', content: 'The rules.\n\nHello' }, ...messages.slice(2)];

const open = (knobs: string, manners?: LearnedManners) =>
  openAiModel({ baseUrl: server.url, apiKey: 'any', model: `scripted:tokens=2,${knobs}` }, { manners });

async function answer(model: ChatModel, more: Partial<ChatRequest> = {}): Promise<string> {
  const { signal } = new AbortController();
  let text = '';
  const grounding = { question: '', passages: [] };
  for await (const delta of model.stream({ messages, grounding, signal, ...more })) text += delta.content ?? '';
  return text;
}

type Asked = { messages: PromptMessage[]; stream_options?: object; temperature?: number };
const asked = () => server.requests.splice(0).map(({ body }) => body as Asked);

describe('a model that refuses a part of a request is asked without it, and never again with it', () => {
  test.each([400, 422, 500])('rules in a role of their own, with status %d', async (status) => {
    const manners = new LearnedManners();
    const knobs = `refuse=system,refuse-status=${status}`;
    expect(await answer(open(knobs, manners))).toBe('w0 w1');
    expect(asked().map((body) => body.messages)).toEqual([messages, folded]);
    // what was learnt is the model's, not that of the connection
    expect(await answer(open(knobs, manners))).toBe('w0 w1');
    expect(asked().map((body) => body.messages)).toEqual([folded]);
  });

  test.each([400, 422])('the wish for usage, with status %d', async (status) => {
    const model = open(`refuse=stream_options,refuse-status=${status}`);
    expect(await answer(model)).toBe('w0 w1');
    expect(await answer(model)).toBe('w0 w1');
    expect(asked().map((body) => 'stream_options' in body)).toEqual([true, false, false]);
  });

  test('a stream, in place of which the answer comes in one piece', async () => {
    const model = open('refuse=stream,refuse-status=422');
    expect(await answer(model)).toBe('w0 w1');
    expect(await answer(model)).toBe('w0 w1');
    expect(asked().map((body) => ['stream' in body, 'stream_options' in body])).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ]);
  });

  test('all of them, one after another', async () => {
    const model = open('refuse=system+stream_options+temperature,refuse-status=422');
    expect(await answer(model, { temperature: 0.5 })).toBe('w0 w1');
    const bodies = asked();
    expect(bodies).toHaveLength(4);
    expect(Object.keys(bodies.at(-1) ?? {}).toSorted()).toEqual(['messages', 'model', 'stream']);
    expect(bodies.at(-1)?.messages).toEqual(folded);
  });

  test('but what it refuses for good is reported after one request', async () => {
    await expect(answer(open('nonsense=1'))).rejects.toMatchObject({ kind: 'invalid', reason: 'llm.refused' });
    expect(asked()).toHaveLength(1);
  });
});

const body = { model: 'm', messages, stream: true, stream_options: { include_usage: true }, temperature: 1 };
function adapted(status: number | undefined, error: object) {
  const learned = new LearnedManners().of({ baseUrl: 'http://a.example', apiKey: '', model: 'm' });
  const manner = { foldsSystem: false, without: new Set<string>(), form: 'schema' as const };
  const isAdapted = adaptChat(new APIError(status, error, undefined, new Headers()), body, manner, learned);
  return { isAdapted, folds: manner.foldsSystem, without: [...manner.without], remembers: [...learned.without] };
}

describe('the words of a refusal', () => {
  test.each([
    [400, 'System role not supported'],
    [500, 'Conversation roles must alternate user/assistant/user/assistant/...'],
    [400, 'Only user and assistant roles are supported!'],
    [400, "messages.0.role: Input should be 'user' or 'assistant'"],
    [400, 'Developer instruction is not enabled for models/gemma-3-27b-it'],
    [422, "Unexpected role 'system' at position 0"],
    [400, 'This model does not support system messages'],
    [400, 'The first message must be from the user'],
    [undefined, 'system role is not supported by the chat template'],
  ])('%s "%s" is about the rules', (status, message) => {
    expect(adapted(status, { message })).toMatchObject({ isAdapted: true, folds: true });
  });

  test.each([
    ['Unrecognized request argument supplied: stream_options', ['stream_options'], ['stream_options']],
    ["Unknown parameter: 'include_usage'", ['stream_options'], ['stream_options']],
    ['Extra inputs are not permitted', ['stream_options'], ['stream_options']],
    ["Unsupported value: 'temperature' does not support 1 with this model", ['temperature'], ['temperature']],
    ['Streaming is not supported for this model', ['stream'], ['stream']],
    ['Your organization must be verified to stream this model.', ['stream'], ['stream']],
    // out of range: of this request alone
    ['temperature must be between 0 and 0.9', ['temperature'], []],
  ])('"%s" is about a field', (message, without, remembers) => {
    expect(adapted(400, { message })).toEqual({ isAdapted: true, folds: false, without, remembers });
  });

  test.each([
    [400, 'The prompt is blocked by a policy'],
    [401, 'System role not supported'],
    [429, 'stream_options: too many requests'],
    [503, 'The system is not supported at the moment'],
  ])('%d "%s" is about neither', (status, message) => {
    expect(adapted(status, { message })).toMatchObject({ isAdapted: false, folds: false, without: [] });
  });
});

test('rules are folded into the first message of the user, or are one where there is none', () => {
  const [rules, question] = [
    { role: 'system', content: 'Rules' },
    { role: 'user', content: 'Question' },
  ] as const;
  expect(foldSystem([rules, question])).toEqual([{ role: 'user', content: 'Rules\n\nQuestion' }]);
  expect(foldSystem([rules])).toEqual([{ role: 'user', content: 'Rules' }]);
  expect(foldSystem([question])).toEqual([question]);
});
