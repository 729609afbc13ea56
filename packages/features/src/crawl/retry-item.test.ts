import { openWebSite, page, status } from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

test('one page that failed is tried again, and no other is asked for', async () => {
  let mended = false;
  await using site = await openWebSite((path) => {
    if (path === '/') return page('Start', ['/a', '/b', '/c']);
    if (path === '/a' || path === '/b') return mended ? page(`Mended ${path}`) : status(403);
    return path === '/c' ? page('Page c') : undefined;
  });
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'site',
    url: site.url,
  });
  expect((await endedSource(app, sourceId)).status).toBe('partial');
  const itemOf = async (path: string) =>
    (await app.client.sources.items.query({ sourceId })).items.find(({ locator }) => locator.endsWith(path));
  const itemId = (await itemOf('/a'))?.id ?? '';
  mended = true;
  const before = site.visits.length;
  await app.client.sources.retryItem.mutate({ sourceId, itemId });
  await endedSource(app, sourceId);
  expect(site.paths().slice(before)).toEqual(['/a']);
  expect([(await itemOf('/a'))?.status, (await itemOf('/b'))?.status]).toEqual(['ready', 'failed']);

  // what is read is not tried again by hand
  await expect(app.client.sources.retryItem.mutate({ sourceId, itemId })).rejects.toMatchObject({
    data: { kind: 'not-found', reason: 'sources.no-such-item' },
  });
  await app.client.sources.retryFailed.mutate({ sourceId });
  expect((await endedSource(app, sourceId)).status).toBe('ready');
});
