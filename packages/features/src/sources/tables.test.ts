import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { testEmbedder } from '../../test/test-embedder.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.services.llm = { ...app.services.llm, embedder: { ...testEmbedder, maxChars: 550 } };
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

const people = 'name;town;note\nAda;London;"Wrote\nthe first program"\nGrace;New York;Found the moth\nAlan;Bletchley\n';

test('a CSV is imported row by row, found by its words, and each hit opens at its row', async () => {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, 'people.csv', people);
  const { sourceId } = await client.sources.create.mutate({
    workspaceId,
    kind: 'file',
    fileId: file.id,
    csv: { titleColumn: 'name' },
  });
  const source = await endedSource(app, sourceId);
  expect(source).toMatchObject({
    status: 'partial',
    counts: { records: 3, pages: 0 },
    file: { mediaType: 'text/csv' },
  });
  expect(source.reason).toBe('One row has more or fewer columns than the header: 4. They were read as they are.');

  const { items } = await client.records.list.query({ sourceId });
  expect(items.map(({ title, place }) => [title, place])).toEqual([
    ['Ada', { kind: 'row', sheet: null, row: 2 }],
    ['Grace', { kind: 'row', sheet: null, row: 3 }],
    ['Alan', { kind: 'row', sheet: null, row: 4 }],
  ]);
  const { hits } = await client.search.query.query({ workspaceId, query: 'who found the moth' });
  expect(hits[0]).toMatchObject({ recordId: items[1]?.id, place: { kind: 'row', sheet: null, row: 3 }, page: null });
});

test('a preview shows the table before it is imported, and follows the options', async () => {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, 'preview.csv', people);
  const preview = await client.sources.previewCsv.query({ workspaceId, fileId: file.id });
  expect(preview).toEqual({
    columns: ['name', 'town', 'note'],
    numbers: [2, 3, 4],
    rows: [
      ['Ada', 'London', 'Wrote\nthe first program'],
      ['Grace', 'New York', 'Found the moth'],
      ['Alan', 'Bletchley'],
    ],
    delimiter: ';',
    encoding: 'utf-8',
    encodingSure: true,
    mismatched: [4],
    notes: [],
  });
  const commas = await client.sources.previewCsv.query({ workspaceId, fileId: file.id, delimiter: ',', rows: 1 });
  expect(commas.columns).toEqual(['name;town;note']);
  expect(commas.rows).toHaveLength(1);
});

test('a preview of a large table reads only its beginning', async () => {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, 'large.csv', `n,text\n${'1,"some words of a row"\n'.repeat(100_000)}`);
  const preview = await client.sources.previewCsv.query({ workspaceId, fileId: file.id, rows: 500 });
  expect(preview.rows).toHaveLength(500);
  expect(preview.mismatched).toEqual([]);
});

test('what is no table has no preview', async () => {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, 'a.pdf', '%PDF-1.4\n');
  const asked = client.sources.previewCsv.query({ workspaceId, fileId: file.id });
  await expect(asked).rejects.toMatchObject({ data: { reason: 'sources.no-table' } });
});
