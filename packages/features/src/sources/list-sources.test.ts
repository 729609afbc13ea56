import type { SourceView } from '@millrace/contract/sources/sources';
import type { NewRow } from '@millrace/db/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

type Row = Pick<NewRow<'sources'>, 'title' | 'status' | 'enabled' | 'tags' | 'retrieved'> & {
  kind?: SourceView['kind'];
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  const { workspaceId } = app;
  const rows: (Row & { file?: string })[] = [
    { title: 'Annual report', file: 'application/pdf', status: 'ready', tags: ['finance'], retrieved: 3 },
    { title: 'budget 100%', file: 'text/csv', status: 'partial', tags: ['finance', 'draft'] },
    { title: 'Candles', file: 'text/csv', status: 'ready', enabled: false, retrieved: 9 },
    { title: 'docs.example.org', kind: 'site', status: 'failed' },
    { title: 'émigré letters', kind: 'text', file: 'text/markdown', status: 'processing', enabled: false },
  ];
  for (const { file, tags = [], ...row } of rows) {
    const { id: fileId } = file
      ? await app.services.db
          .insertInto('files')
          .values({ workspaceId, sha256: '0', size: 9, mediaType: file, name: `${row.title}.bin`, createdBy: null })
          .returning('id')
          .executeTakeFirstOrThrow()
      : { id: null };
    await app.services.db
      .insertInto('sources')
      .values({ workspaceId, kind: 'file', ...row, tags, fileId })
      .execute();
  }
});
afterAll(() => app[Symbol.asyncDispose]());

type Wanted = Omit<Parameters<TestApp['client']['sources']['list']['query']>[0], 'workspaceId'>;
const list = (wanted: Wanted) => app.client.sources.list.query({ workspaceId: app.workspaceId, ...wanted });
const titles = (sources: SourceView[]) => sources.map(({ title }) => title);
const found = async (wanted: Wanted) => titles((await list({ sort: 'title', ...wanted })).items);

test('sources are found by a part of the title or of the file name, whatever the case and the signs', async () => {
  expect(await found({ q: 'REPORT' })).toEqual(['Annual report']);
  expect(await found({ q: 'candles.bin' })).toEqual(['Candles']);
  expect(await found({ q: '100%' })).toEqual(['budget 100%']);
  expect(await found({ q: '_' })).toEqual([]);
  expect(await found({ q: 'ÉMIGRÉ' })).toEqual(['émigré letters']);
});

test('kinds are those that people tell apart, and an unknown one changes nothing', async () => {
  expect(await found({ kind: 'pdf' })).toEqual(['Annual report']);
  expect(await found({ kind: 'site' })).toEqual(['docs.example.org']);
  expect(await found({ kind: 'text' })).toEqual(['émigré letters']);
  expect(await found({ kind: 'markdown' })).toEqual([]);
  expect(await found({ kind: 'no such kind' })).toHaveLength(5);
});

test('what is complete and left out is disabled, what is being read is being read', async () => {
  expect(await found({ state: 'disabled' })).toEqual(['Candles']);
  expect(await found({ state: 'ready' })).toEqual(['Annual report']);
  expect(await found({ state: 'processing' })).toEqual(['émigré letters']);
});

test('tags narrow, and the counts tell what each state would show', async () => {
  expect(await found({ tag: 'finance' })).toEqual(['Annual report', 'budget 100%']);
  expect((await list({ tag: 'finance', state: 'ready' })).counts).toEqual({ ready: 1, partial: 1 });
  expect((await list({})).counts).toEqual({ ready: 1, partial: 1, disabled: 1, failed: 1, processing: 1 });
});

test('the tags of a workspace are there once each, and those of nobody else', async () => {
  expect(await app.client.sources.tags.query({ workspaceId: app.workspaceId })).toEqual(['draft', 'finance']);
  const eve = await app.as('eve');
  expect(await eve.client.sources.tags.query({ workspaceId: eve.workspaceId })).toEqual([]);
});

test.each(['newest', 'oldest', 'title', 'updated', 'retrieved'] as const)(
  'in the order %s each source comes once, page by page',
  async (sort) => {
    const whole = await list({ sort });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ sort, limit: 2, cursor });
      seen.push(...titles(page.items));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(titles(whole.items));
    expect(seen.toSorted()).toEqual(['Annual report', 'Candles', 'budget 100%', 'docs.example.org', 'émigré letters']);
  },
);

test('orders are what they are called', async () => {
  expect(titles((await list({ sort: 'retrieved' })).items).slice(0, 2)).toEqual(['Candles', 'Annual report']);
  expect(titles((await list({ sort: 'oldest' })).items)).toEqual(titles((await list({})).items).toReversed());
  expect((await found({})).slice(0, 3)).toEqual(['Annual report', 'budget 100%', 'Candles']);
});
