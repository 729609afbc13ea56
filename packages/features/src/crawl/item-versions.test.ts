import { type Answer, openWebSite, page } from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

/** A site whose pages say what `bodies` has for them at the moment; undefined is 404. */
async function openSite(bodies: Record<string, string | undefined>) {
  const links = Object.keys(bodies);
  const site = await openWebSite((path): Answer | undefined => {
    if (path === '/') return page('Start', links, 'The start of this site is always the same.');
    const body = bodies[path];
    return body === undefined ? undefined : page(path.slice(1), [], body);
  });
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'site',
    url: site.url,
  });
  await endedSource(app, sourceId);
  const itemOf = async (path: string) => {
    const { items } = await app.client.sources.items.query({ sourceId });
    const item = items.find(({ locator }) => locator === `${site.url}${path}`);
    if (!item) throw new Error(`${path} is not among the items`);
    return item;
  };
  const recordOf = async (path: string) => {
    const { id: itemId } = await itemOf(path);
    return (await app.client.records.list.query({ sourceId, itemId })).items[0];
  };
  const sync = async () => {
    await app.client.sources.sync.mutate({ sourceId });
    return endedSource(app, sourceId);
  };
  return { sourceId, itemOf, recordOf, sync, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

test('a page keeps what it said before it changed or went, and each version can be compared', async () => {
  const bodies: Record<string, string | undefined> = {
    '/changes': 'The wheel is of oak and turns in the river.',
    '/goes': 'The ephemeral page of mayflies.',
  };
  await using site = await openSite(bodies);
  const { client } = app;
  const { sourceId } = site;
  expect(await client.sources.changes.query({ sourceId })).toMatchObject({
    first: true,
    counts: { new: 3, same: 0, changed: 0, removed: 0 },
  });
  bodies['/changes'] = 'The wheel is of iron and turns in the river.';
  bodies['/goes'] = undefined;
  await site.sync();
  const changed = await site.itemOf('/changes');
  const versions = await client.sources.itemVersions.query({ itemId: changed.id });
  expect(versions).toMatchObject([
    { version: 2, current: true, replacedAt: null },
    { version: 1, current: false, title: 'changes', replacedAt: expect.any(String), fetchedAt: expect.any(String) },
  ]);
  const { parts } = await client.sources.itemDiff.query({ itemId: changed.id, from: 1, to: 2 });
  expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: 'oak' },
    { kind: 'added', text: 'iron' },
  ]);
  const gone = await site.itemOf('/goes');
  expect(await client.sources.itemVersions.query({ itemId: gone.id })).toMatchObject([{ version: 1, current: false }]);
  expect(await client.sources.changes.query({ sourceId })).toMatchObject({
    first: false,
    counts: { new: 0, same: 1, changed: 1, removed: 1 },
    replacedEdits: [],
  });
  const removed = await client.sources.items.query({ sourceId, outcome: 'removed' });
  expect(removed.items.map(({ id }) => id)).toEqual([gone.id]);

  await site.sync();
  expect((await client.sources.changes.query({ sourceId })).counts).toEqual({
    new: 0,
    same: 2,
    changed: 0,
    removed: 1,
  });
  expect((await client.sources.items.query({ sourceId, outcome: 'changed' })).items).toEqual([]);
});

test('a page goes on under its id, so that what is cited opens; passages that stayed keep their vectors', async () => {
  const long = (words: string) => `${words} `.repeat(200);
  const bodies = { '/page': `${long('The mill of the valley grinds.')}</p><p>At first it spoke of waterwheels.` };
  await using site = await openSite(bodies);
  const before = await site.recordOf('/page');
  const chunksOf = async () => app.client.chunks.list.query({ recordId: before?.id ?? '' });
  const [first] = await chunksOf();
  bodies['/page'] = `${long('The mill of the valley grinds.')}</p><p>Now it speaks of turbines.`;
  await site.sync();
  const after = await site.recordOf('/page');
  expect(after).toMatchObject({ id: before?.id, version: 2, edited: false, changedBy: null });
  const chunks = await chunksOf();
  expect(chunks[0]?.id).toBe(first?.id);
  expect(chunks.every(({ embedded }) => embedded)).toBe(true);
});

test('an edit stays while the page says what it said; when the page changes, the edit gives way and is kept', async () => {
  const bodies: Record<string, string | undefined> = {
    '/kept': 'The gate opens at nine.',
    '/replaced': 'The wheel is of oak.',
  };
  await using site = await openSite(bodies);
  const { client } = app;
  const edit = async (path: string, text: string) => {
    const record = await site.recordOf(path);
    return client.records.update.mutate({ recordId: record?.id ?? '', text, expectedVersion: record?.version ?? 0 });
  };
  await edit('/kept', 'The gate opens at nine, says the miller.');
  const replaced = await edit('/replaced', 'The wheel is of ash, says the miller.');
  bodies['/replaced'] = 'The wheel is of iron.';
  // the page is another one, its text is not
  bodies['/kept'] = 'The gate opens at nine.</p></main><footer>© 2027</footer><main><p>';
  await site.sync();
  expect(await site.recordOf('/kept')).toMatchObject({
    text: 'The gate opens at nine, says the miller.',
    edited: true,
  });
  const now = await site.recordOf('/replaced');
  expect(now).toMatchObject({ id: replaced.id, edited: false, text: expect.stringContaining('of iron') });
  expect(await client.records.versions.query({ recordId: replaced.id })).toMatchObject([
    { version: 3, current: true, edited: false },
    { version: 2, edited: true, changedBy: 'ada', replacedBySource: true },
    { version: 1, edited: false, replacedBySource: false },
  ]);
  expect((await client.sources.changes.query({ sourceId: site.sourceId })).replacedEdits).toEqual([
    { recordId: replaced.id, itemId: now?.itemId, title: 'replaced', version: 2 },
  ]);
  // the page's own versions are what the page said, not what people made of it
  const { parts } = await client.sources.itemDiff.query({ itemId: now?.itemId ?? '', from: 1, to: 2 });
  expect(parts).toContainEqual({ kind: 'removed', text: 'oak' });
  await client.records.revert.mutate({ recordId: replaced.id, version: 2 });
  expect(await site.recordOf('/replaced')).toMatchObject({
    text: 'The wheel is of ash, says the miller.',
    edited: true,
  });
});

test('of the versions of a page as many are kept as the setting says', async () => {
  const bodies = { '/page': 'Text number 0.' };
  await using site = await openSite(bodies);
  app.services.settings.crawl.keptVersions = 2;
  for (let n = 1; n <= 5; n++) {
    bodies['/page'] = `Text number ${n}.`;
    await site.sync();
  }
  app.services.settings.crawl.keptVersions = 10;
  const { id: itemId } = await site.itemOf('/page');
  const versions = await app.client.sources.itemVersions.query({ itemId });
  expect(versions.map(({ version }) => version)).toEqual([6, 5, 4, 3]);
  await expect(app.client.sources.itemDiff.query({ itemId, from: 1, to: 6 })).rejects.toMatchObject({
    data: { kind: 'not-found', reason: 'sources.version-not-found' },
  });
});
