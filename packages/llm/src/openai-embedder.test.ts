import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAiEmbedder } from './openai-embedder.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const embedder = (model: string, apiKey = 'any') => openAiEmbedder({ baseUrl: server.url, apiKey, model });

describe('an embedder behind an endpoint', () => {
  it('embeds any number of texts in order, in batches of at most 64', async () => {
    server.requests.length = 0;
    const texts = Array.from({ length: 150 }, (_, n) => `text number${n} about topic${n % 7}`);
    const vectors = await embedder('scripted').embed(texts);
    expect(vectors.length).toBe(150);
    const sizes = server.requests.map((request) => (request.body as { input: string[] }).input.length);
    expect(sizes).toEqual([64, 64, 22]);
    const [single] = await embedder('scripted').embed([texts[99]!]);
    expect(vectors[99]).toEqual(single);
    for (const vector of vectors) expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
  });

  it('embeds nothing without asking, and an empty text without failing', async () => {
    server.requests.length = 0;
    expect(await embedder('scripted').embed([])).toEqual([]);
    expect(server.requests.length).toBe(0);
    expect((await embedder('scripted').embed(['']))[0]?.length).toBe(256);
  });

  it('throws as the port says', async () => {
    await expect(embedder('scripted:status=429,retry-after=2').embed(['x'])).rejects.toMatchObject({
      kind: 'limited',
      retryAfterMs: 2000,
    });
    await expect(embedder('scripted:status=500').embed(['x'])).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(embedder('scripted', 'wrong').embed(['x'])).rejects.toMatchObject({ reason: 'llm.wrong-key' });
    await expect(embedder('scripted').embed(['x'], AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
    const abort = new AbortController();
    const slow = embedder('scripted:ttft=60000').embed(['x'], abort.signal);
    setTimeout(() => abort.abort(), 20);
    await expect(slow).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
