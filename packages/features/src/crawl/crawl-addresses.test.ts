import { type Answer, openWebSite, page, redirectTo, status, text } from '@millrace/reading/test/web-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawledSite, itemsOf } from '../../test/crawled-site.ts';
import { endedSource } from '../../test/ended-source.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

const words = (word: string) =>
  `${word}. This paragraph about ${word} is here so that the page has enough text of its own to be kept.`;
const about = (word: string, links: string[] = [], head = '') => page(word, links, words(word), head);
/** The words of the ready pages of a source that are looked for. */
async function found(sourceId: string, wanted: string[]): Promise<string[]> {
  const records = await app.services.db.selectFrom('records').select('text').where('sourceId', '=', sourceId).execute();
  const all = records.map((record) => record.text).join('\n');
  return wanted.filter((word) => all.includes(`about ${word} `));
}

test('pages under a slash at the end are read, though their server redirects from the form without it', async () => {
  const paths = ['/2031/01/first-post/', '/2031/02/second-post/', '/about/'];
  const routes: Record<string, Answer> = { '/': about('start', paths) };
  for (const [n, path] of paths.entries()) {
    routes[path] = about(['cormorant', 'egret', 'bittern'][n] as string);
    routes[path.slice(0, -1)] = redirectTo(path, 301);
  }
  await using site = await openWebSite((path) => routes[path]);
  const crawled = await crawledSite(app, site.url);
  expect(crawled.paths('ready')).toEqual(['/', ...paths].sort());
  expect(crawled.paths('failed')).toEqual([]);
  expect(await found(crawled.sourceId, ['cormorant', 'egret', 'bittern'])).toHaveLength(3);
  expect(site.paths().filter((path) => path.length > 1 && !/\/$|robots|sitemap/.test(path))).toEqual([]);
});

test('a site of static folders, index files and scripts is read whole', async () => {
  const routes: Record<string, Answer> = {
    '/': about('start', [
      '/docs/',
      '/blog/index.html',
      '/about.html',
      '/wiki/',
      '/help/home.html',
      '/w/index.php?title=Tides',
      '/app/',
    ]),
    '/docs': redirectTo('/docs/', 301),
    '/docs/': about('manual', ['gates.html']),
    '/docs/gates.html': about('gates'),
    '/blog': redirectTo('/blog/index.html', 301),
    '/blog/': redirectTo('/blog/index.html', 301),
    '/blog/index.html': about('blog', ['first.html']),
    '/blog/first.html': about('first'),
    '/wiki/': about('wiki', ['shoals.html']),
    '/wiki/shoals.html': about('shoals'),
    '/help/home.html': about('help'),
    '/w/index.php?title=Tides': about('tides'),
    '/app': about('app', ['crew.html']),
    '/app/': about('app', ['crew.html']),
    '/app/crew.html': about('crew'),
    '/about.html': about('office'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId, paths } = await crawledSite(app, site.url);
  expect(paths('failed')).toEqual([]);
  const pages = [
    'start',
    'manual',
    'gates',
    'blog',
    'first',
    'wiki',
    'shoals',
    'help',
    'tides',
    'app',
    'crew',
    'office',
  ];
  expect(await found(sourceId, pages)).toEqual(pages);
});

test('a redirect to an index file, or to another case, is followed', async () => {
  const routes: Record<string, Answer> = {
    '/': about('start', ['/Rules', '/news']),
    '/Rules': redirectTo('/rules', 301),
    '/rules': about('avocet'),
    '/news': redirectTo('/news/index.html', 301),
    '/news/index.html': about('dunlin'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId, source } = await crawledSite(app, site.url);
  expect(source.status).toBe('ready');
  expect(await found(sourceId, ['avocet', 'dunlin'])).toHaveLength(2);
});

test('two addresses that differ in a slash are two pages where their texts differ', async () => {
  const routes: Record<string, Answer> = {
    '/': about('start', ['/gate', '/gate/', '/quay?b=1&a=2', '/quay?a=2&b=1&utm_source=x']),
    '/gate': about('pelican'),
    '/gate/': about('osprey'),
    '/quay?b=1&a=2': about('plover'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId, source } = await crawledSite(app, site.url);
  expect(source.status).toBe('ready');
  expect(await found(sourceId, ['pelican', 'osprey', 'plover'])).toHaveLength(3);
  expect(site.paths().filter((path) => path.startsWith('/quay'))).toEqual(['/quay?b=1&a=2']);
});

test('two spellings of a page with a counter of its visits are one page', async () => {
  let visits = 0;
  const counted: Answer = (request, response) =>
    page('Rules', [], `${words('heron')} Visit ${++visits}.`)(request, response);
  await using site = await openWebSite((path) =>
    path === '/' ? about('start', ['/rules/index.html', '/rules/']) : path.startsWith('/rules/') ? counted : undefined,
  );
  const { paths } = await crawledSite(app, site.url);
  expect(paths('ready')).toHaveLength(2);
  expect(paths('skipped')).toHaveLength(1);
});

test('a page that its server does not know with a parameter of tracking is asked for without it', async () => {
  const routes: Record<string, Answer> = {
    '/': about('start', ['/old', '/rules?utm_source=x']),
    '/old': redirectTo('/news?b=%2F&fbclid=1'),
    '/news?b=%2F': about('tern'),
    '/rules?utm_source=x': about('gull'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId, paths } = await crawledSite(app, site.url);
  expect(paths('failed')).toEqual([]);
  expect(await found(sourceId, ['tern', 'gull'])).toHaveLength(2);
  expect(site.paths()).not.toContain('/rules');
});

test('a parameter that is called like a session and names the page is kept', async () => {
  const stories: Record<string, string> = { '06/01': 'gazelle', '06/02': 'ibex' };
  const ids: Record<string, string> = { a3f09c1b27d4e88f11: 'oryx', b4e18d2c38f5a99e22: 'kudu' };
  await using site = await openWebSite((path) => {
    if (path === '/')
      return about('start', [
        '/article.pl?sid=06/01',
        '/article.pl?sid=06/02',
        ...Object.keys(ids).map((id) => `/doc?sid=${id}`),
      ]);
    const story =
      stories[/^\/article\.pl\?sid=(.*)$/.exec(path)?.[1] ?? ''] ?? ids[/^\/doc\?sid=(.*)$/.exec(path)?.[1] ?? ''];
    if (story) return about(story);
    return path.startsWith('/article.pl') ? page('None', [], 'No story chosen.') : undefined;
  });
  const { sourceId, source } = await crawledSite(app, site.url);
  expect(source.status).toBe('ready');
  expect(await found(sourceId, ['gazelle', 'ibex', 'oryx', 'kudu'])).toHaveLength(4);
});

test('a token of a session that changes with each answer does not make a page many', async () => {
  let visits = 0;
  const token = () => `${(++visits * 7919).toString(16)}a1b2c3d4e5f60718`.padStart(24, '4');
  await using site = await openWebSite((path) => {
    const topic = Number(/^\/view\.php\?t=(\d+)/.exec(path)?.[1] ?? 0);
    if (path === '/robots.txt' || path === '/sitemap.xml') return undefined;
    const sid = token();
    return about(
      `topic${topic}`,
      Array.from({ length: 9 }, (_, n) => `/view.php?t=${n + 1}&sid=${sid}`),
    );
  });
  const { paths, sourceId } = await crawledSite(app, site.url);
  expect(paths('ready')).toHaveLength(10);
  expect(paths('skipped')).toEqual([]);
  expect(await found(sourceId, ['topic1', 'topic9'])).toHaveLength(2);
});

test('a short session number that changes with each answer is left out once its pages turn out to be the same', async () => {
  let visits = 0;
  await using site = await openWebSite((path) => {
    if (path === '/robots.txt' || path === '/sitemap.xml') return undefined;
    const topic = Number(/^\/view\.php\?t=(\d+)/.exec(path)?.[1] ?? 0);
    const sid = ++visits;
    return about(
      `topic${topic}`,
      Array.from({ length: 30 }, (_, n) => `/view.php?t=${n + 1}&sid=${sid}`),
    );
  });
  const { paths, sourceId } = await crawledSite(app, site.url);
  expect(paths('ready')).toHaveLength(31);
  expect(await found(sourceId, ['topic1', 'topic30'])).toHaveLength(2);
  // what was known by then is asked for, and a page once more under its address without the number
  expect(visits).toBeLessThan(31 * 8);
});

test('a query is asked for as it was written', async () => {
  const links = [
    '/wiki.pl?HarbourRules',
    '/wiki.pl?TideTable',
    '/index.php?/category/3',
    '/q?x=%2Fa+b&&y=~!*',
    '/%7ebo/%41',
  ];
  const names = ['narwhal', 'beluga', 'dugong', 'manatee', 'porpoise'];
  await using site = await openWebSite((path) =>
    path === '/' ? about('start', links) : about(names[links.indexOf(path)] ?? 'wrong'),
  );
  const { sourceId, paths } = await crawledSite(app, site.url);
  expect(paths('ready')).toEqual(['/', ...links].sort());
  expect(await found(sourceId, [...names, 'wrong'])).toEqual(names);
});

test('the letters of a query are sent in the encoding of the page', async () => {
  const latin1: Answer = (_request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
      .end(Buffer.from('<html lang="de"><p>Die Mühlen. <a href="/mühle?Größe=1">Mühle</a></p></html>', 'latin1'));
  await using site = await openWebSite((path) =>
    path === '/' ? latin1 : path === '/m%C3%BChle?Gr%F6%DFe=1' ? about('grebe') : undefined,
  );
  const { sourceId } = await crawledSite(app, site.url);
  expect(await found(sourceId, ['grebe'])).toHaveLength(1);
});

test('a list of addresses is asked for as it was given', async () => {
  const urls = ['/a/index.html', '/b/', '/c?Name', '/d?b=1&a=1', '/a/b/a/b/a/b/a/b'];
  await using site = await openWebSite((path) => (urls.includes(path) ? about(path.replace(/\W/g, '')) : undefined));
  const { sourceId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'urls',
    urls: urls.map((path) => site.url + path),
  });
  expect(await endedSource(app, sourceId)).toMatchObject({ status: 'ready' });
  expect((await itemsOf(app, sourceId)).paths('ready')).toEqual(urls.toSorted());
});

test.each([
  [
    'in the page',
    (to: string): Answer =>
      text(
        `<html><head><meta http-equiv="refresh" content="0; url=${to}"><title>Moved</title></head><body></body></html>`,
        'text/html',
      ),
  ],
  [
    'in a header',
    (to: string): Answer =>
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html', refresh: `2;url=${to}` }).end('<p>Moved</p>'),
  ],
])('a refresh %s is a redirect', async (_, refresh) => {
  await using site = await openWebSite((path) =>
    path === '/'
      ? refresh('/en/start.html')
      : path === '/en/start.html'
        ? about('beaver', ['next.html', '/private/x'])
        : path === '/en/next.html'
          ? about('otter')
          : path === '/private/x'
            ? refresh('/private/y')
            : path === '/robots.txt'
              ? text('User-agent: *\nDisallow: /private/y')
              : undefined,
  );
  const crawled = await crawledSite(app, site.url);
  expect(crawled.at('/')).toMatchObject({
    status: 'skipped',
    code: 'redirect',
    redirectedTo: `${site.url}/en/start.html`,
  });
  expect(await found(crawled.sourceId, ['beaver', 'otter'])).toHaveLength(2);
  expect(crawled.at('/private/y')).toMatchObject({ status: 'skipped', code: 'robots' });
  expect(site.paths()).not.toContain('/private/y');
});

test('a page that loads itself again now and then is read', async () => {
  await using site = await openWebSite((path) =>
    path === '/' ? about('heron', [], '<meta http-equiv="refresh" content="0; url=/">') : undefined,
  );
  const { sourceId } = await crawledSite(app, site.url);
  expect(await found(sourceId, ['heron'])).toHaveLength(1);
});

test('a page and its twin are one where the page names the twin as its address and says nothing else', async () => {
  const long = Array.from({ length: 80 }, (_, n) => `berth${n}`).join(' ');
  const canonical = (to: string) => `<link rel="canonical" href="${to}">`;
  const routes: Record<string, Answer> = {
    '/': about('start', ['/berths?print=1', '/berths', '/cranes', '/slips']),
    '/berths?print=1': page('Berths', [], `${long} printed`, canonical('/berths')),
    '/berths': page('Berths', [], long, canonical('/berths')),
    // named by mistake, as by a template that has the start page everywhere
    '/cranes': about('cranes', [], canonical('/')),
    // the address that it names is not there
    '/slips': about('slips', [], canonical('/gone')),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { paths, at } = await crawledSite(app, site.url);
  expect(paths('ready')).toEqual(['/', '/berths', '/cranes', '/slips']);
  expect(at('/berths?print=1')).toMatchObject({ status: 'skipped', code: 'duplicate' });
});

test('links are relative to the address that answered, or to the base of the page', async () => {
  const routes: Record<string, Answer> = {
    '/': about('start', ['/docs', '/old/page']),
    '/docs': redirectTo('/docs/', 301),
    '/docs/': about('manual', ['gates.html']),
    '/docs/gates.html': about('gates'),
    '/old/page': about('base', ['berths.html'], '<base href="/new/">'),
    '/new/berths.html': about('berths'),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId, paths } = await crawledSite(app, site.url);
  expect(paths('failed')).toEqual([]);
  expect(await found(sourceId, ['manual', 'gates', 'base', 'berths'])).toHaveLength(4);
});

test('a page in one form is read', async () => {
  const form = (inner: string): Answer =>
    text(
      `<html lang="en"><title>P</title><body><form method="post" id="aspnetForm">${inner}</form></body></html>`,
      'text/html',
    );
  const routes: Record<string, Answer> = {
    '/': form(
      '<h1>Start</h1><a href="/p.aspx">p</a><div id="content"><table><tr><td>Opening: north gate 8 to 12 wombat</td></tr><tr><td>south gate 9 to 13 numbat</td></tr></table></div>',
    ),
    '/p.aspx': form(`<main><h2>Permit rules</h2><p>${words('quokka').repeat(8)}</p></main>`),
  };
  await using site = await openWebSite((path) => routes[path]);
  const { sourceId } = await crawledSite(app, site.url);
  const records = await app.services.db.selectFrom('records').select('text').where('sourceId', '=', sourceId).execute();
  const all = records.map((record) => record.text).join('\n');
  for (const word of ['wombat', 'numbat', 'quokka']) expect(all).toContain(word);
});

test('a page that answers with an error at first is tried again under the same address', async () => {
  let tries = 0;
  await using site = await openWebSite((path) =>
    path === '/x/?A'
      ? tries++ === 0
        ? status(500)
        : about('crane')
      : path === '/'
        ? about('start', ['/x/?A'])
        : undefined,
  );
  const { sourceId } = await crawledSite(app, site.url);
  expect(await found(sourceId, ['crane'])).toHaveLength(1);
});
