import { expect, test } from 'vitest';
import { listFiles, read } from './read-house.ts';

const files = listFiles().filter(
  (path) => /^(apps\/web|packages\/ui)\/src\/.*\.(tsx?|css)$/.test(path) && !path.endsWith('.test.ts'),
);

/** A class of Tailwind, with or without a variant before it, in a string of code. */
const utility = (pattern: string) => new RegExp(`(?<=[\\s"'\`:])(?:${pattern})(?=[\\s"'\`!])`, 'g');

/** What would add to the scale of type in `packages/ui/src/theme.css`. Colours of the system, which begin with a capital, are the only ones in brackets. */
const strays: Record<string, RegExp> = {
  'a size of text': utility('text-(?:[2-9]xl|\\[(?![A-Z])[^\\]]*\\])|text-(?:xs|sm|base|lg|xl)/[\\w.[\\]]+'),
  'a weight': utility('font-(?:thin|extralight|light|bold|extrabold|black|\\[[^\\]]*\\])'),
  'a line height': utility('leading-(?!(?:none|tight|normal|reading)[\\s"\'`!])[\\w.[\\]-]+'),
  'a width of what a page holds': utility('max-w-(?:[2-7]xl|prose|screen-\\w+)'),
  'a property of CSS': /(?:font-size|line-height): (?!var\(--(?:text|leading)-|0\b)[^;]+;|fontSize|fontWeight/g,
};

/** The one place that defines the scale, and the page that shows it at twice the size. */
const defines = ['packages/ui/src/theme.css', 'apps/web/src/pages/ui/view.ts'];

function straysIn(text: string): string[] {
  return Object.entries(strays).flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)].map(([hit]) => `${what}: ${hit}`),
  );
}

test('text has the sizes, weights and line heights of the scale, and pages its widths', () => {
  const found = files
    .filter((path) => !defines.includes(path))
    .map((path) => [path, straysIn(read(path))] as const)
    .filter(([, hits]) => hits.length > 0);
  expect(Object.fromEntries(found)).toEqual({});
});

test.each(['"text-2xl"', '"sm:text-[15px]"', "'text-sm/6'", '"font-bold"', '"leading-6"', '"mx-auto max-w-3xl"'])(
  '%s adds to the scale',
  (text) => {
    expect(straysIn(text)).toHaveLength(1);
  },
);

test.each([
  '"text-sm text-muted"',
  '"font-mono font-medium"',
  '"leading-reading"',
  '"max-w-reading"',
  'font-size: var(--text-lg);',
])('%s is of the scale', (text) => {
  expect(straysIn(text)).toEqual([]);
});
