import { AppError } from '@millrace/contract/app-error';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLlm } from './open-llm.ts';
import type { Endpoint } from './port.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { testModel } from './test-model.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

it('answers with the built-in model until an endpoint is given, and from then on with the endpoint', async () => {
  const llm = openLlm();
  expect(llm.chatModel(undefined)).toMatchObject({ quotes: true, name: 'builtin-quotes' });
  const endpoint = { baseUrl: server.url, apiKey: 'any', model: 'scripted:tokens=2' };
  const model = llm.chatModel(endpoint);
  expect(model).toMatchObject({ quotes: false, name: 'scripted:tokens=2' });
  expect(llm.chatModel({ ...endpoint })).toBe(model);
  expect(llm.chatModel({ ...endpoint, apiKey: 'other' })).not.toBe(model);
  let text = '';
  const { signal } = new AbortController();
  const grounding = { question: '', passages: [] };
  for await (const delta of model.stream({ messages: [{ role: 'user', content: 'x' }], grounding, signal })) {
    text += delta.content ?? '';
  }
  expect(text).toBe('w0 w1');
  await llm.close();
});

it('connects to an endpoint with a reach where it is told to, under the name that the endpoint has, or not at all', async () => {
  const asked: string[] = [];
  const llm = openLlm({
    locate: async (url, reach) => {
      asked.push(`${reach} ${url.hostname}`);
      if (url.hostname === 'refused.test') throw new AppError('forbidden', 'egress.refused', 'Not there.');
      return { address: '127.0.0.1', family: 4 };
    },
  });
  const at = (host: string) => ({
    baseUrl: `http://${host}:${server.port}/v1`,
    apiKey: 'any',
    model: 'scripted:tokens=2',
  });
  const { signal } = new AbortController();
  const test = (endpoint: Endpoint) => testModel(llm.chatModel(endpoint), signal);
  expect(await test({ ...at('models.test'), reach: 'public' })).toMatchObject({ ok: true, sample: 'w0 w1' });
  expect(server.requests.at(-1)?.headers.host).toBe(`models.test:${server.port}`);
  expect(await test({ ...at('refused.test'), reach: 'private' })).toEqual({ ok: false, message: 'Not there.' });
  expect(await test(at('127.0.0.1'))).toMatchObject({ ok: true });
  expect(asked).toEqual(['public models.test', 'private refused.test']);
  await llm.close();
});

it('takes vectors from an endpoint where one is configured', async () => {
  const builtin = openLlm();
  expect(builtin.embedder.model).toBe('builtin-en-512');
  await builtin.close();
  const llm = openLlm({ embedding: { baseUrl: server.url, apiKey: 'any', model: 'scripted' } });
  expect(llm.embedder.model).toBe('scripted');
  expect((await llm.embedder.embed(['hello']))[0]?.length).toBe(256);
  await llm.close();
});
