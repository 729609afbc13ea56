import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { iterate } from '@millrace/bus/iterate';
import { AppError } from '@millrace/contract/app-error';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { isLocked, lockedReasons } from '@millrace/contract/reading/locked-file';
import type { IngestProgress, SourceView } from '@millrace/contract/sources/sources';
import type { Embedder } from '@millrace/llm/port';
import { blankPdf, makePdf, textPdf } from '@millrace/reading/test/make-pdf';
import { picturePdf } from '@millrace/reading/test/scan-pdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { findRun } from '../jobs/jobs.queries.ts';
import { watchRun } from '../jobs/watch-run.ts';

let app: TestApp;
/** What the embedder does before it answers; tests put errors and waits here. */
let beforeEmbedding: (signal?: AbortSignal, texts?: string[]) => Promise<void> = async () => {};
beforeAll(async () => {
  app = await testApp({ settings: { extraction: { memoryMb: 512, timeoutMs: 20_000 } } });
  const embedder: Embedder = {
    ...testEmbedder,
    maxChars: 550,
    embed: async (texts, signal) => {
      await beforeEmbedding(signal, texts);
      return testEmbedder.embed(texts, signal);
    },
  };
  app.services.llm = { ...app.services.llm, embedder };
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

async function begin(name: string, octets: Uint8Array | string) {
  const file = await app.upload(app.workspaceId, name, octets);
  return app.client.sources.create.mutate({ workspaceId: app.workspaceId, kind: 'file', fileId: file.id });
}
async function ingest(name: string, octets: Uint8Array | string): Promise<SourceView> {
  const { sourceId } = await begin(name, octets);
  return endedSource(app, sourceId);
}
const recordsOf = (sourceId: string) =>
  app.services.db.selectFrom('records').selectAll().where('sourceId', '=', sourceId).orderBy('position').execute();
const chunksOf = (sourceId: string) =>
  app.services.db.selectFrom('chunks').selectAll().where('sourceId', '=', sourceId).orderBy('position').execute();
async function eventsOf(runId: string): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  const watch = watchRun(app.services, runId, { right: { key: 'test', holds: async () => {} } });
  for await (const { data } of iterate(watch, AbortSignal.timeout(30_000))) events.push(JSON.parse(data));
  return events;
}
const story = (page: number) =>
  `Chapter ${page} tells of mill number ${page}. ${'The wheel turns in the river and the stones grind the grain. '.repeat(15)}`;

describe('what is whole', () => {
  test('a PDF becomes pages, places and chunks with vectors', async () => {
    const source = await ingest('The mills.pdf', textPdf([story(1), story(2), story(3)]));
    expect(source).toMatchObject({ title: 'The mills', status: 'ready', reason: null, kind: 'file' });
    const [records, chunks] = [await recordsOf(source.id), await chunksOf(source.id)];
    expect(source.counts).toEqual({ pages: 3, records: 3, chunks: chunks.length, embedded: chunks.length, skipped: 0 });
    expect(records.map((record) => record.page)).toEqual([1, 2, 3]);
    let at = 0;
    for (const record of records) {
      expect([record.charStart, record.charEnd]).toEqual([at, at + record.text.length]);
      at = record.charEnd;
      const own = chunks.filter((chunk) => chunk.recordId === record.id);
      expect(own.map((chunk) => chunk.text).join('')).toBe(record.text);
      for (const chunk of own) {
        expect(record.text.slice(chunk.charStart, chunk.charEnd)).toBe(chunk.text);
        expect(chunk).toMatchObject({ page: record.page, title: 'The mills', embeddingModel: testEmbedder.model });
      }
    }
    expect(chunks.map((chunk) => chunk.position)).toEqual(chunks.map((_, i) => i));
    const view = await app.client.records.get.query({ recordId: records[1]?.id ?? '' });
    expect(view.spans.length).toBeGreaterThan(5);
    for (const span of view.spans) expect(view.text.slice(span.start, span.end).trim()).not.toBe('');
  });

  test('Markdown keeps every character and names its chunks by their headings', async () => {
    const text = `# Mills\r\n\r\nIntro.\r\n\r\n## Wheels 👋\r\n\r\n${'A wheel turns. '.repeat(100)}\n\n## Stones\n\nA stone grinds.\n`;
    const source = await ingest('mills.md', text);
    expect(source).toMatchObject({ status: 'ready', counts: { pages: 0, records: 1 } });
    expect((await recordsOf(source.id)).map((record) => record.text).join('')).toBe(text);
    const chunks = await chunksOf(source.id);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
    expect([...new Set(chunks.map((chunk) => chunk.heading))]).toEqual(['Mills', 'Wheels 👋', 'Stones']);
  });

  test('a pasted text takes the same way', async () => {
    const { sourceId } = await app.client.sources.create.mutate({
      workspaceId: app.workspaceId,
      kind: 'text',
      title: ' Notes\u202e on\0 mills ',
      text: 'The mill was built in 1987.',
    });
    const source = await endedSource(app, sourceId);
    expect(source).toMatchObject({ kind: 'text', title: 'Notes on mills', status: 'ready', counts: { chunks: 1 } });
    expect(source.file?.name).toBe('Notes on mills.md');
  });

  test('a text in an old encoding is read, and the reader is told', async () => {
    const source = await ingest('old.txt', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65]));
    expect(source.status).toBe('ready');
    expect(source.reason).toMatch(/Windows-1252/);
    expect((await recordsOf(source.id))[0]?.text).toBe('Grüße');
  });

  test('a text whose letters make no words is not ready', async () => {
    const noise =
      'Qeb tebbi lc qeb jfii qrokp fk qeb ofsbo xka qeb pqlkbp dofka qeb doxfk tefib qeb jfiibo pibbmp. '.repeat(3);
    const source = await ingest('noise.txt', noise);
    expect(source).toMatchObject({ status: 'partial', counts: { records: 1 } });
    expect(source.reason).toMatch(/^This text is unsure: its letters make no words/);
  });

  test('a PDF of 1,000 pages comes in, and its progress only grows', async () => {
    const { sourceId, runId } = await begin(
      'long.pdf',
      textPdf(Array.from({ length: 1_000 }, (_, i) => `Page ${i + 1} of a long document about mills.`)),
    );
    const events = await eventsOf(runId);
    expect(await endedSource(app, sourceId)).toMatchObject({
      status: 'ready',
      counts: { pages: 1_000, records: 1_000, chunks: 1_000, embedded: 1_000 },
    });
    const states = events.flatMap((event) => (event.type === 'progress' ? [event.progress as IngestProgress] : []));
    expect(new Set(states.map((state) => state.phase))).toContain('extracting');
    for (const [i, state] of states.entries()) {
      const before = states[i - 1];
      expect(state.pages).toBeGreaterThanOrEqual(before?.pages ?? 0);
      expect(state.chunks).toBeGreaterThanOrEqual(before?.chunks ?? 0);
      expect(state.embedded).toBeGreaterThanOrEqual(before?.embedded ?? 0);
    }
  });
});

describe('what is broken says so in words', () => {
  const whole = textPdf([story(1), story(2)]);
  test.each([
    [
      'a PDF with a password',
      'locked.pdf',
      textPdf(['secret'], { userPassword: 'sesame' }),
      /protected with a password/,
    ],
    ['a PDF without its objects', 'half.pdf', whole.subarray(0, 100), /damaged or cut off/],
    ['a PDF without pages', 'none.pdf', makePdf([]), /no pages/],
    ['a PDF of blank pages', 'blank.pdf', blankPdf(3), /^All pages of this PDF are blank\.$/],
    ['a text of blanks', 'blank.txt', ' \n\n ', /only whitespace/],
  ])('%s fails at the first attempt', async (_, name, octets, words) => {
    const source = await ingest(name, octets);
    expect(source.status).toBe('failed');
    expect(source.reason).toMatch(words);
    const run = await app.client.jobs.get.query({ runId: source.runId ?? '' });
    expect(run).toMatchObject({ status: 'failed', attempt: 1, subject: { kind: 'source', id: source.id } });
  });

  test('a PDF with some blank pages is ready and names them', async () => {
    const pages = [1, 2, 3, 4, 5].map((n) => ({
      lines: n === 2 || n > 3 ? [] : [{ x: 72, y: 700, text: `Page ${n}.` }],
    }));
    const source = await ingest('mixed.pdf', makePdf(pages));
    expect(source).toMatchObject({ status: 'ready', counts: { pages: 5, records: 2, skipped: 0 } });
    expect(source.reason).toBe('3 pages are blank: 2, 4–5.');
  });

  test('a PDF with a picture that has no letters is partial and names its page', async () => {
    const grey = new Uint8Array(200 * 200).map((_, i) => (Math.floor(i / 2_000) % 2 === 0 ? 40 : 220));
    const picture = { width: 200, height: 200, grey };
    const source = await ingest(
      'picture.pdf',
      picturePdf([
        { picture, scale: 1, stamp: 'The mill, seen from the river, in the year 1987, with its wheel.' },
        { picture, scale: 1 },
      ]),
    );
    expect(source).toMatchObject({ status: 'partial', counts: { pages: 2, records: 1, skipped: 1 } });
    expect(source.reason).toMatch(/One page without text that could be read cannot be searched: 2\./);
  });

  test('a PDF without its end is partial', async () => {
    const source = await ingest('end.pdf', whole.subarray(0, whole.length - 7));
    expect(source).toMatchObject({ status: 'partial', counts: { records: 2 } });
    expect(source.reason).toMatch(/end of the file is missing/);
  });
});

describe('a file with a password', () => {
  const storedOptions = async (sourceId: string) =>
    (await app.services.db.selectFrom('sources').select('options').where('id', '=', sourceId).executeTakeFirst())
      ?.options;

  test('is read once the password is given, which is sealed until then and forgotten after', async () => {
    const locked = await ingest('vault.pdf', textPdf(['The secret of the mill.'], { userPassword: 'sesame-7731' }));
    expect(isLocked(locked)).toBe(true);
    const { sourceId, runId } = await app.client.sources.unlock.mutate({
      sourceId: locked.id,
      password: 'sesame-7731',
    });
    const stored = await storedOptions(sourceId);
    const run = await app.services.db.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst();
    expect(JSON.stringify([stored, run])).not.toContain('sesame-7731');
    const source = await endedSource(app, sourceId);
    expect(source).toMatchObject({ status: 'ready', options: null });
    expect((await recordsOf(sourceId))[0]?.text).toBe('The secret of the mill.');
    expect(await storedOptions(sourceId)).toBeNull();
  });

  test('says so when another one is given, and forgets that', async () => {
    const locked = await ingest('vault2.pdf', textPdf(['Another secret.'], { userPassword: 'sesame' }));
    await app.client.sources.unlock.mutate({ sourceId: locked.id, password: 'barley' });
    const source = await endedSource(app, locked.id);
    expect(source.reason).toBe(lockedReasons.wrong);
    expect(isLocked(source)).toBe(true);
    expect(await storedOptions(locked.id)).toBeNull();
  });
});

test('the first passages have their vectors while the rest is still being read', async () => {
  const steps = async () => (await app.services.db.selectFrom('runSteps').select('runId').execute()).length;
  const before = await steps();
  let first: { text: string | undefined; steps: number } | undefined;
  beforeEmbedding = async (_signal, texts) => {
    first ??= { text: texts?.[0], steps: await steps() };
  };
  const { sourceId } = await begin('beside.pdf', textPdf(Array.from({ length: 400 }, (_, i) => `Sheet ${i}.`)));
  const source = await endedSource(app, sourceId);
  beforeEmbedding = async () => {};
  expect(first).toEqual({ text: 'Sheet 0.', steps: before });
  expect(source).toMatchObject({ status: 'ready', counts: { chunks: 400, embedded: 400 } });
});

describe('what is interrupted', () => {
  test('goes on after a failure of the embedder without reading the file again', async () => {
    const asked: string[] = [];
    const isFirstAttempt = async () => {
      const running = app.services.db.selectFrom('runs').where('status', '=', 'running').select('attempt');
      return (await running.executeTakeFirst())?.attempt === 1;
    };
    beforeEmbedding = async (_signal, texts = []) => {
      if (asked.length > 0 && (await isFirstAttempt()))
        throw new AppError('unavailable', 'llm.down', 'The embedder is down.');
      asked.push(...texts);
    };
    const { sourceId, runId } = await begin('again.pdf', textPdf(Array.from({ length: 60 }, (_, i) => `Page ${i}.`)));
    const events = await eventsOf(runId);
    beforeEmbedding = async () => {};
    const source = await endedSource(app, sourceId);
    expect(source).toMatchObject({ status: 'ready', counts: { chunks: 60, embedded: 60 } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'failed', willRetry: true }));
    // nothing that had its vector was asked for again
    expect(asked).toHaveLength(60);
    expect(new Set(asked).size).toBe(60);
  });

  test('a cancel keeps what was done and leaves the rest', async () => {
    beforeEmbedding = (signal) => sleep(60_000, undefined, { signal });
    const { sourceId, runId } = await begin('cancelled.pdf', textPdf([story(1), story(2)]));
    await expect.poll(async () => (await chunksOf(sourceId)).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await app.client.jobs.cancel.mutate({ runId });
    const source = await endedSource(app, sourceId);
    beforeEmbedding = async () => {};
    expect(source).toMatchObject({ status: 'cancelled', counts: { records: 2, embedded: 0 } });
    expect(source.reason).toMatch(/can be searched/);

    const again = await app.client.sources.retry.mutate({ sourceId });
    expect(again.runId).not.toBe(runId);
    expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready', reason: null, runId: again.runId });
    expect(await recordsOf(sourceId)).toHaveLength(2);
  });

  test('a pause keeps what was done, and the rest goes on without reading the file again', async () => {
    const asked: string[] = [];
    beforeEmbedding = async (signal, texts = []) => {
      if (asked.length > 0) return sleep(60_000, undefined, { signal });
      asked.push(...texts);
    };
    const { sourceId } = await begin('paused.pdf', textPdf(Array.from({ length: 60 }, (_, i) => `Leaf ${i}.`)));
    const embedded = async () => (await app.client.sources.get.query({ sourceId })).counts.embedded;
    await expect.poll(embedded).toBeGreaterThan(0);
    const steps = app.services.db.selectFrom('runSteps').innerJoin('sources', 'sources.runId', 'runSteps.runId');
    await expect.poll(() => steps.where('sources.id', '=', sourceId).select('name').execute()).toHaveLength(1);
    await app.client.sources.pause.mutate({ sourceId });
    expect(await endedSource(app, sourceId)).toMatchObject({
      status: 'paused',
      reason: 'Paused. What was read so far can be searched.',
    });
    const before = await chunksOf(sourceId);
    beforeEmbedding = async (_signal, texts = []) => void asked.push(...texts);
    await app.client.sources.resume.mutate({ sourceId });
    const source = await endedSource(app, sourceId);
    beforeEmbedding = async () => {};
    expect(source).toMatchObject({ status: 'ready', reason: null, counts: { chunks: 60, embedded: 60 } });
    expect((await chunksOf(sourceId)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(new Set(asked).size).toBe(60);
    expect(asked).toHaveLength(60);
  });

  test('a deletion stops the work', async () => {
    beforeEmbedding = (signal) => sleep(60_000, undefined, { signal });
    const { sourceId, runId } = await begin('deleted.pdf', textPdf([story(1)]));
    await expect.poll(async () => (await chunksOf(sourceId)).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await app.client.sources.delete.mutate({ sourceId });
    await expect
      .poll(async () => (await findRun(app.services.db, runId))?.status, { timeout: 20_000 })
      .toBe('cancelled');
    await expect(app.client.jobs.get.query({ runId })).rejects.toMatchObject({ data: { kind: 'not-found' } });
    beforeEmbedding = async () => {};
  });

  test('a source whose embedder stays down can still be searched by its words', async () => {
    beforeEmbedding = async () => {
      throw new AppError('invalid', 'llm.key', 'The embedder refused the key.');
    };
    const source = await ingest('words.txt', `Words about mills ${randomUUID()}.`);
    beforeEmbedding = async () => {};
    expect(source).toMatchObject({ status: 'partial', counts: { chunks: 1, embedded: 0 } });
    expect(source.reason).toMatch(/searched by words.*refused the key/);
  });
});
