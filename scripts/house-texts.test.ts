import { expect, test } from 'vitest';
import { findUndirected } from './find-undirected.ts';
import { findUntranslated } from './find-untranslated.ts';
import { listFiles, read } from './read-house.ts';

const pages = listFiles().filter(
  (path) => /^(apps\/web\/src|packages\/ui\/src)\/.*\.tsx?$/.test(path) && !path.endsWith('.test.ts'),
);
/** Only developers see the page of the components, which is no part of the product. */
const shown = pages.filter((path) => !path.startsWith('apps/web/src/pages/ui/'));
const untranslated = new Map(
  shown.map((path) => [path, findUntranslated(read(path), path)] as const).filter(([, texts]) => texts.length > 0),
);

test('every text of a page is in the catalogue', () => {
  expect(Object.fromEntries(untranslated)).toEqual({});
});

test('directions are logical: what is left in English is right in Arabic', () => {
  // as classes of Tailwind or as properties of CSS
  const physical =
    /(?<=[\s"'`:])-?(?:[mp][lr]|left|right|rounded-[lr]|rounded-[tb][lr]|scroll-[mp][lr])-(?:\d|\[|px|auto)|(?<=[\s"'`:])(?:text-(?:left|right)|border-[lr])(?=[\s"'`-])|\b(?:margin|padding|border)-(?:left|right)\s*:/;
  const files = [...pages, ...listFiles().filter((path) => /^(apps\/web|packages\/ui)\/src\/.*\.css$/.test(path))];
  expect(files.filter((path) => physical.test(read(path)))).toEqual([]);
});

test('what people wrote has a direction of its own', () => {
  const undirected = pages
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => [path, findUndirected(read(path), path)] as const)
    .filter(([, found]) => found.length > 0);
  expect(Object.fromEntries(undirected)).toEqual({});
});
