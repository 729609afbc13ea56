import { spawn } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtinEmbedder } from './builtin-embedder.ts';
import type { Embedder } from './port.ts';

const open: Embedder[] = [];
function embedder(threads?: number): Embedder {
  const made = builtinEmbedder({ threads });
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((made) => made.close()));
});

/** Every thread of this process, so that a test can end one from outside, as a crash would. */
const threads: Worker[] = [];
const note = (worker: Worker) => void threads.push(worker);
beforeAll(() => void process.on('worker', note));
afterAll(() => void process.off('worker', note));

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

describe('the built-in embedder', () => {
  it('places a question nearer to its answer than to other text', async () => {
    const [question, answer, other] = await embedder().embed([
      'How long is the notice period?',
      'The contract may be ended with three months of notice.',
      'Bananas are rich in potassium.',
    ]);
    expect(dot(question!, answer!)).toBeGreaterThan(dot(question!, other!) + 0.1);
    expect(question!.length).toBe(512);
    for (const vector of [question!, answer!, other!]) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it('keeps the order of texts on several threads and gives one text the same vector everywhere', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => `Sentence number ${n} speaks of subject ${n * 7}.`);
    const [together, alone] = await Promise.all([embedder(2).embed(texts), embedder(1).embed([texts[7]!])]);
    expect(dot(together[7]!, alone[0]!)).toBeCloseTo(1, 4);
    expect(new Set(together.map((vector) => vector?.[0])).size).toBe(12);
  });

  it('takes any text: empty, other scripts, emoji, control characters, very long', async () => {
    const texts = ['', '   ', '😀😀😀', 'नमस्ते दुनिया', '中文\u0000\u202e', '\ud800', 'word '.repeat(50_000)];
    const vectors = await embedder().embed(texts);
    expect(vectors.map((vector) => vector?.length)).toEqual(texts.map(() => 512));
    expect(vectors.flatMap((vector) => [...(vector ?? [])]).every(Number.isFinite)).toBe(true);
  });

  it('answers a question while a book is being embedded', async () => {
    const model = embedder(1);
    const abort = new AbortController();
    const ended: string[] = [];
    const book = model.embed(
      Array.from({ length: 400 }, (_, n) => `Line ${n} of a long book.`),
      abort.signal,
    );
    const reading = book.then(
      () => ended.push('book'),
      () => ended.push('stopped'),
    );
    await model.embed(['What is the book about?']);
    expect(ended).toEqual([]);
    abort.abort();
    await reading;
    expect(ended).toEqual(['stopped']);
    await expect(book).rejects.toMatchObject({ kind: 'cancelled' });
    expect((await model.embed(['Still there?'])).length).toBe(1);
  });

  it('rejects what a dying thread had as unavailable and starts a new one', async () => {
    const model = embedder(1);
    await model.embed(['warm']);
    const pending = model.embed(Array.from({ length: 200 }, (_, n) => `text ${n}`));
    const outcome = expect(pending).rejects.toMatchObject({ kind: 'unavailable', reason: 'llm.embedder-died' });
    await threads.at(-1)?.terminate();
    await outcome;
    const before = threads.length;
    expect((await model.embed(['again'])).length).toBe(1);
    expect(threads.length).toBe(before + 1);
  });

  it('rejects what is pending when it is closed, and what comes after', async () => {
    const model = embedder(2);
    const pending = expect(model.embed(['a', 'b', 'c'])).rejects.toMatchObject({ reason: 'llm.closed' });
    await model.close();
    await pending;
    await expect(model.embed(['d'])).rejects.toMatchObject({ reason: 'llm.closed' });
  });

  it('keeps a process alive while it embeds and not when it is idle', async () => {
    const source = `import { builtinEmbedder } from ${JSON.stringify(new URL('./builtin-embedder.ts', import.meta.url).href)};
      const [vector] = await builtinEmbedder().embed(['hello']);
      process.stdout.write('embedded ' + vector.length);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part) => {
      output += part;
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect([code, output]).toEqual([0, 'embedded 512']);
  });
});
