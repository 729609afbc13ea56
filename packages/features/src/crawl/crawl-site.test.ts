import type { ItemView } from '@millrace/contract/crawl/crawl';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { type Answer, openWebSite, page, redirectTo, status, text } from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
let worker: Awaited<ReturnType<TestApp['startWorker']>>;
beforeAll(async () => {
  app = await testApp();
  worker = await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

const createSite = (url: string, options: object = {}) =>
  app.client.sources.create.mutate({ workspaceId: app.workspaceId, kind: 'site', url, ...options });
async function itemsOf(sourceId: string): Promise<ItemView[]> {
  const items: ItemView[] = [];
  let cursor: number | undefined;
  do {
    const page = await app.client.sources.items.query({ sourceId, cursor, limit: 200 });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
const pathsOf = (items: ItemView[], wanted: ItemView['status']) =>
  items
    .filter((item) => item.status === wanted)
    .map(({ locator }) => locator.replace(/^https?:\/\/[^/]+/, '').replace(/\?utm_.*/, ''))
    .sort();
const find = async (query: string) =>
  (await app.client.search.query.query({ workspaceId: app.workspaceId, query })).hits;

/** 200 pages in a tree, and everything that the web does to crawlers. */
function largeSite() {
  const tries = new Map<string, number>();
  const count = (path: string) => {
    tries.set(path, (tries.get(path) ?? 0) + 1);
    return tries.get(path) as number;
  };
  const children = (n: number) => [2 * n, 2 * n + 1].filter((child) => child <= 200).map((child) => `/page/${child}`);
  const odd: Record<string, Answer> = {
    '/robots.txt': text('User-agent: *\nDisallow: /private\nAllow: /private/open$\n'),
    '/': page('Start', [
      '/page/1',
      '/private/secret',
      '/private/open',
      '/old',
      '/loop/a',
      '/boom',
      '/gone',
      '/calendar?day=1',
      '/sound.mp3',
      'http://127.0.0.2:1/elsewhere',
      'mailto:ada@example.org',
    ]),
    '/private/open': page('Open'),
    '/old': redirectTo('/page/7?utm_source=old'),
    '/loop/a': redirectTo('/loop/b'),
    '/loop/b': redirectTo('/loop/a'),
    '/boom': status(500),
  };
  return (asked: string): Answer | undefined => {
    const path = asked.replace(/[?&]utm_\w+=.*/, '');
    const known = odd[path];
    if (known) return known;
    if (/^\/page\/\d+\/$/.test(path)) return redirectTo(path.slice(0, -1), 301);
    const day = Number(/^\/calendar\?day=(\d+)$/.exec(path)?.[1] ?? 0);
    if (day > 0) return page(`Day ${day}`, [`/calendar?day=${day + 1}`, `/calendar?day=${day + 2}`]);
    const n = Number(/^\/page\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (n < 1 || n > 200) return undefined;
    if (n === 33 && count(path) < 3) return status(500);
    if (n === 44 && count(path) < 3) return status(429, { 'retry-after': '0' });
    const answer = page(`Page ${n}`, [...children(n), '/', `/page/${n}#top`, `/page/${n}/?utm_campaign=${n}`]);
    return n % 50 === 0 ? (request, response) => setTimeout(() => answer(request, response), 300) : answer;
  };
}
const allPages = ['/', '/private/open', ...Array.from({ length: 200 }, (_, n) => `/page/${n + 1}`)].sort();

test('a site is read to exactly the pages that its robots allow, through the stop of a worker in between', async () => {
  await using site = await openWebSite(largeSite());
  const { sourceId, runId } = await createSite(site.url, { maxVariants: 5, maxDepth: 30 });
  await expect.poll(() => site.visits.length, { timeout: 30_000 }).toBeGreaterThan(60);
  await worker.close(0);
  worker = await app.startWorker();
  const source = await endedSource(app, sourceId);
  const run = await app.services.db
    .selectFrom('runs')
    .select('attempt')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow();
  expect(run.attempt, 'the run changed hands').toBeGreaterThan(1);
  const items = await itemsOf(sourceId);
  const [days, pages] = [
    pathsOf(items, 'ready').filter((path) => path.startsWith('/calendar')),
    pathsOf(items, 'ready').filter((path) => !path.startsWith('/calendar')),
  ];
  expect(pages).toEqual(allPages);
  expect(days).toHaveLength(5);
  expect(pathsOf(items, 'failed')).toEqual(['/boom', '/gone']);
  expect(source).toMatchObject({ status: 'partial', kind: 'site' });
  const skipped = items.filter((item) => item.status === 'skipped');
  expect(skipped.every((item) => item.reason !== null)).toBe(true);
  expect(items.find((item) => item.locator.endsWith('/private/secret'))?.reason).toMatch(/crawlers/);
  expect(items.find((item) => item.locator.endsWith('/old'))?.redirectedTo).toBe(`${site.url}/page/7?utm_source=old`);
  expect(items.some((item) => /too many|more than 5 URLs/.test(item.reason ?? ''))).toBe(true);
  expect(site.paths()).not.toContain('/private/secret');
  expect(site.paths().filter((path) => path.endsWith('.mp3'))).toEqual([]);
  expect(new Set(site.visits.map((visit) => visit.agent)).size).toBe(1);
  expect(site.visits[0]?.agent).toMatch(/^Millrace\//);
  const { rows } = await recordsAndItems(sourceId);
  expect(rows).toBe(source.counts.records);
  expect(source.counts.embedded).toBe(source.counts.chunks);
});

/** Each ready item has its text once. */
async function recordsAndItems(sourceId: string) {
  const records = await app.services.db
    .selectFrom('records')
    .select('itemId')
    .where('sourceId', '=', sourceId)
    .execute();
  const ready = await app.services.db
    .selectFrom('sourceItems')
    .select('id')
    .where('sourceId', '=', sourceId)
    .where('status', '=', 'ready')
    .execute();
  expect(new Set(records.map((record) => record.itemId))).toEqual(new Set(ready.map((item) => item.id)));
  return { rows: records.length };
}

test('the limit of pages is exact and is told', async () => {
  await using site = await openWebSite(largeSite());
  const { sourceId } = await createSite(site.url, { maxPages: 12 });
  await endedSource(app, sourceId);
  const items = await itemsOf(sourceId);
  expect(pathsOf(items, 'ready')).toHaveLength(12);
  expect(items.some((item) => item.reason?.includes('page limit of 12'))).toBe(true);
  expect(items.filter((item) => item.status === 'queued' || item.status === 'fetching')).toEqual([]);
});

test('only what was asked for is read: patterns, depth and sitemap', async () => {
  await using site = await openWebSite((path) => {
    if (path === '/robots.txt') return text('Sitemap: /map.xml');
    if (path === '/map.xml')
      return text(
        '<urlset><url><loc>/docs/lonely</loc></url><url><loc>/blog/no</loc></url></urlset>',
        'application/xml',
      );
    if (path === '/docs/a') return page('A', ['/docs/deep']);
    if (path === '/docs/deep') return page('Deep', ['/docs/deeper']);
    return page(path, ['/docs/a', '/blog/x', '/docs/drafts/y']);
  });
  const { sourceId } = await createSite(`${site.url}/docs`, {
    include: ['/docs'],
    exclude: ['*/drafts/'],
    maxDepth: 2,
  });
  await endedSource(app, sourceId);
  expect(pathsOf(await itemsOf(sourceId), 'ready')).toEqual(['/docs', '/docs/a', '/docs/deep', '/docs/lonely']);
});

test('a page is found by search at its address; a PDF on the way is read; noindex and twins are not kept', async () => {
  await using site = await openWebSite((path) => {
    const routes: Record<string, Answer> = {
      '/': page('Start', ['/guide.pdf', '/hidden', '/one', '/two', '/notes.txt']),
      '/guide.pdf': (_request, response) =>
        response
          .writeHead(200, { 'content-type': 'application/pdf' })
          .end(textPdf(['The sluice of Zanzibar is opened by hand.'])),
      '/notes.txt': text('Quixotic notes on millstones.'),
      '/hidden': page('Hidden', [], undefined, '<meta name="robots" content="noindex">'),
      '/one': page('Twins', [], 'The very same text about twins.'),
      '/two': page('Twins', [], 'The very same text about twins.'),
    };
    return routes[path];
  });
  const { sourceId } = await createSite(site.url);
  const source = await endedSource(app, sourceId);
  expect(source.status).toBe('ready');
  const items = await itemsOf(sourceId);
  expect(pathsOf(items, 'ready')).toHaveLength(4);
  expect(items.filter((item) => item.status === 'skipped').map((item) => item.reason)).toEqual([
    expect.stringMatching(/noindex/),
    expect.stringMatching(/same text/),
  ]);
  expect((await find('sluice of Zanzibar'))[0]).toMatchObject({
    sourceId,
    place: { kind: 'url', url: `${site.url}/guide.pdf` },
  });
  expect((await find('Quixotic notes'))[0]).toMatchObject({ sourceId, title: 'notes.txt' });
});

test('another look finds new, same, changed and removed pages; what is gone leaves search, and only what changed is embedded', async () => {
  let second = false;
  const tagged: Answer = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else {
      response.setHeader('etag', '"v1"');
      page('Tagged')(request, response);
    }
  };
  await using site = await openWebSite((path) => {
    const routes: Record<string, Answer | undefined> = {
      '/': page(
        'Start',
        ['/tagged', '/changes', '/goes', ...(second ? ['/comes'] : [])],
        'The start of this site is always the same.',
      ),
      '/tagged': tagged,
      '/changes': page('Changes', [], second ? 'Now it speaks of turbines.' : 'At first it spoke of waterwheels.'),
      '/goes': second ? undefined : page('Goes', [], 'The ephemeral page of mayflies.'),
      '/comes': page('Comes'),
    };
    return routes[path];
  });
  const { sourceId } = await createSite(site.url);
  await endedSource(app, sourceId);
  expect((await find('ephemeral mayflies'))[0]?.sourceId).toBe(sourceId);
  const vectors = async () =>
    new Map(
      (
        await app.services.db.selectFrom('chunks').select(['id', 'title']).where('sourceId', '=', sourceId).execute()
      ).map((chunk) => [chunk.id, chunk.title]),
    );
  const before = await vectors();
  second = true;
  await app.client.sources.sync.mutate({ sourceId });
  const source = await endedSource(app, sourceId);
  const items = await itemsOf(sourceId);
  const outcomes = Object.fromEntries(
    items.map((item) => [item.locator.slice(site.url.length), [item.status, item.outcome, item.version]]),
  );
  expect(outcomes).toEqual({
    '/': ['ready', 'same', 1],
    '/tagged': ['ready', 'same', 1],
    '/changes': ['ready', 'changed', 2],
    '/goes': ['removed', 'removed', 1],
    '/comes': ['ready', 'new', 1],
  });
  expect(source).toMatchObject({ status: 'ready', reason: null });
  expect(
    (await find('ephemeral mayflies')).filter((hit) => hit.sourceId === sourceId && /mayflies/.test(hit.text)),
  ).toEqual([]);
  expect((await find('turbines'))[0]?.sourceId).toBe(sourceId);
  const fresh = [...(await vectors())].filter(([id]) => !before.has(id)).map(([, title]) => title);
  expect(fresh.sort()).toEqual(['Changes', 'Comes']);
  expect(source.counts.embedded).toBe(source.counts.chunks);
});

test('a crawl is paused and goes on, is cancelled and keeps what it has, and what failed is tried alone', async () => {
  let broken = true;
  await using site = await openWebSite((path) => {
    const n = Number(/^\/(\d+)$/.exec(path)?.[1] ?? 0);
    if (path === '/robots.txt') return undefined;
    if (n === 3 && broken) return status(404);
    // wide enough that much waits whenever it is stopped
    const links = n === 0 ? Array.from({ length: 250 }, (_, i) => `/${i + 1}`) : [];
    return (request, response) => setTimeout(() => page(`Number ${n}`, links)(request, response), 60);
  });
  const { sourceId } = await createSite(site.url, { maxDepth: 100 });
  const stateOf = async () => (await app.client.sources.get.query({ sourceId })).status;
  await expect.poll(async () => site.visits.length, { timeout: 20_000 }).toBeGreaterThan(10);
  await app.client.sources.pause.mutate({ sourceId });
  await expect.poll(stateOf, { timeout: 5_000 }).toBe('paused');
  const seen = site.visits.length;
  expect(pathsOf(await itemsOf(sourceId), 'queued').length).toBeGreaterThan(0);
  expect(pathsOf(await itemsOf(sourceId), 'fetching')).toEqual([]);
  await app.client.sources.resume.mutate({ sourceId });
  await expect.poll(() => site.visits.length, { timeout: 20_000 }).toBeGreaterThan(seen + 5);
  const readSoFar = async () => (await app.client.sources.items.query({ sourceId })).counts.ready ?? 0;
  await expect.poll(readSoFar, { timeout: 20_000 }).toBeGreaterThan(3);
  await app.client.sources.cancel.mutate({ sourceId });
  await expect.poll(stateOf, { timeout: 5_000 }).toBe('cancelled');
  const kept = pathsOf(await itemsOf(sourceId), 'ready');
  expect(kept.length).toBeGreaterThan(3);
  expect(pathsOf(await itemsOf(sourceId), 'queued')).toEqual([]);
  await app.client.sources.retryFailed.mutate({ sourceId });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'partial' });
  expect(pathsOf(await itemsOf(sourceId), 'failed')).toEqual(['/3']);
  broken = false;
  const asked = site.visits.length;
  await app.client.sources.retryFailed.mutate({ sourceId });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready' });
  expect(
    site
      .paths()
      .slice(asked)
      .filter((path) => /^\/\d/.test(path)),
  ).toEqual(['/3']);
});

test('a site without end is read to its limit, in bounded room, and says in words what was not read', async () => {
  const total = 100_000;
  await using site = await openWebSite((path) => {
    const n = path === '/' ? 0 : Number(/^\/p\/(\d+)$/.exec(path)?.[1] ?? Number.NaN);
    if (Number.isNaN(n)) return undefined;
    // a different thousand on each page
    return page(
      `Generated ${n}`,
      Array.from({ length: 1_000 }, (_, i) => `/p/${(n * 1_000 + i + 1) % total}`),
    );
  });
  const { sourceId } = await createSite(site.url, { maxPages: 15 });
  const source = await endedSource(app, sourceId);
  expect(source).toMatchObject({
    status: 'ready',
    reason: 'Stopped at the page limit of 15; more than 1,135 URLs were not read.',
  });
  const { counts, reasons } = await app.client.sources.items.query({ sourceId });
  expect(counts).toEqual({ ready: 15, skipped: 1_135 });
  expect(reasons).toMatchObject([{ code: 'limit', count: 1_135, status: 'skipped' }]);
});

test('pages in a language that was not asked for are left out, and their links are followed', async () => {
  const inFrench: Answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html lang="fr-CA"><title>Le moulin</title><p>Le moulin tourne. <a href="/en">English</a></p>');
  await using site = await openWebSite((path) =>
    path === '/' ? page('Start', ['/fr']) : path === '/fr' ? inFrench : path === '/en' ? page('English') : undefined,
  );
  const { sourceId } = await createSite(site.url, { languages: ['en'] });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready' });
  const items = await itemsOf(sourceId);
  expect(pathsOf(items, 'ready')).toEqual(['/', '/en']);
  expect(items.find((item) => item.locator.endsWith('/fr'))).toMatchObject({
    status: 'skipped',
    code: 'language',
    lang: 'fr-CA',
    reason: expect.stringMatching(/French/),
  });
});

test('what was not read is told by its reasons, each with its count', async () => {
  const paths = ['/a', '/b', '/c', '/d', '/gone', '/one', '/two', '/three'];
  await using site = await openWebSite((path) => {
    if (path === '/') return page('Start', paths);
    if (/^\/[abcd]$/.test(path)) return status(403);
    if (path === '/gone' || path === '/robots.txt') return undefined;
    return page('Alike', [], 'The very same text stands on three pages.');
  });
  const { sourceId } = await createSite(site.url);
  expect(await endedSource(app, sourceId)).toMatchObject({
    status: 'partial',
    reason: expect.stringMatching(/^5 pages could not be read: 4 × .*HTTP 403/),
  });
  const { reasons, counts } = await app.client.sources.items.query({ sourceId });
  expect(counts).toEqual({ ready: 2, skipped: 2, failed: 5 });
  expect(reasons.map(({ status, code, httpStatus, count }) => [count, status, code, httpStatus])).toEqual([
    [4, 'failed', 'refused', 403],
    [2, 'skipped', 'duplicate', 200],
    [1, 'failed', 'gone', 404],
  ]);
  expect(reasons[0]?.reason).toMatch(/HTTP 403/);
  const refused = await app.client.sources.items.query({ sourceId, code: 'refused' });
  expect(pathsOf(refused.items, 'failed')).toEqual(['/a', '/b', '/c', '/d']);
});

test('a list of addresses is read and nothing beyond it', async () => {
  await using site = await openWebSite((path) =>
    path === '/a' ? page('A', ['/c']) : path === '/b/' ? redirectTo('/d') : path === '/d' ? page('D') : undefined,
  );
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'urls',
    urls: [`${site.url}/a`, `${site.url}/b/`, `${site.url}/a#x`],
  });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready', kind: 'urls' });
  expect(pathsOf(await itemsOf(sourceId), 'ready')).toEqual(['/a', '/d']);
  expect(site.paths()).not.toContain('/c');
});

test('a site whose robots.txt cannot be read is not asked for pages, and says so', async () => {
  await using site = await openWebSite((path) => (path === '/robots.txt' ? status(503) : page('Any')));
  const { sourceId } = await createSite(site.url);
  const source = await endedSource(app, sourceId);
  expect(source).toMatchObject({ status: 'failed', reason: expect.stringMatching(/robots\.txt returns HTTP 503/) });
  expect(new Set(site.paths())).toEqual(new Set(['/robots.txt', '/sitemap.xml']));
});

test('a private address is refused in words and never connected to', async () => {
  const { sourceId } = await createSite('http://10.0.0.1/');
  const source = await endedSource(app, sourceId);
  expect(source.status).toBe('failed');
  expect(source.reason).toBeTruthy();
});
