import { findBrowser } from '@millrace/reading/test/find-browser';
import { openWebSite, page, text } from '@millrace/reading/test/web-site';
import { expect, test } from 'vitest';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

const program = findBrowser();

/** A site of an application: what its pages say comes by a script that asks for it. */
const openApplication = () =>
  openWebSite((path) => {
    if (path === '/app.js')
      return text(
        `fetch('/words.json').then((answer) => answer.json()).then(({ words, next }) => {
          document.title = 'The application';
          document.getElementById('root').innerHTML = '<main><p>' + words + '</p><a href="' + next + '">Next</a></main>';
        })`,
        'text/javascript',
      );
    if (path === '/words.json')
      return text(
        JSON.stringify({ words: 'The zibeline windlass of Quibdo is oiled each spring.', next: '/plain' }),
        'application/json',
      );
    if (path === '/plain') return page('Plain');
    if (path === '/empty') return text('<!doctype html><div></div>', 'text/html');
    if (path !== '/') return undefined;
    return text(
      '<!doctype html><html lang="en"><body><div id="root"></div><noscript>Please turn on JavaScript.</noscript><script src="/app.js"></script></body></html>',
      'text/html',
    );
  });

async function crawled(app: TestApp, url: string) {
  const { workspaceId, client } = app;
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'site', url });
  await endedSource(app, sourceId);
  const { items } = await client.sources.items.query({ sourceId, limit: 200 });
  const { hits } = await client.search.query.query({ workspaceId, query: 'zibeline windlass' });
  return { sourceId, items, hits };
}
const crawl = {
  delayMs: 0,
  timeoutMs: 30_000,
  retryMs: 20,
  keptVersions: 10,
};

test('without a browser a page of scripts is skipped, and the reason names the setting', {
  timeout: 180_000,
}, async () => {
  await using app = await testApp({ settings: { crawl } });
  await app.startWorker();
  await using site = await openApplication();
  const { items, hits } = await crawled(app, site.url);
  expect(items).toMatchObject([{ status: 'skipped', code: 'no-text', reason: expect.stringMatching(/CRAWL_BROWSER/) }]);
  expect(hits).toEqual([]);
  expect(site.paths()).not.toContain('/app.js');
});

test('with a browser a page of scripts is found by search, its links are followed, and pages with a text need none', {
  timeout: 180_000,
  skip: program === undefined,
}, async () => {
  const browser = { program: program ?? '', sandbox: false };
  await using app = await testApp({ settings: { crawl: { ...crawl, browser } } });
  await app.startWorker();
  await using site = await openApplication();
  const { sourceId, items, hits } = await crawled(app, site.url);
  expect(items.map(({ locator, status }) => [locator.slice(site.url.length), status])).toEqual([
    ['/', 'ready'],
    ['/plain', 'ready'],
  ]);
  expect(hits[0]).toMatchObject({ sourceId, title: 'The application' });
  expect(site.paths().filter((path) => path === '/plain')).toHaveLength(1);
  expect(new Set(site.visits.map(({ agent }) => agent)).size).toBe(1);
  const { items: none } = await crawled(app, `${site.url}/empty`);
  expect(none[0]).toMatchObject({ status: 'skipped', reason: expect.stringMatching(/after its scripts/) });
});
