import { openWebSite, page, redirectTo, text, type WebSite } from '@millrace/reading/test/web-site';
import { expect, test } from 'vitest';
import { expectLedger } from './rig/ledger.ts';
import { openRig, type Rig, until } from './rig/rig.ts';

/** What a worker may have in hand at once: twelve pages are fetched, and twelve may wait to be written. On a slow machine a run may change hands once more. */
const inHand = 25;

/** A tree of pages; each third has a redirect, and a part is not for robots. */
const tree = (size: number) => (path: string) => {
  if (path === '/robots.txt') return text('User-agent: *\nDisallow: /private');
  const n = path === '/' ? 1 : Number(/^\/page\/(\d+)$/.exec(path)?.[1] ?? 0);
  const old = Number(/^\/old\/(\d+)$/.exec(path)?.[1] ?? 0);
  if (old > 0) return redirectTo(`/page/${old}`);
  if (n < 1 || n > size) return undefined;
  const children = [3 * n - 1, 3 * n, 3 * n + 1].filter((child) => child <= size);
  return page(`Page ${n}`, [
    ...children.map((child) => (child % 3 === 0 ? `/old/${child}` : `/page/${child}`)),
    `/private/${n}`,
    '/',
  ]);
};

/** Each page that robots allow is read, stored once, and no other. */
async function expectEachOnce({ db }: Rig, site: WebSite, sourceId: string, size: number): Promise<void> {
  const items = await db.selectFrom('sourceItems').select(['url', 'status']).where('sourceId', '=', sourceId).execute();
  const ready = items.filter((item) => item.status === 'ready').map((item) => item.url.slice(site.url.length));
  const expected = ['/', ...Array.from({ length: size - 1 }, (_, n) => `/page/${n + 2}`)];
  expect(ready.sort()).toEqual(expected.sort());
  expect(items.filter((item) => item.status === 'queued' || item.status === 'fetching')).toEqual([]);
  expect(site.paths().filter((path) => path.startsWith('/private'))).toEqual([]);
  const { records, items: owners } = await db
    .selectFrom('records')
    .where('sourceId', '=', sourceId)
    .select((eb) => [eb.fn.countAll<number>().as('records'), eb.fn.count<number>('itemId').distinct().as('items')])
    .executeTakeFirstOrThrow();
  expect([Number(records), Number(owners)]).toEqual([size, size]);
}

test('a crawl of over 1,000 pages goes on after kill -9, twice: each page that robots allow is there once, and no other', async () => {
  const size = 1_100;
  await using rig = await openRig();
  await using site = await openWebSite(tree(size));
  const env = { EGRESS_ALLOW: '127.0.0.1', CRAWL_DELAY_MS: '0' };
  let worker = await rig.startWorker(env);
  const { workspaceId, client } = rig;
  const started = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url, maxPages: 5_000 });
  const { sourceId } = started;
  for (const seen of [150, 900]) {
    await until(async () => site.visits.length >= seen, `${seen} requests`, 120);
    await worker.kill('SIGKILL');
    worker = await rig.startWorker(env);
  }
  await expectLedger(rig, [started], 240);
  expect(await client.sources.get.query({ sourceId })).toMatchObject({ status: 'ready' });
  await expectEachOnce(rig, site, sourceId, size);
  // what was in hand at a kill, being read or waiting to be written, is asked for again, and nothing else
  const pages = site.paths().filter((path) => path.startsWith('/page') || path === '/');
  expect(pages.length - size).toBeLessThanOrEqual(4 * inHand);
}, 400_000);

/** Pages that the worker with this contact in its user agent has asked for. */
const askedBy = (site: WebSite, contact: string) =>
  site.visits.filter(({ agent, path }) => agent.includes(`contact: ${contact})`) && /^\/(page\/\d+)?$/.test(path));

test('several workers share one crawl, also when one that helps and then the one that leads are killed: each page is there once', async () => {
  const size = 900;
  await using rig = await openRig();
  await using site = await openWebSite(tree(size));
  const start = (contact: string) =>
    rig.startWorker({ EGRESS_ALLOW: '127.0.0.1', CRAWL_DELAY_MS: '0', CRAWL_CONTACT: contact });
  const lead = await start('lead');
  const { workspaceId, client } = rig;
  const started = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url, maxPages: 5_000 });
  const { sourceId } = started;
  await until(async () => askedBy(site, 'lead').length >= 20, 'the first pages', 120);
  const helper = await start('helper');
  await until(async () => askedBy(site, 'helper').length >= 30, 'help', 120);
  await helper.kill('SIGKILL');
  await start('second');
  await until(async () => askedBy(site, 'second').length >= 30, 'further help', 120);
  await lead.kill('SIGKILL');
  await expectLedger(rig, [started], 240);
  expect(await client.sources.get.query({ sourceId })).toMatchObject({ status: 'ready' });
  await expectEachOnce(rig, site, sourceId, size);
  const pages = site.paths().filter((path) => path.startsWith('/page') || path === '/');
  expect(pages.length - size).toBeLessThanOrEqual(4 * inHand);
}, 600_000);

test('a host is asked no faster by two workers than by one, and a cancel ends the work of both', async () => {
  const delayMs = 40;
  await using rig = await openRig();
  await using site = await openWebSite(tree(5_000));
  const start = (contact: string) =>
    rig.startWorker({ EGRESS_ALLOW: '127.0.0.1', CRAWL_DELAY_MS: String(delayMs), CRAWL_CONTACT: contact });
  await start('one');
  await start('two');
  const { workspaceId, client } = rig;
  const started = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url, maxPages: 5_000 });
  for (const contact of ['one', 'two'])
    await until(async () => askedBy(site, contact).length >= 20, `20 pages for worker ${contact}`, 240);
  const visits = site.visits.filter(({ path }) => /^\/(page|old)?/.test(path) && path !== '/robots.txt');
  const spanMs = (visits.at(-1)?.at ?? 0) - (visits[0]?.at ?? 0);
  // what is on its way may come late: a few requests of slack, not a second worker's worth of them
  expect(visits.length).toBeLessThanOrEqual(spanMs / delayMs + 6);
  await client.sources.cancel.mutate({ sourceId: started.sourceId });
  await expectLedger(rig, [started]);
  const { sourceId } = started;
  expect(await client.sources.get.query({ sourceId })).toMatchObject({ status: 'cancelled' });
  const { counts } = await client.sources.items.query({ sourceId });
  expect([counts.queued, counts.fetching]).toEqual([undefined, undefined]);
  const before = counts.ready;
  // a helper looks once a second whether the crawl goes on
  const asked = site.visits.length;
  await rig.startWorker({ EGRESS_ALLOW: '127.0.0.1' });
  expect(site.visits.length - asked).toBeLessThanOrEqual(24);
  expect((await client.sources.items.query({ sourceId })).counts.ready).toBe(before);
}, 400_000);
