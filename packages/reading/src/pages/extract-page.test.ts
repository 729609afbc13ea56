import { expect, test } from 'vitest';
import { extractPage } from './extract-page.ts';

const words = 'The mill stands by the river and its wheel has turned for two hundred years without a pause. '.repeat(6);
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en-GB"><head><title>The  mill\n</title>${head}</head><body>${body}</body></html>`;

test('the main text comes without menu and footer, with its headings, list and table', () => {
  const { text, title, lang } = extractPage(
    page(`<nav><a href="/x">Menu entry</a></nav><main><article><h1>The mill</h1><p>${words}</p><h2>Its parts</h2><p>${words}</p>
      <ul><li>the <b>wheel</b></li><li>the stones</li></ul>
      <table><tr><th>Part</th><th>Year</th></tr><tr><td>Wheel</td><td>1810</td></tr></table>
      <pre>turn(  1 )\n  stop()</pre></article></main><footer>All rights reserved</footer><script>var secret = 1</script>`),
    'https://example.org/mill',
  );
  expect([title, lang]).toEqual(['The mill', 'en-GB']);
  expect(text).toContain('## Its parts\n\n');
  expect(text).toMatch(/- the wheel\n+- the stones/);
  expect(text).toMatch(/\| Part \| Year \|\n+\| Wheel \| 1810 \|/);
  expect(text).toContain('turn(  1 )\n  stop()');
  expect(text).not.toMatch(/Menu entry|All rights reserved|secret/);
});

test('a page of a few words gives these words', () => {
  expect(
    extractPage(page('<nav>Menu</nav><h1>Closed</h1><p>The mill is closed today.</p>'), 'https://example.org/').text,
  ).toBe('# Closed\n\nThe mill is closed today.');
});

test('links are absolute, as they were written and each there once; menus count, nofollow does not', () => {
  const { links } = extractPage(
    page(
      `<nav><a href="/menu/">m</a></nav><a href="b?utm_source=x#y">b</a><a href="./b">b</a><a href="b#z">b</a><a href="w.pl?Rules">w</a><a href="?a=1&copy=2&amp;lang=en">q</a><a href="mailto:a@b.c">m</a><a rel="nofollow" href="/no">n</a><a href="//other.org/z">z</a>`,
      '<base href="https://example.org/docs/">',
    ),
    'https://example.org/',
  );
  expect(links).toEqual([
    'https://example.org/menu/',
    'https://example.org/docs/b?utm_source=x',
    'https://example.org/docs/b',
    'https://example.org/docs/w.pl?Rules',
    'https://example.org/docs/?a=1&copy=2&lang=en',
    'https://other.org/z',
  ]);
});

test('what the page says about itself is read', () => {
  const head =
    '<link rel="canonical" href="/mill/?utm_source=a"><meta property="article:published_time" content="2026-03-01T10:00:00+01:00"><meta name="ROBOTS" content="NoIndex, nofollow">';
  expect(extractPage(page('<a href="/a">a</a>', head), 'https://example.org/m?x=1')).toMatchObject({
    canonical: 'https://example.org/mill/?utm_source=a',
    pageTime: '2026-03-01T09:00:00.000Z',
    noindex: true,
    links: [],
  });
  expect(extractPage(page('x'), 'https://example.org/', 'noindex').noindex).toBe(true);
  expect(extractPage(page('x'), 'https://example.org/').noindex).toBe(false);
});

test.each([
  '',
  '<',
  'plain words only',
  '<html>',
  '<p>open <b>ends',
  `${'<div>'.repeat(3_000)}deep${'</div>'.repeat(3_000)}`,
])('broken or odd HTML is read as far as it goes: %#', (html) => {
  expect(extractPage(html, 'https://example.org/a')).toMatchObject({ canonical: null, links: [] });
});

test('the part that a page names as its main one is taken whole, without what stands around it', () => {
  const long = 'The miller grinds what the farmers bring. '.repeat(20);
  const related = '<ul>'.concat('<li><a href="/x">Something else to read</a></li>'.repeat(5), '</ul>');
  const article = `<article><h1>Grain</h1><p>${long}</p><pre>grind(1)</pre><table><tr><td>a</td><td>b</td></tr></table></article>`;
  const { text } = extractPage(
    `<body><nav>Menu</nav><main>${article}${related}</main><p>Around</p></body>`,
    'https://a.org/',
  );
  expect(text).toMatch(/^# Grain\n\nThe miller/);
  expect(text).toContain('grind(1)');
  expect(text).toContain('| a | b |');
  expect(text).not.toMatch(/Menu|Something else|Around/);
});

test('a main part that is a list of links is looked into as any other page', () => {
  const links = Array.from(
    { length: 60 },
    (_, n) => `<li><a href="/${n}">A page about the mill number ${n}</a></li>`,
  ).join('');
  const { text, links: found } = extractPage(`<body><main><ul>${links}</ul></main></body>`, 'https://a.org/');
  expect(text).toContain('A page about the mill number 59');
  expect(found).toHaveLength(60);
});

test.each([
  [
    '<meta http-equiv="Refresh" content="0; url=/en/start.html">',
    { to: 'https://example.org/en/start.html', afterS: 0 },
  ],
  [
    '<base href="/de/"><meta http-equiv="refresh" content="2;URL=\'start\'">',
    { to: 'https://example.org/de/start', afterS: 2 },
  ],
  ['<noscript><meta http-equiv="refresh" content="0; url=/no-scripts"></noscript>', null],
  ['<meta http-equiv="refresh" content="60">', null],
  ['<meta http-equiv="refresh" content="0; url=javascript:alert(1)">', null],
])('a page with %s sends its reader where it says', (head, refresh) => {
  expect(extractPage(page('x', head), 'https://example.org/').refresh).toEqual(refresh);
});
