import { discoverLinks } from '@millrace/contract/crawl/crawl';
import { type Answer, openWebSite, page, redirectTo, text } from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

test('what a site has is listed with where it was found, what robots.txt blocks is counted, and nothing is taken in', async () => {
  const routes: Record<string, Answer> = {
    '/robots.txt': text('User-agent: *\nDisallow: /private\nSitemap: /map.txt'),
    '/': page('Start', ['/a', '/private/x', '/drafts/y', 'https://elsewhere.example/']),
    '/a': page('A', ['/b']),
    '/b': page('B', ['/c']),
  };
  await using site = await openWebSite((path) => (path === '/map.txt' ? text(`${site.url}/listed\n`) : routes[path]));
  const { workspaceId } = app;
  const { runId } = await app.client.sources.discoverLinks.mutate({
    workspaceId,
    url: site.url,
    exclude: ['/drafts'],
    maxDepth: 2,
  });
  await expect
    .poll(async () => (await app.client.jobs.get.query({ runId })).status, { timeout: 40_000 })
    .toBe('succeeded');
  const { result } = await app.services.db
    .selectFrom('runs')
    .select('result')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const found = discoverLinks.result.parse(result);
  expect(found).toMatchObject({ found: 5, blocked: 1, excluded: 1, cut: false });
  expect(found.languages).toEqual([
    { lang: 'unknown', count: 3 },
    { lang: 'en', count: 2 },
  ]);
  expect(found.links[0]).toMatchObject({ title: 'Start', lang: 'en' });
  expect(
    found.links.map(({ url, via, depth, blockedByRobots }) => [
      url.slice(site.url.length),
      via,
      depth,
      blockedByRobots,
    ]),
  ).toEqual([
    ['/', 'start', 0, false],
    ['/listed', 'sitemap', 1, false],
    ['/a', 'link', 1, false],
    ['/private/x', 'link', 1, true],
    ['/b', 'link', 2, false],
  ]);
  expect(site.paths()).not.toContain('/private/x');
  expect(await app.client.sources.list.query({ workspaceId })).toMatchObject({ items: [] });
});

test('a page is found behind a redirect to another spelling, and one that is unknown with a tracking parameter', async () => {
  const routes: Record<string, Answer> = {
    '/': page('Start', ['/docs/%7Eada', '/old']),
    '/docs/%7Eada': redirectTo('/docs/~ada', 301),
    '/docs/~ada': page('Ada', ['gates']),
    '/docs/gates': page('Gates'),
    '/old': redirectTo('/news?utm_source=old'),
    '/news': page('News', ['/archive/']),
    '/archive/': page('Archive'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { runId } = await app.client.sources.discoverLinks.mutate({
    workspaceId: app.workspaceId,
    url: site.url,
    maxDepth: 4,
  });
  await expect
    .poll(async () => (await app.client.jobs.get.query({ runId })).status, { timeout: 40_000 })
    .toBe('succeeded');
  const row = await app.services.db
    .selectFrom('runs')
    .select('result')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const found = discoverLinks.result.parse(row.result).links.map(({ url }) => url.slice(site.url.length));
  expect(found.sort()).toEqual(['/', '/archive/', '/docs/%7Eada', '/docs/gates', '/news?utm_source=old', '/old']);
});

test('pages in another language than was asked for are left out of the list and counted, and their links are followed', async () => {
  const inGerman: Answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html lang="de"><title>Mühle</title><a href="/en">x</a>');
  const routes: Record<string, Answer> = { '/': page('Start', ['/de']), '/de': inGerman, '/en': page('English') };
  await using site = await openWebSite((path) => routes[path]);
  const { runId } = await app.client.sources.discoverLinks.mutate({
    workspaceId: app.workspaceId,
    url: site.url,
    languages: ['en'],
    maxDepth: 3,
  });
  await expect
    .poll(async () => (await app.client.jobs.get.query({ runId })).status, { timeout: 40_000 })
    .toBe('succeeded');
  const row = await app.services.db
    .selectFrom('runs')
    .select('result')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  const found = discoverLinks.result.parse(row.result);
  expect(found.links.map(({ url }) => url.slice(site.url.length))).toEqual(['/', '/en']);
  expect(found).toMatchObject({
    found: 2,
    excluded: 1,
    languages: [
      { lang: 'en', count: 2 },
      { lang: 'de', count: 1 },
    ],
  });
});
