import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLlm } from './open-llm.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
const llm = openLlm();
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(async () => {
  await llm.close();
  await server.close();
});

const at = (model: string) => ({ baseUrl: server.url, apiKey: 'key-of-the-tests', model });
const recording = (signal = new AbortController().signal) => ({
  octets: Buffer.from('RIFF of a recording'),
  name: 'log of the day.wav',
  mediaType: 'audio/wav',
  signal,
});

test('a recording comes as what is said and when', async () => {
  const segments = await llm.transcribe(at('scripted'), recording());
  expect(segments[0]).toEqual({ startMs: 0, endMs: 4000, text: 'Welcome to the river station.' });
  expect(segments).toHaveLength(3);
  const seen = server.requests.at(-1);
  expect(seen?.path).toBe('/v1/audio/transcriptions');
  expect(seen?.body).toMatchObject({
    model: 'scripted',
    file: { name: 'log of the day.wav', type: 'audio/wav', size: 19 },
  });
});

test.each([
  ['scripted:status=503', { kind: 'unavailable' }],
  ['scripted:status=429', { kind: 'limited' }],
  ['unknown', { kind: 'invalid' }],
])('the server that answers %s is told in the kinds of the port', async (model, error) => {
  await expect(llm.transcribe(at(model), recording())).rejects.toMatchObject(error);
});

test('who stops waiting gets no transcription', async () => {
  const stop = new AbortController();
  const waiting = llm.transcribe(at('scripted:ttft=60000'), recording(stop.signal));
  setTimeout(() => stop.abort(), 50);
  await expect(waiting).rejects.toMatchObject({ kind: 'cancelled' });
});
