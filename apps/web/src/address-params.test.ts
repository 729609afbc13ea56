import { expect, test } from 'vitest';
import { addressParams, day, matching, oneOf, textTo, uuid, wholeFrom } from './address-params.ts';

const id = '0192b3c4-5d6e-7f80-9a1b-2c3d4e5f6071';
const read = addressParams({
  q: textTo(5),
  id: uuid,
  sort: oneOf(['title', 'newest']),
  page: wholeFrom(1),
  cite: matching(/^\w+\.\d+$/),
  after: day,
});

test('an address is read value by value', () => {
  const search = { q: 'leave', id, sort: 'title', page: 2, cite: 'a.1', after: '2026-11-30' };
  expect(read(search)).toEqual(search);
  expect(read({ q: 42 })).toEqual({ q: '42' });
});

test('a wrong value is as good as none, and what nobody asked for is left out', () => {
  const wrong = { q: 'longer', id: '1', sort: 'size', page: 0, cite: ['a.1'], after: '2026-13-01', other: 'x' };
  expect(read(wrong)).toEqual({});
  expect(read({ page: 1.5, id: { toString: () => id }, q: {} })).toEqual({});
});
