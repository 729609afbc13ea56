import { expect, test } from 'vitest';
import { missingInWords, pageList } from './missing-pages.ts';

test.each([
  [[3], '3'],
  [[2, 5, 6, 7], '2, 5–7'],
  [[1, 3, 5, 7, 9, 11, 13, 15, 17, 19], '1, 3, 5, 7, 9, 11, 13, 15 and 2 more'],
])('pages %j are written %s', (pages, words) => {
  expect(pageList(pages)).toBe(words);
});

test('nothing is said when nothing is missing', () => {
  const nothing = { withoutText: [], unreadable: [], incomplete: false, stopped: null, notes: [] };
  expect(missingInWords(nothing)).toBeNull();
  expect(missingInWords({ ...nothing, unreadable: [4] })).toBe(
    'One page could not be read because the file is damaged there or has too much text: 4.',
  );
  expect(missingInWords({ ...nothing, stopped: 'It took too long.' })).toBe(
    'What was read so far can be searched. It took too long.',
  );
});
