import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blankPdf, makePdf, textPdf } from '../../test/make-pdf.ts';
import { type ExtractOptions, extractSource } from './extract-source.ts';
import type { ExtractedRecord } from './extracted.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'extract-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function start(octets: Buffer | string, options: Partial<ExtractOptions> = {}) {
  const path = join(dir, randomUUID());
  await writeFile(path, octets);
  const defaults = {
    mediaType: 'application/pdf',
    memoryMb: 512,
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  };
  return extractSource({ path, ...defaults, ...options });
}
async function extract(octets: Buffer | string, options?: Partial<ExtractOptions>) {
  const records: ExtractedRecord[] = [];
  const others: object[] = [];
  for await (const message of await start(octets, options)) {
    if (message.kind === 'record') records.push(message.record);
    else others.push(message);
  }
  return { records, others };
}

test('a PDF comes page by page with the place of every line', async () => {
  const { records, others } = await extract(textPdf(['First page.\nIts second line.', 'Second page.']));
  expect(records.map((record) => [record.page, record.text])).toEqual([
    [1, 'First page. Its second line.'],
    [2, 'Second page.'],
  ]);
  const [first] = records;
  expect(first?.spans.map(({ start: from, end }) => first.text.slice(from, end))).toEqual([
    'First page.',
    'Its second line.',
  ]);
  expect(first?.spans[0]?.box).toMatchObject({ x: 72, height: expect.closeTo(12, 0) });
  expect(first?.spans[0]?.box.y).toBeCloseTo(842 - 770 - 10, 0);
  expect(others).toEqual([
    { kind: 'opened', totalPages: 2 },
    { kind: 'done', notes: [], incomplete: false },
  ]);
});

test('a page that is shown turned has its boxes turned too', async () => {
  const { records } = await extract(makePdf([{ rotate: 90, lines: [{ x: 72, y: 770, text: 'Turned' }] }]));
  const box = records[0]?.spans[0]?.box;
  expect(box && box.height > box.width).toBe(true);
  expect(box?.y).toBeCloseTo(72, 0);
});

test('blank pages are named as blank', async () => {
  const { records, others } = await extract(blankPdf(3));
  expect(records).toEqual([]);
  expect(others).toEqual([
    { kind: 'opened', totalPages: 3 },
    ...[1, 2, 3].map((page) => ({ kind: 'blank', page })),
    { kind: 'done', notes: ['3 pages are blank: 1–3.'], incomplete: false },
  ]);
});

test('Markdown and text come with their headings', async () => {
  const { records } = await extract('# Title\n\nBody.', { mediaType: 'text/markdown' });
  expect(records).toMatchObject([{ page: null, text: '# Title\n\nBody.', headings: [{ text: 'Title' }] }]);
});

const whole = textPdf(Array.from({ length: 5 }, (_, i) => `Page ${i + 1} of a text that will be cut off.`));
test.each([
  [
    'with a password',
    textPdf(['secret'], { userPassword: 'open sesame' }),
    'sources.password',
    /protected with a password/,
  ],
  ['of rubbish behind its mark', Buffer.from('%PDF-1.7\nrubbish'), 'sources.damaged', /damaged/],
  ['without pages', makePdf([]), 'sources.no-pages', /no pages/],
  ['with 5,001 pages', blankPdf(5_001), 'sources.too-many-pages', /5,001 pages; at most 5,000/],
])('a PDF %s is refused in words', async (_, octets, reason, words) => {
  const refusal = extract(octets);
  await expect(refusal).rejects.toMatchObject({ kind: 'invalid', reason });
  await expect(refusal).rejects.toThrow(words);
});

test('a PDF with a password is read with it, and refused with another', async () => {
  const locked = textPdf(['The secret of the mill.'], { userPassword: 'open sesame' });
  const { records } = await extract(locked, { password: 'open sesame' });
  expect(records.map((record) => record.text)).toEqual(['The secret of the mill.']);
  await expect(extract(locked, { password: 'open barley' })).rejects.toMatchObject({
    reason: 'sources.wrong-password',
    message: expect.stringContaining('does not open this PDF'),
  });
});

test('a PDF that lost only its end is read and marked as incomplete', async () => {
  const { others } = await extract(Buffer.concat([whole.subarray(0, whole.length - 7)]));
  expect(others.at(-1)).toMatchObject({ kind: 'done', incomplete: true });
});

const long = textPdf(Array.from({ length: 23 }, (_, i) => `Page ${i + 1}. ${'Some words of it. '.repeat(30)}`));
test('a PDF of 23 pages that lost its last 2 kB, and with them the list of its objects, has all of them', async () => {
  const { records, others } = await extract(long.subarray(0, long.length - 2_000));
  expect(records.map((record) => record.text.slice(0, 8))).toEqual(
    Array.from({ length: 23 }, (_, i) => `Page ${i + 1}. S`.slice(0, 8)),
  );
  expect(others.at(-1)).toEqual({ kind: 'done', notes: [], incomplete: true });
});

test('a PDF that was cut in half has the pages that are left, and how many are missing', async () => {
  const { records, others } = await extract(long.subarray(0, long.length / 2));
  expect(records.map((record) => record.text.slice(0, 7))).toEqual(
    Array.from({ length: records.length }, (_, i) => `Page ${i + 1}.`.padEnd(7).slice(0, 7)),
  );
  expect(records.length).toBeGreaterThan(8);
  const note = `Of its 23 pages, ${23 - records.length} pages are missing.`;
  expect(others.at(-1)).toEqual({ kind: 'done', notes: [note], incomplete: true, faulty: true });
});

test('a text of blanks only is refused', async () => {
  await expect(extract(' \n\t\n', { mediaType: 'text/plain' })).rejects.toMatchObject({ reason: 'sources.no-text' });
});

const many = () => textPdf(Array.from({ length: 2_000 }, (_, i) => `Page ${i}. ${'Some words of it. '.repeat(60)}`));

test('what takes too long is stopped', async () => {
  await expect(extract(many(), { timeoutMs: 500 })).rejects.toMatchObject({
    kind: 'invalid',
    reason: 'sources.too-slow',
  });
});

test('what needs too much memory is stopped', async () => {
  await expect(extract(many(), { memoryMb: 60 })).rejects.toMatchObject({
    kind: 'invalid',
    reason: 'sources.too-much-memory',
  });
});

test('a page that unpacks to hundreds of megabytes takes down only its reader', async () => {
  const bomb = makePdf([{ lines: [], packed: deflateSync(Buffer.alloc(400_000_000, 32), { level: 1 }) }]);
  expect(bomb.length).toBeLessThan(10_485_760);
  await expect(extract(bomb, { memoryMb: 256 })).rejects.toMatchObject({ reason: 'sources.too-much-memory' });
});

test('an abort ends the reading with what it was aborted with', async () => {
  const stop = new AbortController();
  const messages = await start(many(), { signal: stop.signal });
  await messages.next();
  stop.abort(new Error('enough'));
  await expect(
    (async () => {
      for await (const _ of messages);
    })(),
  ).rejects.toThrow('enough');
});

test('the reader waits for a slow taker instead of running ahead', async () => {
  const path = join(dir, randomUUID());
  await writeFile(path, many());
  const child = fork(fileURLToPath(new URL('./extract-child.ts', import.meta.url)), [], { execArgv: [] });
  try {
    let got = 0;
    /** Comes to so many and stays there. A busy machine may be slow to come, never to stay. */
    const restsAt = async (messages: number) => {
      await expect.poll(() => got, { timeout: 30_000 }).toBe(messages);
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(got).toBe(messages);
    };
    child.on('message', () => {
      got += 1;
    });
    child.send({ kind: 'read', path, mediaType: 'application/pdf', maxPages: 5_000 });
    await restsAt(16);
    child.send({ kind: 'taken', messages: 10 });
    await restsAt(26);
  } finally {
    child.kill('SIGKILL');
  }
});
