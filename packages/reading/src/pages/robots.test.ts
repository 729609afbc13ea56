import { isWanted, matchesPattern, pathOf } from '@millrace/contract/crawl/url-patterns';
import { expect, test } from 'vitest';
import { parseRobots } from './robots.ts';

const robots = (text: string) => parseRobots(text, 'Millrace');

test.each([
  // the examples of Google's documentation and of RFC 9309
  ['/fish', '/fish', true],
  ['/fish', '/fish.html', true],
  ['/fish', '/fishheads/yummy.html', true],
  ['/fish', '/fish.php?id=anything', true],
  ['/fish', '/Fish.asp', false],
  ['/fish', '/catfish', false],
  ['/fish*', '/fishheads', true],
  ['/fish/', '/fish', false],
  ['/fish/', '/fish/salmon.htm', true],
  ['/*.php', '/folder/any.php.file.html', true],
  ['/*.php', '/windows.PHP', false],
  ['/*.php$', '/filename.php', true],
  ['/*.php$', '/filename.php?parameters', false],
  ['/*.php$', '/filename.php5', false],
  ['/fish*.php', '/fishheads/catfish.php?parameters', true],
  ['/$', '/', true],
  ['/$', '/a', false],
  ['*', '/anything', true],
  ['/a**b$', '/a-b-b', true],
])('the pattern %s on %s: %s', (pattern, path, expected) => {
  expect(matchesPattern(pattern, path)).toBe(expected);
});

test.each([
  ['Disallow: /private', '/%70riv%61te', false],
  ['Disallow: /%7Eada', '/~ada', false],
  ['Disallow: /a%2Fb', '/a/b', true],
  ['Allow: /p\nDisallow: /', '/page', true],
  ['Allow: /folder\nDisallow: /folder', '/folder/page', true],
  ['Allow: /page\nDisallow: /*.htm', '/page.htm', false],
  ['Allow: /page\nDisallow: /*.ph', '/page.php5', true],
  ['Allow: /$\nDisallow: /', '/', true],
  ['Allow: /$\nDisallow: /', '/page.htm', false],
  ['Disallow:', '/a', true],
  ['Disallow: /a # all of it', '/a/b', false],
  ['disallow:/a', '/a', false],
  ['Disallow /a', '/a', false],
  ['Dissallow: /a', '/a', false],
  ['Disallow: /ä', '/%c3%a4/x', false],
  ['Disallow: /%C3%A4', '/ä', false],
  ['Disallow: /a?b=', '/a?b=1', false],
])('rules %j on %s: %s', (rules, path, expected) => {
  expect(robots(`User-agent: *\n${rules}`).allows(path)).toBe(expected);
});

test('the groups that name us count together, and those of everybody not at all', () => {
  const text =
    'User-agent: *\nDisallow: /\n\nUser-agent: millrace/2.0\nDisallow: /a\n\nUser-agent: other\nUser-agent: MILLRACE\nDisallow: /b';
  expect(['/', '/a', '/b', '/c'].map(robots(text).allows)).toEqual([true, false, false, true]);
});

test('a group for somebody else says nothing to us', () => {
  const text = 'User-agent: googlebot\nDisallow: /\n\nUser-agent: millrace-news\nDisallow: /';
  expect(robots(text).allows('/a')).toBe(true);
});

test('rules before any group belong to nobody', () => {
  expect(robots('Disallow: /\nUser-agent: *\nDisallow: /a').allows('/b')).toBe(true);
});

test('delay and sitemaps are read, also with a byte order mark and old line ends', () => {
  const read = robots('\ufeffUser-agent: *\rCrawl-delay: 1.5\rSitemap: https://example.org/a.xml\r\nsitemap:/b.xml');
  expect([read.crawlDelayMs, read.sitemaps]).toEqual([1_500, ['https://example.org/a.xml', '/b.xml']]);
});

test('HTML in place of rules forbids nothing', () => {
  expect(robots('<!doctype html><html><body>Not found: /a</body></html>').allows('/a')).toBe(true);
});

test('a pattern full of stars costs no more than its length times the path', () => {
  const started = process.cpuUsage().user;
  expect(matchesPattern(`/${'*a'.repeat(500)}b$`, `/${'a'.repeat(2_000)}`)).toBe(false);
  expect(process.cpuUsage().user - started).toBeLessThan(1_000_000);
});

test.each([
  ['https://example.org', '/'],
  ['https://example.org?a=1', '/?a=1'],
  ['https://example.org/a/b?c=d#e', '/a/b?c=d'],
])('the path of %s is %s', (url, path) => {
  expect(pathOf(url)).toBe(path);
});

test('what is excluded is not wanted, nor what no include names', () => {
  const scope = { include: ['/docs/'], exclude: ['/*.pdf$'] };
  expect(['/docs/a', '/docs/a.pdf', '/blog'].map((path) => isWanted(path, scope))).toEqual([true, false, false]);
  expect(isWanted('/blog', { include: [], exclude: [] })).toBe(true);
});
