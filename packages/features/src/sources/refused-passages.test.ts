import { openAiEmbedder } from '@millrace/llm/openai-embedder';
import { startScriptedServer } from '@millrace/llm/scripted-server';
import { expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { testApp } from '../../test/test-app.ts';

/** An app whose vectors come from the scripted server, with a model of this name. */
async function open(knobs: string) {
  const server = await startScriptedServer();
  const embedder = openAiEmbedder({ baseUrl: server.url, apiKey: 'any', model: `scripted:${knobs}` });
  const app = await testApp({ overrides: { embedder } });
  await app.startWorker();
  return {
    app,
    async ingest(text: string) {
      const { workspaceId, client } = app;
      const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'text', title: 'Mills', text });
      return endedSource(app, sourceId);
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

const paragraph = (n: number) => `## Mill ${n}\n\n${`Mill ${n} grinds grain by the river. `.repeat(45)}\n\n`;
const book = Array.from({ length: 40 }, (_, n) => paragraph(n)).join('');

test.each([
  ['reads short texts alone', 'longest=900'],
  ['reads short texts alone and answers 500', 'longest=900,refuse-status=500'],
  ['takes ten texts at once', 'batch=10'],
  ['knows no form of vectors', 'refuse=encoding_format,refuse-status=422'],
])('a source is embedded whole by a model that %s', async (_, knobs) => {
  await using opened = await open(knobs);
  const source = await opened.ingest(book);
  expect(source).toMatchObject({ status: 'ready', reason: null });
  expect(source.counts.chunks).toBeGreaterThan(30);
  expect(source.counts.embedded).toBe(source.counts.chunks);
});

test('a passage that the model refuses has no vector, is found by its words, and the source names it', async () => {
  await using opened = await open('poison=1');
  const source = await opened.ingest(`${book}## The cellar\n\nThe miller keeps poison against rats here.\n`);
  expect(source.status).toBe('ready');
  expect(source.counts.embedded).toBe(source.counts.chunks - 1);
  expect(source.reason).toMatch(/^One passage was refused by the embedding model: The cellar .*found by words only\.$/);
  const { workspaceId, client } = opened.app;
  const { hits } = await client.search.query.query({ workspaceId, query: 'poison against rats' });
  expect(hits[0]?.text).toContain('poison');
});

test('a source whose model fails says so in words about the embedding model', async () => {
  await using opened = await open('status=402');
  const source = await opened.ingest('The mill grinds grain.');
  expect(source).toMatchObject({ status: 'partial', counts: { embedded: 0 } });
  expect(source.reason).toContain('no credit left');
  expect(source.reason).not.toMatch(/question|chat|Settings → Models/);
});
