import { gzipSync } from 'node:zlib';
import { AppError } from '@millrace/contract/app-error';
import type { ItemView } from '@millrace/contract/crawl/crawl';
import { openPageReader, type PageReader } from '@millrace/reading/pages/page-reader';
import {
  type Answer,
  openWebSite,
  page,
  redirectTo,
  status,
  text,
  type WebSite,
} from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { userAgent } from '../user-agent.ts';

let app: TestApp;
const reader = openPageReader();
const reads = new Map<string, number>();
/** Pages under /slow/once are too slow to be read the first time, those under /slow/always each time. */
const slowReader: PageReader = {
  ...reader,
  async read(order) {
    const { pathname } = new URL(order.address);
    const times = (reads.get(pathname) ?? 0) + 1;
    reads.set(pathname, times);
    if (pathname === '/slow/always' || (pathname === '/slow/once' && times === 1))
      throw new AppError('invalid', 'crawl.slow-page', `Reading ${pathname} took too long.`);
    return reader.read(order);
  },
};
beforeAll(async () => {
  const crawl = {
    delayMs: 0,
    timeoutMs: 3_000,
    retryMs: 20,
    keptVersions: 10,
  };
  app = await testApp({
    overrides: { pageReader: slowReader },
    settings: { crawl, egress: { allow: '127.0.0.0/8', userAgent: userAgent('mills@example.org') } },
  });
  await app.startWorker();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await reader.close();
});

async function crawled(site: WebSite, options: object = {}) {
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url, ...options });
  const source = await endedSource(app, sourceId);
  const { items } = await client.sources.items.query({ sourceId, limit: 200 });
  const at = (path: string) => items.find(({ locator }) => locator === `${site.url}${path}`) as ItemView;
  return { sourceId, source, items, at };
}
/** When a path was asked for, in milliseconds. */
const timesOf = (site: WebSite, path: string) =>
  site.visits.filter((visit) => visit.path === path).map((visit) => visit.at);

test('what a bad server does to one page ends with its reason, and the good pages beside it are read', async () => {
  const drips: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const timer = setInterval(() => response.write('x'), 100);
    response.on('close', () => clearInterval(timer));
  };
  const bomb: Answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(60 * 1024 * 1024)));
  const routes: Record<string, Answer> = {
    '/': page('Start', [
      '/drips',
      '/silent',
      '/bomb',
      '/broken',
      '/circle/a',
      '/far/1',
      '/program',
      '/charset',
      '/good',
    ]),
    '/drips': drips,
    '/silent': () => {},
    '/bomb': bomb,
    '/broken': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1_000 });
      response.write('<p>half', () => response.destroy());
    },
    '/circle/a': redirectTo('/circle/b'),
    '/circle/b': redirectTo('/circle/a'),
    '/program': text('MZ', 'application/x-msdownload'),
    '/charset': (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(Buffer.concat([Buffer.from('<title>Umlaute</title><p>'), Buffer.from([0x4d, 0xfc, 0x68, 0x6c, 0x65])])),
    '/good': page('Good'),
  };
  await using site = await openWebSite((path) => {
    const n = Number(/^\/far\/(\d+)$/.exec(path)?.[1] ?? 0);
    return n > 0 ? redirectTo(`/far/${n + 1}`) : routes[path];
  });
  const { source, at } = await crawled(site);
  expect(source.status).toBe('partial');
  expect(at('/drips')).toMatchObject({ status: 'failed', reason: expect.stringMatching(/too long/) });
  expect(at('/silent')).toMatchObject({ status: 'failed', reason: expect.stringMatching(/too long/) });
  expect(at('/bomb')).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/larger than/) });
  expect(at('/broken')).toMatchObject({ status: 'failed', reason: expect.stringMatching(/incomplete/) });
  expect(at('/program')).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/x-msdownload/) });
  expect(at('/circle/a').reason).toMatch(/redirects to/);
  expect(at('/far/11')).toMatchObject({ status: 'failed', reason: 'It redirects too many times.' });
  expect(timesOf(site, '/far/12')).toEqual([]);
  expect(at('/good').status).toBe('ready');
  const { hits } = await app.client.search.query.query({ workspaceId: app.workspaceId, query: 'Mühle' });
  expect(hits.some((hit) => hit.title === 'Umlaute')).toBe(true);
  expect(site.visits[0]?.agent).toBe('Millrace/1.0 (document crawler; contact: mills@example.org)');
});

test.each([
  ['in seconds', () => '2'],
  ['as a date', () => new Date(Date.now() + 3_000).toUTCString()],
])('a site that asks to wait %s is left alone so long, and it is not held against the page', async (_, retryAfter) => {
  let refusals = 0;
  await using site = await openWebSite((path) => {
    if (path === '/busy' && refusals++ < 1) return status(429, { 'retry-after': retryAfter() });
    return path === '/busy' ? page('Busy') : path === '/' ? page('Start', ['/busy']) : undefined;
  });
  const { source, at } = await crawled(site);
  expect(source.status).toBe('ready');
  expect(at('/busy')).toMatchObject({ status: 'ready', attempts: 0 });
  const [first = 0, second = 0] = timesOf(site, '/busy');
  // a date has whole seconds only, and the clocks of this process are two
  expect(second - first).toBeGreaterThan(1_500);
});

test('the delay that robots.txt asks for is kept between any two requests for pages', async () => {
  await using site = await openWebSite((path) => {
    if (path === '/robots.txt') return text('User-agent: *\nCrawl-delay: 0.4\n');
    if (path === '/') return page('Start', ['/1', '/2', '/3', '/4', '/5']);
    return /^\/\d$/.test(path) ? page(path) : undefined;
  });
  const { items } = await crawled(site);
  expect(items.filter((item) => item.status === 'ready')).toHaveLength(6);
  const times = site.visits.filter(({ path }) => /^\/\d?$/.test(path)).map(({ at }) => at);
  // requests may be late on their way, so the whole counts and not each gap
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(5 * 400 - 300);
});

test('another look asks with what the server said of the page: its tag, or its time', async () => {
  const seen: (string | undefined)[] = [];
  const since = 'Wed, 01 Jul 2026 10:00:00 GMT';
  const dated: Answer = (request, response) => {
    seen.push(request.headers['if-modified-since']);
    if (request.headers['if-modified-since'] === since) return response.writeHead(304).end();
    response.setHeader('last-modified', since);
    page('Dated')(request, response);
  };
  await using site = await openWebSite((path) =>
    path === '/' ? page('Start', ['/dated']) : path === '/dated' ? dated : undefined,
  );
  const { sourceId } = await crawled(site);
  await app.client.sources.sync.mutate({ sourceId });
  await endedSource(app, sourceId);
  expect(seen).toEqual([undefined, since]);
  const { items } = await app.client.sources.items.query({ sourceId });
  expect(items.map(({ outcome, status: now }) => [outcome, now])).toEqual([
    ['same', 'ready'],
    ['same', 'ready'],
  ]);
});

test('a robots.txt that cannot be read now is waited for, and then obeyed', async () => {
  let asked = 0;
  await using site = await openWebSite((path) => {
    if (path === '/robots.txt') return asked++ < 2 ? status(503) : text('User-agent: millrace\nDisallow: /secret');
    return path === '/' ? page('Start', ['/secret']) : path === '/secret' ? page('Secret') : undefined;
  });
  const { source, at } = await crawled(site);
  expect(source.status).toBe('ready');
  expect(at('/secret')).toMatchObject({ status: 'skipped', code: 'robots' });
  expect(timesOf(site, '/secret')).toEqual([]);
});

test('a robots.txt of many megabytes counts as far as Google reads it', async () => {
  const rules = `User-agent: *\nDisallow: /early\n${'# filler\n'.repeat(100_000)}Disallow: /late\n`;
  await using site = await openWebSite((path) => {
    if (path === '/robots.txt') return text(rules);
    return path === '/' ? page('Start', ['/early', '/late']) : path === '/late' ? page('Late') : undefined;
  });
  const { at } = await crawled(site);
  expect([at('/early').code, at('/late').status]).toEqual(['robots', 'ready']);
});

test('a page that is too slow to be read is tried once more, and no more than that', async () => {
  await using site = await openWebSite((path) =>
    path === '/' ? page('Start', ['/slow/once', '/slow/always']) : /^\/slow\//.test(path) ? page(path) : undefined,
  );
  const { at } = await crawled(site);
  expect(at('/slow/once')).toMatchObject({ status: 'ready' });
  expect(at('/slow/always')).toMatchObject({ status: 'failed', code: 'crawl.slow-page' });
  expect(site.paths().filter((path) => path === '/slow/always')).toHaveLength(2);
});

test('cookies go back to the site that set them, to no other and to no other crawl, and are in no log', async () => {
  const secret = 'secret-of-the-site';
  const withCookie =
    (answer: Answer): Answer =>
    (request, response) => {
      response.setHeader('set-cookie', [`first=${secret}; Path=/`, 'far=1; Domain=example.org']);
      answer(request, response);
    };
  await using other = await openWebSite((path) => (path === '/' ? page('Other') : undefined));
  await using site = await openWebSite((path) => {
    if (path === '/') return withCookie(page('Start', ['/next']));
    if (path === '/away') return withCookie(redirectTo(other.url));
    return path === '/next' ? page('Next') : undefined;
  });
  const cookiesAt = (path: string) =>
    site.visits.filter((visit) => visit.path === path).map((visit) => visit.headers.cookie);
  await crawled(site);
  await crawled(site);
  expect(cookiesAt('/')).toEqual([undefined, undefined]);
  expect(cookiesAt('/next')).toEqual([`first=${secret}`, `first=${secret}`]);
  await crawled({ ...site, url: `${site.url}/away` });
  expect(other.paths()).toContain('/');
  expect(other.visits.filter((visit) => visit.headers.cookie !== undefined)).toEqual([]);
  expect(JSON.stringify(app.logged)).not.toContain(secret);
});
