import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLlm } from './open-llm.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

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

it('takes vectors from an endpoint where one is configured', async () => {
  const builtin = openLlm();
  expect(builtin.embedder.model).toBe('builtin-en-512');
  await builtin.close();
  const llm = openLlm({ embedding: { baseUrl: server.url, apiKey: 'any', model: 'scripted' } });
  expect(llm.embedder.model).toBe('scripted');
  expect((await llm.embedder.embed(['hello']))[0]?.length).toBe(256);
  await llm.close();
});
