import { openWebSite, page, redirectTo, text } from '@millrace/features/test/web-site';
import { expect, test } from 'vitest';
import { expectLedger } from '../test/ledger.ts';
import { openRig, until } from '../test/rig.ts';

const size = 1_100;

/** A tree of pages; each third has a redirect, and a part is not for robots. */
const routes = (path: string) => {
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

test('a crawl of over 1,000 pages goes on after kill -9, twice: each page that robots allow is there once, and no other', async () => {
  await using rig = await openRig();
  await using site = await openWebSite(routes);
  const env = { EGRESS_ALLOW: '127.0.0.1', CRAWL_DELAY_MS: '0' };
  let worker = await rig.startWorker(env);
  const { workspaceId, client, db } = rig;
  const started = await client.sources.create.mutate({ workspaceId, kind: 'site', url: site.url, maxPages: 5_000 });
  const { sourceId } = started;
  for (const seen of [150, 900]) {
    await until(async () => site.visits.length >= seen, `${seen} requests`, 120);
    await worker.kill('SIGKILL');
    worker = await rig.startWorker(env);
  }
  await expectLedger(rig, [started], 240);
  expect(await client.sources.get.query({ sourceId })).toMatchObject({ status: 'ready' });
  const items = await db.selectFrom('sourceItems').select(['url', 'status']).where('sourceId', '=', sourceId).execute();
  const ready = items.filter((item) => item.status === 'ready').map((item) => item.url.slice(site.url.length));
  const expected = ['/', ...Array.from({ length: size - 1 }, (_, n) => `/page/${n + 2}`)];
  expect(ready.sort()).toEqual(expected.sort());
  expect(site.paths().filter((path) => path.startsWith('/private'))).toEqual([]);
  const { records, items: owners } = await db
    .selectFrom('records')
    .where('sourceId', '=', sourceId)
    .select((eb) => [eb.fn.countAll<number>().as('records'), eb.fn.count<number>('itemId').distinct().as('items')])
    .executeTakeFirstOrThrow();
  expect([Number(records), Number(owners)]).toEqual([size, size]);
  // what was in hand at a kill is asked for again, and nothing else
  const pages = site.paths().filter((path) => path.startsWith('/page') || path === '/');
  expect(pages.length - size).toBeLessThanOrEqual(2 * 6 + 2);
}, 400_000);
