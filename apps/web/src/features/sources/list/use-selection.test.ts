// @vitest-environment node
import { expect, test } from 'vitest';
import { idsBetween } from './use-selection.ts';

const ids = ['a', 'b', 'c', 'd'];

test('a range holds both its ends, whichever comes first', () => {
  expect(idsBetween(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(idsBetween(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(idsBetween(ids, 'c', 'c')).toEqual(['c']);
});

test('a range that begins with what is gone is the row itself', () => {
  expect(idsBetween(ids, 'gone', 'c')).toEqual(['c']);
});
