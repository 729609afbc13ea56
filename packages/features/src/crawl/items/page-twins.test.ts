import { expect, test } from 'vitest';
import { isSaidIn } from './page-twins.ts';

const long = Array.from({ length: 200 }, (_, n) => `word${n}`).join(' ');

test('a page says what another says when nearly all of its words are there', () => {
  expect(isSaidIn(`${long} printed`, long)).toBe(true);
  expect(isSaidIn(long, `Menu Start ${long}`)).toBe(true);
});

test('one word of a short page, or some of a long one, make another page', () => {
  expect(isSaidIn('The narwhal lives in the north.', 'The beluga lives in the north.')).toBe(false);
  expect(isSaidIn(`${long} berth 40 crowns deposit returned`, long)).toBe(false);
  expect(isSaidIn('', long)).toBe(false);
});
