import { expect, test } from 'vitest';
import { outcomeInWords } from './bulk-outcome.ts';

const titles = new Map([
  ['1', 'Notes'],
  ['2', 'Report'],
]);
const why = 'This action is available only for websites and lists of URLs.';

test('one source is named, many are counted', () => {
  expect(outcomeInWords('delete', { done: ['1'], refused: [] }, titles).title).toBe('“Notes” deleted');
  expect(outcomeInWords('disable', { done: ['1', '2'], refused: [] }, titles).title).toBe('2 sources disabled');
});

test('a refusal gives its reason, the same one once with its count', () => {
  const refused = ['2', '3', '4'].map((sourceId) => ({ sourceId, message: why }));
  expect(outcomeInWords('pause', { done: ['1'], refused }, titles)).toEqual({
    title: '1 source paused',
    detail: `Not done for 3: ${why}`,
    failed: false,
  });
});

test('when nothing was done, the title says so', () => {
  const refused = [{ sourceId: '2', message: why }];
  expect(outcomeInWords('pause', { done: [], refused }, titles)).toEqual({
    title: '“Report” was not paused',
    detail: why,
    failed: true,
  });
  expect(
    outcomeInWords('retry', { done: [], refused: [...refused, { sourceId: '1', message: why }] }, titles).title,
  ).toBe('No sources were retried');
});
