import { expect, test } from 'vitest';
import { isSaidIn, isSameButNumbers } from './page-twins.ts';

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

test('two spellings of an address are one page when numbers alone differ', () => {
  const text = (visits: number) =>
    `${'The harbour office of Skerrymore is open from eight to four on every working day. '.repeat(2)} Visit ${visits}.`;
  expect(isSameButNumbers(text(1), text(2))).toBe(true);
  expect(isSameButNumbers(text(1), `${text(2)} Closed.`)).toBe(false);
  expect(isSameButNumbers('Gate 1', 'Gate 2')).toBe(false);
});
