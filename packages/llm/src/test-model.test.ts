import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAiModel } from './openai-model.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { testModel } from './test-model.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const model = (knobs: string, apiKey = 'any') =>
  openAiModel({ baseUrl: server.url, apiKey, model: `scripted:${knobs}` });

describe('the test of a model', () => {
  const { signal } = new AbortController();
  it('brings a sample of a model that works', async () => {
    expect(await testModel(model('tokens=2'), signal)).toMatchObject({ ok: true, sample: 'w0 w1' });
  });
  it('says in words what is wrong', async () => {
    const wrong = await testModel(model('', 'wrong'), signal);
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('did not accept the API key') });
    const nowhere = await testModel(openAiModel({ baseUrl: 'nonsense', apiKey: '', model: 'm' }), signal);
    expect(nowhere).toMatchObject({ ok: false, message: expect.stringContaining('not an http or https URL') });
    const mute = await testModel(model('tokens=0'), signal);
    expect(mute).toMatchObject({ ok: false, message: expect.stringContaining('without any text') });
  });
});
