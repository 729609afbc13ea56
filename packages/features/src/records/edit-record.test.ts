import type { Embedder } from '@millrace/llm/port';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { testEmbedder } from '../../test/test-embedder.ts';

let app: TestApp;
/** The texts that were given a vector. */
let embedded: string[] = [];
beforeAll(async () => {
  app = await testApp();
  const embedder: Embedder = {
    ...testEmbedder,
    maxChars: 200,
    embed: (texts, signal) => {
      embedded.push(...texts);
      return testEmbedder.embed(texts, signal);
    },
  };
  app.services.llm = { ...app.services.llm, embedder };
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(() => {
  embedded = [];
});

const sections = (...bodies: string[]) => bodies.map((body, i) => `## Part ${i + 1}\n\n${body}`).join('\n\n');
const text = sections('The mill opens at nine.', 'The river is deep.', 'The wheel is of oak.');

async function addRecord(body = text, title = 'Mill') {
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'text', title, text: body });
  await endedSource(app, sourceId);
  const [record] = (await client.records.list.query({ sourceId })).items;
  if (!record) throw new Error('there is no record');
  embedded = [];
  return { sourceId, recordId: record.id, record };
}
const chunksOf = (recordId: string) => app.client.chunks.list.query({ recordId });
const embeddedAll = (recordId: string) =>
  expect.poll(async () => (await chunksOf(recordId)).every((chunk) => chunk.embedded), { timeout: 20_000 }).toBe(true);
const find = async (query: string) =>
  (await app.client.search.query.query({ workspaceId: app.workspaceId, query })).hits;

test('an edit keeps the version before, with who and when, and embeds only the chunks whose words are new', async () => {
  const { recordId, record } = await addRecord();
  expect(record).toMatchObject({ version: 1, edited: false, changedAt: null, changedBy: null });
  const before = await chunksOf(recordId);
  expect(before).toHaveLength(3);
  const next = text.replace('at nine', 'at eight in the morning');
  const updated = await app.client.records.update.mutate({ recordId, text: next, expectedVersion: 1 });
  expect(updated).toMatchObject({ text: next, version: 2, edited: true, changedBy: 'ada' });
  const after = await chunksOf(recordId);
  expect(after.map((chunk) => chunk.text).join('')).toBe(next);
  expect(after.map((chunk) => next.slice(chunk.start, chunk.end))).toEqual(after.map((chunk) => chunk.text));
  expect(after.map((chunk) => chunk.heading)).toEqual(['Part 1', 'Part 2', 'Part 3']);
  expect(after.slice(1).map(({ id, embedded }) => [id, embedded])).toEqual(before.slice(1).map(({ id }) => [id, true]));
  await embeddedAll(recordId);
  expect(embedded).toEqual([after[0]?.text]);
  expect((await find('eight in the morning'))[0]).toMatchObject({ recordId, chunkId: after[0]?.id });
  expect(await app.client.records.versions.query({ recordId })).toMatchObject([
    { version: 2, current: true, edited: true, changedBy: 'ada', changedAt: expect.any(String) },
    { version: 1, current: false, edited: false, changedBy: null, changedAt: null },
  ]);
  const diff = await app.client.records.diff.query({ recordId, from: 1, to: 2 });
  expect(diff.parts).toContainEqual({ kind: 'removed', text: 'nine' });
});

test('of two who edit at once one is told, with nothing lost', async () => {
  const { recordId } = await addRecord();
  const attempts = await Promise.allSettled(
    ['First.', 'Second.'].map((words) =>
      app.client.records.update.mutate({ recordId, text: words, expectedVersion: 1 }),
    ),
  );
  const refused = attempts.filter((attempt) => attempt.status === 'rejected');
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({
    message: expect.stringMatching(/^ada has changed this text in the meantime/),
    data: { kind: 'conflict', reason: 'sources.record-changed' },
  });
  expect(await app.client.records.get.query({ recordId })).toMatchObject({ version: 2 });
  expect(await app.client.records.versions.query({ recordId })).toHaveLength(2);
});

test('a version is restored as a further one; the source’s own text is no edit any more', async () => {
  const { recordId } = await addRecord();
  await app.client.records.update.mutate({ recordId, text: 'All is new.', title: 'New', expectedVersion: 1 });
  const restored = await app.client.records.revert.mutate({ recordId, version: 1 });
  expect(restored).toMatchObject({ text, version: 3, edited: false, changedBy: 'ada' });
  await embeddedAll(recordId);
  const again = await app.client.records.revert.mutate({ recordId, version: 2 });
  expect(again).toMatchObject({ text: 'All is new.', title: 'New', version: 4, edited: true });
  await expect(app.client.records.revert.mutate({ recordId, version: 9 })).rejects.toMatchObject({
    data: { kind: 'not-found', reason: 'sources.version-not-found' },
  });
  expect((await app.client.records.versions.query({ recordId })).map(({ version }) => version)).toEqual([4, 3, 2, 1]);
});

test('what is the same makes no version, and nothing but blanks is refused', async () => {
  const { recordId } = await addRecord();
  expect(await app.client.records.update.mutate({ recordId, text, expectedVersion: 1 })).toMatchObject({ version: 1 });
  await expect(app.client.records.update.mutate({ recordId, text: ' \n ', expectedVersion: 1 })).rejects.toMatchObject({
    data: { kind: 'invalid' },
  });
});

test('what is left out is in no search, a passage or a whole source', async () => {
  const { sourceId, recordId } = await addRecord('The quixotic windmill of Zanzibar.', 'Zanzibar');
  const found = async () => (await find('quixotic windmill')).filter((hit) => hit.recordId === recordId).length;
  const chunkId = (await chunksOf(recordId))[0]?.id ?? '';
  expect(await found()).toBe(1);
  await app.client.chunks.setEnabled.mutate({ chunkId, enabled: false });
  expect(await found()).toBe(0);
  await app.client.chunks.setEnabled.mutate({ chunkId, enabled: true });
  await app.client.sources.setEnabled.mutate({ sourceId, enabled: false });
  expect(await found()).toBe(0);
  await app.client.sources.setEnabled.mutate({ sourceId, enabled: true });
  expect(await found()).toBe(1);
});

test('a passage that was left out stays left out when its words are changed', async () => {
  const { recordId } = await addRecord();
  const [, river] = await chunksOf(recordId);
  await app.client.chunks.setEnabled.mutate({ chunkId: river?.id ?? '', enabled: false });
  const next = text.replace('deep', 'very deep');
  await app.client.records.update.mutate({ recordId, text: next, expectedVersion: 1 });
  expect((await chunksOf(recordId)).map((chunk) => chunk.enabled)).toEqual([true, false, true]);
});

test('a page of a PDF keeps the boxes of its lines and its sections where they still fit', async () => {
  const file = await app.upload(
    app.workspaceId,
    'rules.pdf',
    textPdf(['Quorum of five members decides. The chair has one vote.']),
  );
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  await endedSource(app, sourceId);
  const [listed] = (await client.records.list.query({ sourceId })).items;
  const record = await client.records.get.query({ recordId: listed?.id ?? '' });
  const corrected = record.text.replace('Quorum of five', 'A quorum of six');
  const edited = await client.records.update.mutate({ recordId: record.id, text: corrected, expectedVersion: 1 });
  expect(record.spans.length).toBeGreaterThan(0);
  expect(edited.spans.map(({ box }) => box)).toEqual(record.spans.map(({ box }) => box));
  expect(edited.spans[0]).toMatchObject({ start: 0 });
  expect(edited.spans.at(-1)).toMatchObject({ end: corrected.length });
  const back = await client.records.revert.mutate({ recordId: record.id, version: 1 });
  expect(back.spans).toEqual(record.spans);
});

test('a deleted record is gone from lists, search and counts, and comes back', async () => {
  const { sourceId, recordId } = await addRecord('The ephemeral page of mayflies.', 'Mayflies');
  await app.client.records.delete.mutate({ recordId });
  await app.client.records.delete.mutate({ recordId });
  expect((await find('ephemeral mayflies')).filter((hit) => hit.recordId === recordId)).toEqual([]);
  expect((await app.client.records.list.query({ sourceId })).items).toEqual([]);
  expect((await app.client.records.listDeleted.query({ sourceId })).items).toMatchObject([{ id: recordId }]);
  expect((await app.client.sources.get.query({ sourceId })).counts).toMatchObject({ records: 0, chunks: 0 });
  await expect(app.client.records.get.query({ recordId })).rejects.toMatchObject({ data: { kind: 'not-found' } });
  await expect(app.client.records.update.mutate({ recordId, text: 'x', expectedVersion: 1 })).rejects.toMatchObject({
    data: { kind: 'not-found' },
  });
  await app.client.records.restore.mutate({ recordId });
  expect((await app.client.records.listDeleted.query({ sourceId })).items).toEqual([]);
  await embeddedAll(recordId);
  expect((await find('ephemeral mayflies'))[0]).toMatchObject({ recordId });
});

test('a row that is given another title is found by it', async () => {
  const { workspaceId, client } = app;
  const file = await app.upload(workspaceId, 'parts.csv', 'name,price\nSprocket,12\nFlange,7\n');
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: file.id });
  await endedSource(app, sourceId);
  const [row] = (await client.records.list.query({ sourceId })).items;
  await client.records.update.mutate({ recordId: row?.id ?? '', title: 'Zahnrad', expectedVersion: 1 });
  expect((await chunksOf(row?.id ?? '')).map((chunk) => chunk.heading)).toEqual(['Zahnrad']);
  expect((await find('Zahnrad'))[0]).toMatchObject({ recordId: row?.id });
});
