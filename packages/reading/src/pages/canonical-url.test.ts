import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl } from './canonical-url.ts';

test.each([
  ['HTTP://Example.ORG:80/', 'http://example.org/'],
  ['https://example.org:443/a', 'https://example.org/a'],
  ['https://example.org:8443/a', 'https://example.org:8443/a'],
  ['https://example.org', 'https://example.org/'],
  ['https://example.org./a', 'https://example.org/a'],
  ['https://example.org/a/', 'https://example.org/a'],
  ['https://example.org//a///b', 'https://example.org/a/b'],
  ['https://example.org/a/../b/./c', 'https://example.org/b/c'],
  ['https://example.org/a#part', 'https://example.org/a'],
  ['https://example.org/docs/index.html', 'https://example.org/docs'],
  ['https://example.org/index.php?id=2', 'https://example.org/?id=2'],
  ['https://example.org/a?utm_source=x&b=2&a=1&fbclid=9', 'https://example.org/a?a=1&b=2'],
  ['https://example.org/a?', 'https://example.org/a'],
  ['https://example.org/%7euser/%c3%a4', 'https://example.org/~user/%C3%A4'],
  ['https://example.org/a%2Fb', 'https://example.org/a%2Fb'],
  ['https://example.org/ä', 'https://example.org/%C3%A4'],
  ['https://exämple.org/', 'https://xn--exmple-cua.org/'],
  [' https://example.org/a;jsessionid=12AB?x=1 ', 'https://example.org/a?x=1'],
])('%s is known as %s', (address, expected) => {
  expect(canonicalUrl(address)).toBe(expected);
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
  'https://example.org/a/b/a/b/a/b/a/b',
  `https://example.org/${Array.from({ length: 30 }, (_, n) => n).join('/')}`,
])('%s is no page', (address) => {
  expect(canonicalUrl(address)).toBeUndefined();
});

test('a link is read from where it stands', () => {
  expect(canonicalUrl('../b?x=1#y', 'https://example.org/docs/a/')).toBe('https://example.org/docs/b?x=1');
});

const address = fc
  .record({
    host: fc.constantFrom('example.org', 'EXAMPLE.org:80', 'www.example.org', 'example.org.'),
    path: fc.array(
      fc.oneof(fc.constantFrom('', '.', '..', 'index.html', 'a', 'B', '%7E', '%2f', 'default.php'), fc.string()),
    ),
    query: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'utm_source', 'gclid', 'ä'), fc.string())),
    hash: fc.string(),
  })
  .map(
    ({ host, path, query, hash }) =>
      `http://${host}/${path.join('/')}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}#${hash}`,
  );

test('doing it twice is doing it once', () => {
  fc.assert(
    fc.property(address, (given) => {
      const once = canonicalUrl(given);
      if (once !== undefined) expect(canonicalUrl(once)).toBe(once);
    }),
    { numRuns: 1_000 },
  );
});

test('the order of parameters and a fragment make no difference', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.string(), (given, hash) => {
      const of = (order: string[]) =>
        canonicalUrl(`http://example.org/x?${order.map((n) => `${n}=1`).join('&')}#${hash}`);
      expect(of(given.toReversed())).toBe(of(given));
    }),
  );
});
