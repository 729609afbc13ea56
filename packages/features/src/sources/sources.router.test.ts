import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { testEmbedder } from '../../test/test-embedder.ts';
import { purgeDeletedSources } from './purge-deleted-sources.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.services.llm = { ...app.services.llm, embedder: testEmbedder };
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

const addText = (of: Pick<TestApp, 'client' | 'workspaceId'>, title: string, text = `The text of ${title}.`) =>
  of.client.sources.create.mutate({ workspaceId: of.workspaceId, kind: 'text', title, text });

describe('creating', () => {
  test('a file of another workspace is not found, like one that never was', async () => {
    const eve = await app.as('eve');
    const file = await app.upload(app.workspaceId, 'secret.txt', 'secret');
    for (const fileId of [file.id, randomUUID()]) {
      const create = eve.client.sources.create.mutate({ workspaceId: eve.workspaceId, kind: 'file', fileId });
      await expect(create).rejects.toMatchObject({ data: { kind: 'not-found', reason: 'files.not-found' } });
    }
    expect((await eve.client.sources.list.query({ workspaceId: eve.workspaceId })).items).toEqual([]);
  });

  test('a file goes by its name without the extension unless it is given a title', async () => {
    const file = await app.upload(app.workspaceId, 'Annual report.v2.txt', 'text');
    const create = { workspaceId: app.workspaceId, kind: 'file' as const, fileId: file.id };
    const named = await app.client.sources.create.mutate(create);
    const titled = await app.client.sources.create.mutate({ ...create, title: 'Mine' });
    expect((await endedSource(app, named.sourceId)).title).toBe('Annual report.v2');
    expect((await endedSource(app, titled.sourceId)).title).toBe('Mine');
  });
});

describe('lists', () => {
  test('bring the newest first, page by page, each once', async () => {
    const ada = await app.as('lists');
    const created: string[] = [];
    for (const title of ['one', 'two', 'three', 'four', 'five']) created.push((await addText(ada, title)).sourceId);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ada.client.sources.list.query({ workspaceId: ada.workspaceId, limit: 2, cursor });
      seen.push(...page.items.map((source) => source.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(created.toReversed());
  });

  test('records come in order, page by page, without their boxes', async () => {
    const text = `${'Word and word. '.repeat(1_200)}\n\n`.repeat(4);
    const { sourceId } = await addText(app, 'long', text);
    expect((await endedSource(app, sourceId)).status).toBe('ready');
    const first = await app.client.records.list.query({ sourceId, limit: 2 });
    const second = await app.client.records.list.query({ sourceId, limit: 50, cursor: first.nextCursor ?? -1 });
    expect(first.items).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
    expect([...first.items, ...second.items].map((record) => record.text).join('')).toBe(text);
    expect(first.items[0]).not.toHaveProperty('spans');
  });
});

describe('renaming', () => {
  test('changes the title everywhere, also where search reads it', async () => {
    const { sourceId } = await addText(app, 'Old');
    await endedSource(app, sourceId);
    expect((await app.client.sources.rename.mutate({ sourceId, title: ' New  title ' })).title).toBe('New title');
    const chunks = await app.services.db
      .selectFrom('chunks')
      .select('title')
      .where('sourceId', '=', sourceId)
      .execute();
    expect(chunks).toEqual([{ title: 'New title' }]);
  });
});

describe('choosing', () => {
  test('a source and a single passage can be left out and taken in again', async () => {
    const { sourceId } = await addText(app, 'chosen');
    expect(await endedSource(app, sourceId)).toMatchObject({ enabled: true, tags: [], retrieved: 0 });
    expect(await app.client.sources.setEnabled.mutate({ sourceId, enabled: false })).toMatchObject({ enabled: false });
    expect(await app.client.sources.get.query({ sourceId })).toMatchObject({ enabled: false, status: 'ready' });
    const { id: recordId } = (await app.client.records.list.query({ sourceId })).items[0] ?? { id: '' };
    const [chunk] = await app.client.chunks.list.query({ recordId });
    expect(chunk).toMatchObject({ recordId, sourceId, text: 'The text of chosen.', start: 0, end: 19, enabled: true });
    const chunkId = chunk?.id ?? '';
    expect(await app.client.chunks.setEnabled.mutate({ chunkId, enabled: false })).toMatchObject({ enabled: false });
    expect(await app.client.chunks.list.query({ recordId })).toMatchObject([{ id: chunkId, enabled: false }]);
  });

  test('tags are kept once, in order and as they were written', async () => {
    const { sourceId } = await addText(app, 'tagged');
    const tags = ['water', ' Mills ', 'WATER', 'a b\u202ec'];
    expect((await app.client.sources.setTags.mutate({ sourceId, tags })).tags).toEqual(['a bc', 'Mills', 'water']);
    expect((await app.client.sources.setTags.mutate({ sourceId, tags: [] })).tags).toEqual([]);
  });
});

describe('trying again', () => {
  test('is refused for what is complete', async () => {
    const { sourceId } = await addText(app, 'complete');
    await endedSource(app, sourceId);
    await expect(app.client.sources.retry.mutate({ sourceId })).rejects.toMatchObject({
      data: { kind: 'conflict', reason: 'sources.cannot-retry' },
    });
  });

  test('twice at once starts one run', async () => {
    const { sourceId } = await addText(app, 'blank', '   \n ');
    expect((await endedSource(app, sourceId)).status).toBe('failed');
    const results = await Promise.allSettled([
      app.client.sources.retry.mutate({ sourceId }),
      app.client.sources.retry.mutate({ sourceId }),
    ]);
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await endedSource(app, sourceId)).status).toBe('failed');
  });
});

describe('deleting', () => {
  test('takes the source out of everything at once, and the undo brings it back', async () => {
    const { sourceId } = await addText(app, 'precious');
    await endedSource(app, sourceId);
    const record = (await app.client.records.list.query({ sourceId })).items[0];
    await app.client.sources.delete.mutate({ sourceId });
    await app.client.sources.delete.mutate({ sourceId });
    const gone = { data: { kind: 'not-found' } };
    await expect(app.client.sources.get.query({ sourceId })).rejects.toMatchObject(gone);
    await expect(app.client.records.list.query({ sourceId })).rejects.toMatchObject(gone);
    await expect(app.client.records.get.query({ recordId: record?.id ?? '' })).rejects.toMatchObject(gone);
    await expect(app.client.sources.rename.mutate({ sourceId, title: 'x' })).rejects.toMatchObject(gone);
    await expect(app.client.sources.retry.mutate({ sourceId })).rejects.toMatchObject(gone);
    const { items } = await app.client.sources.list.query({ workspaceId: app.workspaceId, limit: 200 });
    expect(items.map((source) => source.id)).not.toContain(sourceId);
    await app.client.sources.restore.mutate({ sourceId });
    expect(await app.client.sources.get.query({ sourceId })).toMatchObject({ status: 'ready', counts: { records: 1 } });
  });

  test('is final after a day, and what others still use stays', async () => {
    const zoe = await app.as('purge');
    const shared = await addText(zoe, 'first', 'The same text.');
    const twin = await addText(zoe, 'second', 'The same text.');
    const single = await addText(zoe, 'third', 'Another text.');
    for (const { sourceId } of [shared, twin, single]) await endedSource(zoe, sourceId);
    const shaOf = async (sourceId: string) =>
      (
        await app.services.db
          .selectFrom('sources')
          .innerJoin('files', 'files.id', 'sources.fileId')
          .where('sources.id', '=', sourceId)
          .select('files.sha256')
          .executeTakeFirstOrThrow()
      ).sha256;
    const [sharedSha, singleSha] = [await shaOf(shared.sourceId), await shaOf(single.sourceId)];
    await zoe.client.sources.delete.mutate({ sourceId: shared.sourceId });
    await zoe.client.sources.delete.mutate({ sourceId: single.sourceId });
    expect(await purgeDeletedSources(app.services)).toEqual({ sources: 0, files: 0 });
    app.travel(2 * 24 * 60 * 60 * 1000);
    expect((await purgeDeletedSources(app.services)).sources).toBe(2);
    await expect(app.services.storage.localPath(zoe.workspaceId, singleSha)).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(await app.services.storage.localPath(zoe.workspaceId, sharedSha)).toContain(sharedSha);
    await expect(zoe.client.sources.restore.mutate({ sourceId: single.sourceId })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });
});

describe('samples', () => {
  test('are read completely, and adding them twice adds them once', async () => {
    const sam = await app.as('samples');
    const { sources } = await sam.client.sources.addSamples.mutate({ workspaceId: sam.workspaceId });
    expect(sources).toHaveLength(3);
    for (const { sourceId } of sources) {
      const source = await endedSource(sam, sourceId);
      expect(source).toMatchObject({ status: 'ready', reason: null });
      expect(source.counts.embedded).toBe(source.counts.chunks);
    }
    expect(await sam.client.sources.addSamples.mutate({ workspaceId: sam.workspaceId })).toEqual({ sources: [] });
    const found = await app.services.db
      .selectFrom('chunks')
      .where('workspaceId', '=', sam.workspaceId)
      .where('text', 'like', '%27 days of paid annual leave%')
      .select(['heading', 'page'])
      .execute();
    expect(found).toEqual([{ heading: 'Annual leave', page: 2 }]);
  });
});
