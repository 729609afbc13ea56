import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { OpenAI as LlamaOpenAI, OpenAIEmbedding } from '@llamaindex/openai';
import { embedMany, generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openV1 } from '../../test/v1-app.ts';

const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');
const question = [{ role: 'user' as const, content: 'Count' }];
const texts = ['The sluice is opened at noon.', 'The miller sleeps.'];
const noSuch = 'There is no model "nobody" in this workspace.';

let v1: Awaited<ReturnType<typeof openV1>>;
/** What each text's vector is to be. */
let vectors: number[][];
let baseURL: string;
beforeAll(async () => {
  v1 = await openV1({ model: 'scripted:tokens=20,tps=500' });
  const { app, url } = v1.http;
  // an endpoint of the workspace's own: names that it does not have are refused
  const baseUrl = (await app.answerWith('scripted:tokens=20,tps=500')).url;
  const endpoint = { name: 'Mill', baseUrl, apiKey: 'any', models: ['scripted:tokens=20,tps=500'] };
  await app.client.models.save.mutate({ workspaceId: app.workspaceId, ...endpoint });
  vectors = (await app.services.llm.embedder.embed(texts)).map((vector) => [...(vector ?? [])]);
  baseURL = `${url}/v1`;
});
afterAll(async () => {
  await v1.http[Symbol.asyncDispose]();
});

/** Vectors by way of other floats; close is equal. */
const expectVectors = (got: number[][]) => {
  expect(got.map(({ length }) => length)).toEqual(vectors.map(({ length }) => length));
  for (const [i, vector] of got.entries())
    for (const [k, value] of vector.entries()) expect(value).toBeCloseTo(vectors[i]?.[k] ?? Number.NaN, 5);
};

describe('the SDK of OpenAI', () => {
  const client = () => new OpenAI({ apiKey: v1.key, baseURL, maxRetries: 0 });

  it('chats, with tools that it need not call, and streams', async () => {
    const f = { type: 'function' as const, function: { name: 'f', parameters: {} } };
    const asked = { model: 'millrace', messages: question, tools: [f] };
    const { choices } = await client().chat.completions.create(asked);
    expect(choices[0]?.message.content).toBe(words(20));
    let text = '';
    for await (const chunk of client().chat.completions.stream(asked)) text += chunk.choices[0]?.delta.content ?? '';
    expect(text).toBe(words(20));
  });

  it('lists and retrieves models, embeds, and reads errors', async () => {
    expect((await client().models.retrieve('millrace')).id).toBe('millrace');
    const { data } = await client().embeddings.create({ model: 'millrace', input: texts });
    expectVectors(data.map(({ embedding }) => embedding));
    await expect(client().chat.completions.create({ model: 'nobody', messages: question })).rejects.toMatchObject({
      status: 404,
      code: 'models.unknown-model',
      type: 'not_found_error',
    });
  });
});

describe('LangChain', () => {
  const chat = (model = 'millrace') =>
    new ChatOpenAI({ apiKey: v1.key, model, maxRetries: 0, maxTokens: 100, configuration: { baseURL } });

  it('chats and streams', async () => {
    const answer = await chat().invoke('Count');
    expect(answer.text).toBe(words(20));
    expect(answer.usage_metadata?.output_tokens).toBe(20);
    let text = '';
    for await (const chunk of await chat().stream('Count')) text += chunk.text;
    expect(text).toBe(words(20));
  });

  it('embeds, and reads errors', async () => {
    const embeddings = new OpenAIEmbeddings({ apiKey: v1.key, model: 'millrace', configuration: { baseURL } });
    expectVectors(await embeddings.embedDocuments(texts));
    await expect(chat('nobody').invoke('Count')).rejects.toThrow(noSuch);
  });
});

describe('the AI SDK', () => {
  const provider = () => createOpenAICompatible({ name: 'millrace', apiKey: v1.key, baseURL, includeUsage: true });

  it('chats and streams', async () => {
    const { text, finishReason, usage } = await generateText({ model: provider()('millrace'), prompt: 'Count' });
    expect([text, finishReason, usage.outputTokens]).toEqual([words(20), 'stop', 20]);
    const stream = streamText({ model: provider()('millrace'), prompt: 'Count' });
    let streamed = '';
    for await (const part of stream.textStream) streamed += part;
    expect([streamed, (await stream.usage).outputTokens]).toEqual([words(20), 20]);
  });

  it('embeds, and reads errors', async () => {
    const model = provider().embeddingModel('millrace');
    expectVectors((await embedMany({ model, values: texts })).embeddings);
    const asked = generateText({ model: provider()('nobody'), prompt: 'Count', maxRetries: 0 });
    await expect(asked).rejects.toThrow(noSuch);
  });
});

describe('LlamaIndex', () => {
  const session = () => ({ apiKey: v1.key, baseURL, maxRetries: 0 });

  it('chats and streams', async () => {
    const llm = new LlamaOpenAI({ ...session(), model: 'millrace' });
    expect((await llm.chat({ messages: question })).message.content).toBe(words(20));
    let text = '';
    for await (const chunk of await llm.chat({ messages: question, stream: true })) text += chunk.delta;
    expect(text).toBe(words(20));
  });

  it('embeds, and reads errors', async () => {
    const embedding = new OpenAIEmbedding({ ...session(), model: 'millrace' });
    expectVectors(await embedding.getTextEmbeddings(texts));
    const llm = new LlamaOpenAI({ ...session(), model: 'nobody' });
    await expect(llm.chat({ messages: question })).rejects.toThrow(noSuch);
  });
});
