import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, bareAddress } from './address-key.ts';
import { askedAddress, isEndless } from './asked-address.ts';

const token = 'a3f09c1b27d4e88fa3f09c1b27d4e88f';

test.each([
  ['HTTP://Example.ORG:80/', 'http://example.org/'],
  ['https://example.org:443/a', 'https://example.org/a'],
  ['https://example.org:8443/a', 'https://example.org:8443/a'],
  ['https://example.org./a', 'https://example.org/a'],
  ['https://example.org/a/../b/./c', 'https://example.org/b/c'],
  ['https://example.org/a#part', 'https://example.org/a'],
  ['https://example.org/a?utm_source=x&b=2&a=1&fbclid=9', 'https://example.org/a?a=1&b=2'],
  ['https://example.org/a?b=2&a=2&a=1', 'https://example.org/a?a=2&a=1&b=2'],
  ['https://example.org/a?', 'https://example.org/a'],
  ['https://example.org/a?q=one%20two', 'https://example.org/a?q=one+two'],
  ['https://example.org/%7euser/%c3%a4', 'https://example.org/~user/%C3%A4'],
  ['https://example.org/ä', 'https://example.org/%C3%A4'],
  ['https://exämple.org/', 'https://xn--exmple-cua.org/'],
  ['https://example.org/a;jsessionid=12AB?x=1', 'https://example.org/a?x=1'],
  ['https://example.org/(S(lit3py55t21z5v55vlm25s55))/a.aspx', 'https://example.org/a.aspx'],
  [`https://example.org/view.php?sid=${token}&t=1`, 'https://example.org/view.php?t=1'],
])('%s has the key %s', (address, expected) => {
  expect(addressKey(address)).toBe(expected);
});

test.each([
  'https://example.org/a/',
  'https://example.org//a///b',
  'https://example.org/docs/index.html',
  'https://example.org/a%2Fb',
  'https://example.org/wiki.pl?HarbourRules',
  'https://example.org/index.php?/category/3',
  'https://example.org/index.php?title=Tides',
  'https://example.org/article.pl?sid=06/01',
  'https://example.org/article.pl?sid=harbour-rules-2031-edition',
  'https://example.org/a?pk_item=5',
])('%s is a key of its own: it may be another page than what is similar', (address) => {
  expect(addressKey(address)).toBe(address);
});

test('parameters of a session go by how they look, or by what the caller knows of them', () => {
  const address = `https://example.org/view.php?sid=${token}&t=1`;
  expect(addressKey(address, 'keep')).toBe(address);
  expect(addressKey('https://example.org/view.php?sid=12&t=1', 'drop')).toBe('https://example.org/view.php?t=1');
});

test.each([
  ['https://example.org/a?utm_source=x', 'https://example.org/a'],
  [`https://example.org/a?b=%2f+c&sid=${token}&a`, 'https://example.org/a?b=%2f+c&a'],
  ['https://example.org/a?HarbourRules', 'https://example.org/a?HarbourRules'],
  ['https://example.org/a?sid=06/01', 'https://example.org/a?sid=06/01'],
])('%s is %s without what says nothing of the page', (address, expected) => {
  expect(bareAddress(address)).toBe(expected);
  expect(addressKey(bareAddress(address))).toBe(addressKey(address));
});

test.each([
  ['/a/', 'https://example.org/a/'],
  ['index.html', 'https://example.org/docs/index.html'],
  ['?HarbourRules', 'https://example.org/docs/a?HarbourRules'],
  ['/index.php?/category/3', 'https://example.org/index.php?/category/3'],
  ['/a?b=%2F&a=1+2&utm_source=x', 'https://example.org/a?b=%2F&a=1+2&utm_source=x'],
  ['/%7euser//x', 'https://example.org/%7euser//x'],
  [' /two words\n#top ', 'https://example.org/two%20words'],
  ['../b?x=1#y', 'https://example.org/b?x=1'],
  ['//other.org/z', 'https://other.org/z'],
  ['HTTP://Other.ORG:80/Q', 'http://other.org/Q'],
])('the link %j is asked for as %s', (link, expected) => {
  expect(askedAddress(link, 'https://example.org/docs/a')).toBe(expected);
});

test.each([
  'mailto:ada@example.org',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,hi',
  'https://ada:secret@example.org/',
  'http://',
  'not an address',
  `https://example.org/${'a'.repeat(3_000)}`,
])('%s is no page', (address) => {
  expect(askedAddress(address)).toBeUndefined();
});

test('paths without end are known', () => {
  expect(isEndless('https://example.org/a/b/a/b/a/b/a/b')).toBe(true);
  expect(isEndless(`https://example.org/${Array.from({ length: 60 }, (_, n) => `s${n}`).join('/')}`)).toBe(true);
  expect(isEndless('https://example.org/1/1/1/1/1/page.html')).toBe(false);
});

const address = fc
  .record({
    host: fc.constantFrom('example.org', 'EXAMPLE.org:80', 'www.example.org', 'example.org.'),
    path: fc.array(
      fc.oneof(fc.constantFrom('', '.', '..', 'index.html', 'a', 'B', '%7E', '%2f', 'default.php'), fc.string()),
    ),
    query: fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'utm_source', 'gclid', 'ä', 'sid'), fc.oneof(fc.string(), fc.constant(token))),
    ),
    hash: fc.string(),
  })
  .map(
    ({ host, path, query, hash }) =>
      `http://${host}/${path.join('/')}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}#${hash}`,
  );

test('the key of a key is the key, and what is asked for has the key of what was linked', () => {
  fc.assert(
    fc.property(address, (given) => {
      const asked = askedAddress(given);
      if (asked === undefined) return;
      expect(askedAddress(asked)).toBe(asked);
      const key = addressKey(given);
      expect(addressKey(asked)).toBe(key);
      expect(addressKey(key)).toBe(key);
      expect(key.length).toBeLessThanOrEqual(asked.length);
    }),
    { numRuns: 1_000 },
  );
});

test('the order of parameters and a fragment make no difference', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.string(), (given, hash) => {
      const of = (order: string[]) =>
        addressKey(`http://example.org/x?${order.map((n) => `${n}=1`).join('&')}#${hash}`);
      expect(of(given.toReversed())).toBe(of(given));
    }),
  );
});
