import type { SearchHit } from '@millrace/contract/search/search';
import { expect, test } from 'vitest';
import { groupHits } from './group-hits.ts';

const hit = (sourceId: string, chunkId: string, weak?: true): SearchHit => ({
  ...{ chunkId, sourceId, recordId: 'r', title: sourceId.toUpperCase(), text: '', page: null, place: null },
  ...{ start: 0, end: 0, score: 1, highlights: [], ...(weak && { weak }) },
});

test('hits stand under their source, sources in the order of their best hit, weak ones apart', () => {
  const { strong, weak } = groupHits([hit('b', '1'), hit('a', '2'), hit('b', '3'), hit('a', '4', true)]);
  expect(strong.map(({ title, hits }) => [title, hits.map(({ chunkId }) => chunkId)])).toEqual([
    ['B', ['1', '3']],
    ['A', ['2']],
  ]);
  expect(weak.map(({ title, hits }) => [title, hits.length])).toEqual([['A', 1]]);
  expect(groupHits([])).toEqual({ strong: [], weak: [] });
});
