import { toJson } from '@millrace/db/to-json';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { testEmbedder } from '../../test/test-embedder.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.services.llm = { ...app.services.llm, embedder: { ...testEmbedder, maxChars: 300 } };
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

/** A table whose last row is broken, so that it may be read again. */
async function addTable() {
  const { workspaceId, client } = app;
  const rows = ['name,use', 'Sprocket,turns the chain', 'Flange,joins pipes', 'Gasket,keeps it tight', 'Broken,a,b'];
  const file = await app.upload(workspaceId, 'parts.csv', rows.join('\n'));
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id, again: true });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'partial' });
  const recordsOf = async () => (await client.records.list.query({ sourceId })).items;
  const again = async () => {
    await client.sources.retry.mutate({ sourceId });
    return endedSource(app, sourceId);
  };
  return { sourceId, recordsOf, again };
}

test('edits, deletions and passages that were left out survive another reading of the file, in their places', async () => {
  const { recordsOf, again } = await addTable();
  const { client, services } = app;
  const [sprocket, flange, gasket, broken] = await recordsOf();
  const edited = await client.records.update.mutate({
    recordId: sprocket?.id ?? '',
    text: 'It turns the chain of the mill.',
    expectedVersion: 1,
  });
  await client.records.delete.mutate({ recordId: flange?.id ?? '' });
  const [chunk] = await client.chunks.list.query({ recordId: gasket?.id ?? '' });
  await client.chunks.setEnabled.mutate({ chunkId: chunk?.id ?? '', enabled: false });
  const source = await again();
  expect(source).toMatchObject({ status: 'partial', counts: { records: 3, chunks: 3, embedded: 3 } });
  const after = await recordsOf();
  expect(after.map(({ title }) => title)).toEqual(['Sprocket', 'Gasket', 'Broken']);
  expect(after[0]).toMatchObject({ id: sprocket?.id, text: edited.text, edited: true, version: 2, changedBy: 'ada' });
  expect(after[2]?.id).not.toBe(broken?.id);
  expect(await client.chunks.list.query({ recordId: gasket?.id ?? '' })).toMatchObject([
    { id: chunk?.id, enabled: false },
  ]);
  expect(await client.records.versions.query({ recordId: sprocket?.id ?? '' })).toHaveLength(2);
  const positions = await services.db
    .selectFrom('chunks')
    .select('position')
    .where('sourceId', '=', source.id)
    .where('position', '<', 0)
    .execute();
  expect(positions).toEqual([]);
  // and once more: nothing gathers
  expect((await again()).counts).toMatchObject({ records: 3, chunks: 3 });
  expect((await recordsOf()).map(({ id }) => id).slice(0, 2)).toEqual([sprocket?.id, gasket?.id]);
});

test('where the file is read otherwise than before, an edit gives way and is kept', async () => {
  const { sourceId, recordsOf, again } = await addTable();
  const { client, services } = app;
  const [sprocket] = await recordsOf();
  const recordId = sprocket?.id ?? '';
  await client.records.update.mutate({ recordId, text: 'It turns the chain of the mill.', expectedVersion: 1 });
  const options = toJson({ csv: { textColumns: ['use'], titleColumn: 'name' } });
  await services.db.updateTable('sources').set({ options }).where('id', '=', sourceId).execute();
  await again();
  const now = (await recordsOf())[0];
  expect(now).toMatchObject({ id: recordId, version: 3, edited: false, text: 'use: turns the chain' });
  expect(await client.records.versions.query({ recordId })).toMatchObject([
    { version: 3, edited: false },
    { version: 2, edited: true, replacedBySource: true },
    { version: 1, edited: false },
  ]);
});
