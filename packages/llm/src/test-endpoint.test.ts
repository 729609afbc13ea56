import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { testEndpoint } from './test-endpoint.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const endpoint = (knobs: string, apiKey = 'any') => ({ baseUrl: server.url, apiKey, model: `scripted:${knobs}` });

describe('the test of an endpoint', () => {
  const { signal } = new AbortController();
  it('brings a sample of a model that works', async () => {
    expect(await testEndpoint(endpoint('tokens=2'), signal)).toMatchObject({ ok: true, sample: 'w0 w1' });
  });
  it('says in words what is wrong', async () => {
    const wrong = await testEndpoint(endpoint('', 'wrong'), signal);
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('did not accept the API key') });
    const nowhere = await testEndpoint({ baseUrl: 'nonsense', apiKey: '', model: 'm' }, signal);
    expect(nowhere).toMatchObject({ ok: false, message: expect.stringContaining('not an http or https address') });
    const mute = await testEndpoint(endpoint('tokens=0'), signal);
    expect(mute).toMatchObject({ ok: false, message: expect.stringContaining('without any text') });
  });
});
