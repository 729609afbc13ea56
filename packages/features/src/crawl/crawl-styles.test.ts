import { openStyledSite, pageCount, styles, wordOf } from '@millrace/reading/test/styled-site';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { crawledSite } from '../../test/crawled-site.ts';
import { type TestApp, testApp } from '../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await app.startWorker();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Of which items each page's own word is in the text. */
async function itemsByWord(sourceId: string): Promise<Map<string, Set<string | null>>> {
  const records = await app.services.db
    .selectFrom('records')
    .select(['text', 'itemId'])
    .where('sourceId', '=', sourceId)
    .execute();
  const found = new Map<string, Set<string | null>>();
  for (const { text, itemId } of records)
    for (const [word] of text.matchAll(/kiln\d{4}x/g)) found.set(word, (found.get(word) ?? new Set()).add(itemId));
  return found;
}

test.each(styles)('a site of this style is read whole and no page twice: $name', async (style) => {
  await using site = await openStyledSite(style);
  const { sourceId, paths } = await crawledSite(app, site.start);
  const found = await itemsByWord(sourceId);
  const every = Array.from({ length: pageCount }, (_, id) => id);
  expect(
    every.filter((id) => !found.has(wordOf(id))),
    'pages that were not read',
  ).toEqual([]);
  expect(
    [...found].filter(([, items]) => items.size > 1),
    'pages that were kept twice',
  ).toEqual([]);
  expect(
    [...site.served].filter(([, times]) => times > 1),
    'pages that were requested twice',
  ).toEqual([]);
  expect(site.forbidden(), 'requests that robots.txt forbids').toEqual([]);
  expect(paths('failed')).toEqual([]);
  expect(paths('ready')).toHaveLength(pageCount);
});
