import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAiEmbedder } from '../openai-embedder.ts';
import { type ScriptedServer, startScriptedServer } from '../scripted-server.ts';
import { LearnedManners } from './manners.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.requests.length = 0;
});

const open = (knobs: string, manners = new LearnedManners()) =>
  openAiEmbedder({ baseUrl: server.url, apiKey: 'any', model: `scripted:${knobs}` }, { manners });
const asked = () => server.requests.splice(0).map(({ body }) => body as { input: string[]; encoding_format?: string });
const sizes = () => asked().map(({ input }) => input.length);
const short = Array.from({ length: 40 }, (_, n) => `Passage ${n} on topic ${n % 7}.`);
const plain = await (async () => {
  const own = await startScriptedServer();
  const vectors = await openAiEmbedder({ baseUrl: own.url, apiKey: 'any', model: 'scripted' }).embed(short);
  await own.close();
  return vectors;
})();

describe('a server that does not take a request for vectors as it is', () => {
  test.each([
    ['base64', ['base64', 'float', 'float']],
    ['encoding_format', ['base64', 'float', undefined, undefined]],
  ])('is asked without what it refuses (%s), and never again with it', async (refuse, formats) => {
    const manners = new LearnedManners();
    const knobs = `refuse=${refuse},refuse-status=422`;
    const [first] = await open(knobs, manners).embed([short[0] ?? '']);
    const [second] = await open(knobs, manners).embed([short[1] ?? '']);
    for (const [i, vector] of [first, second].entries()) {
      expect(vector?.length).toBe(256);
      expect(vector?.every((value, at) => Math.abs(value - (plain[i]?.[at] ?? 0)) < 1e-6)).toBe(true);
    }
    expect(asked().map(({ encoding_format }) => encoding_format)).toEqual(formats);
  });

  test('gets no more texts at once than it says it takes', async () => {
    const embedder = open('batch=10');
    expect(await embedder.embed(short)).toEqual(plain);
    expect(sizes()).toEqual([40, 10, 10, 10, 10]);
    expect(await embedder.embed(short.slice(0, 20))).toEqual(plain.slice(0, 20));
    expect(sizes()).toEqual([10, 10]);
  });

  test.each([400, 500])('gets a text that is too long in parts, whose vectors are averaged (%d)', async (status) => {
    const embedder = open(`longest=900,refuse-status=${status}`);
    const long = `${'The heron waits by the water. '.repeat(40)}${'The mill grinds the grain. '.repeat(30)}`;
    const texts = [...short.slice(0, 3), long, ...short.slice(3, 6)];
    const vectors = await embedder.embed(texts);
    expect(vectors.toSpliced(3, 1)).toEqual(plain.slice(0, 6));
    const average = vectors[3];
    expect(Math.hypot(...(average ?? []))).toBeCloseTo(1, 5);
    const [heron, mill] = await embedder.embed(['The heron waits by the water.', 'The mill grinds the grain.']);
    for (const part of [heron, mill]) {
      expect(part?.reduce((sum, value, i) => sum + value * (average?.[i] ?? 0), 0)).toBeGreaterThan(0.5);
    }
    const before = sizes().length;
    expect(before).toBeLessThan(16);
    // what was too long once is not sent whole again
    await embedder.embed([long]);
    expect(asked().every(({ input }) => input.every((text) => text.length < long.length))).toBe(true);
  });

  test('leaves a text without a vector that it refuses alone, and the others have theirs', async () => {
    const texts = short.with(17, 'This passage is poison.');
    const vectors = await open('poison=1').embed(texts);
    expect(vectors[17]).toBeNull();
    expect(vectors.with(17, plain[17] ?? null)).toEqual(plain);
    expect(await open('poison=1').embed(['poison'])).toEqual([null]);
  });

  test('that fails every request is reported, and is not asked text by text', async () => {
    await expect(open('status=500').embed(short)).rejects.toMatchObject({ kind: 'unavailable', reason: 'llm.down' });
    expect(sizes()).toEqual([40, 1]);
    await expect(open('status=400').embed(short)).rejects.toMatchObject({ kind: 'invalid' });
    expect(sizes()).toEqual([40, 1]);
    await expect(open('status=503').embed(short)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(sizes()).toEqual([40]);
  });
});

test.each(['status=401', 'status=402', 'status=404', 'status=413,longest=0', 'longest=0', 'status=500', 'ttft=2000'])(
  'an error about an embedding model says nothing of a chat (%s)',
  async (knobs) => {
    const embedder = openAiEmbedder(
      { baseUrl: server.url, apiKey: 'any', model: `scripted:${knobs}`, firstByteMs: 60 },
      {},
    );
    const error: unknown = await embedder.embed(['x'.repeat(20)]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toMatch(/question|answer[^s ]|chat|Settings → Models/i);
  },
);
