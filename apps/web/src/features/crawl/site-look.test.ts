import { expect, test } from 'vitest';
import { countMatches, type FoundLink, fits, patternsIn } from './site-look.ts';

const link = (path: string, depth = 1, blockedByRobots = false, lang: string | null = null): FoundLink => ({
  url: `https://example.org${path}`,
  depth,
  blockedByRobots,
  title: null,
  lang,
});
const links = [link('/', 0), link('/docs/a'), link('/docs/b.pdf', 2), link('/blog/x', 3), link('/private', 1, true)];
const none = { include: [], exclude: [], maxDepth: 10, language: undefined };

test('patterns are lines, each once, with a missing leading slash added', () => {
  expect(patternsIn(' /docs \n\ndocs\n*.pdf$\n/docs')).toEqual(['/docs', '*.pdf$']);
});

test('the URLs that match each pattern are counted', () => {
  expect(countMatches(['/docs/', '*.pdf$', '/nothing'], links)).toEqual([
    ['/docs/', 2],
    ['*.pdf$', 1],
    ['/nothing', 0],
  ]);
});

test('pages that robots.txt blocks never match, nor those that are too deep or excluded', () => {
  const paths = (narrowing: Parameters<typeof fits>[1]) =>
    links.filter((one) => fits(one, narrowing)).map(({ url }) => new URL(url).pathname);
  expect(paths(none)).toEqual(['/', '/docs/a', '/docs/b.pdf', '/blog/x']);
  expect(paths({ ...none, maxDepth: 2 })).toEqual(['/', '/docs/a', '/docs/b.pdf']);
  expect(paths({ ...none, include: ['/docs/'], exclude: ['*.pdf$'] })).toEqual(['/docs/a']);
});

test('a language is matched by pages that declare it and by those that declare none', () => {
  const pages = [link('/de', 1, false, 'de-AT'), link('/en', 1, false, 'en'), link('/other')];
  expect(pages.filter((one) => fits(one, { ...none, language: 'de' })).map(({ url }) => url.slice(-3))).toEqual([
    '/de',
    'her',
  ]);
});
