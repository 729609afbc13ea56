// @vitest-environment node
import { expect, test } from 'vitest';
import { idsBetween } from './selection.tsx';

const ids = ['a', 'b', 'c', 'd'];

test('a range includes both its ends, whichever comes first', () => {
  expect(idsBetween(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(idsBetween(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(idsBetween(ids, 'c', 'c')).toEqual(['c']);
});

test('a range from a row that is no longer listed is the clicked row alone', () => {
  expect(idsBetween(ids, 'gone', 'c')).toEqual(['c']);
});
