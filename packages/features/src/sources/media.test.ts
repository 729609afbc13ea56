import { buffer } from 'node:stream/consumers';
import { startScriptedServer } from '@millrace/llm/scripted-server';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { serveFile } from '../files/serve-file.ts';
import { authenticate } from '../session/authenticate.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

async function begin(name: string, octets: Buffer) {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, name, octets);
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  return { fileId: file.id, sourceId };
}

/** A second of silence. */
function wav(): Buffer {
  const samples = Buffer.alloc(16_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

test('a recording waits for a model with the reason, is tried again when there is one, and is found at its time', async () => {
  const { client, workspaceId } = app;
  const { sourceId } = await begin('log.wav', wav());
  const failed = await endedSource(app, sourceId);
  expect(failed).toMatchObject({ status: 'failed', reason: expect.stringMatching(/Set TRANSCRIPTION_MODEL/) });

  await using server = { ...(await startScriptedServer()), [Symbol.asyncDispose]: () => server.close() };
  app.services.settings.transcription = { baseUrl: server.url, apiKey: 'key-of-the-tests', model: 'scripted' };
  await client.sources.retry.mutate({ sourceId });
  const ready = await endedSource(app, sourceId);
  expect(ready).toMatchObject({ status: 'ready', reason: null, counts: { records: 1 } });
  const { hits } = await client.search.query.query({ workspaceId, query: 'when is the flood expected' });
  expect(hits[0]).toMatchObject({ sourceId, place: { kind: 'time', startMs: 0, endMs: 12_000 }, page: null });
});

test('a picture is found by its words; viewers see it without the camera’s notes, editors may have the original', async () => {
  const { client, workspaceId, services } = app;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="300"><rect width="100%" height="100%" fill="white"/><text x="40" y="160" font-size="60" font-family="DejaVu Sans">The lighthouse opens at nine</text></svg>';
  const photo = await sharp(Buffer.from(svg))
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .toBuffer();
  const { fileId, sourceId } = await begin('photo.jpg', photo);
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready', counts: { records: 1 } });
  const { hits } = await client.search.query.query({ workspaceId, query: 'lighthouse' });
  expect(hits[0]?.text).toBe('The lighthouse opens at nine');

  const viewerKey = await client.apiKeys.create.mutate({ workspaceId, name: 'viewer', role: 'viewer' });
  const editorKey = await client.apiKeys.create.mutate({ workspaceId, name: 'editor', role: 'editor' });
  const ask = async (key: string, original: boolean) => {
    const caller = await authenticate(services.db, { authorization: `Bearer ${key}` }, services.clock());
    const response = await serveFile(services, caller, { fileId, method: 'GET', original });
    return buffer(response.body as NonNullable<typeof response.body>);
  };
  expect((await ask(viewerKey.key, false)).includes('secret place')).toBe(false);
  await expect(ask(viewerKey.key, true)).rejects.toMatchObject({ kind: 'forbidden' });
  expect((await ask(editorKey.key, true)).equals(photo)).toBe(true);
});
