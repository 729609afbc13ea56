import { expect, test } from 'vitest';
import { multiplyingShapes } from './count-variants.ts';

const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

test.each([
  ['titles', many(400, (n) => `http://a.org/index.php?title=Page_${n}`)],
  ['names without a value', many(400, (n) => `http://a.org/wiki.pl?Page${n}`)],
  ['topics of forums', many(400, (n) => `http://a.org/viewtopic.php?f=${n % 7}&t=${n}`)],
  ['views of one script', many(400, (n) => `http://a.org/index.php?id=${n}&option=com_content&view=article`)],
  [
    'titles and their histories',
    many(400, (n) => `http://a.org/index.php?${n % 2 ? 'action=history&' : ''}title=P${n}`),
  ],
])('%s do not multiply', (_, keys) => {
  expect(multiplyingShapes(keys).size).toBe(0);
});

test.each([
  [
    'days of a calendar',
    many(400, (n) => `http://a.org/calendar?day=${n % 28}&month=${n % 12}&year=${1990 + (n % 40)}`),
  ],
  ['filters', many(300, (n) => `http://a.org/shop?color=${n % 9}&size=${n % 7}&sort=${n % 5}`)],
])('%s multiply', (_, keys) => {
  expect(multiplyingShapes([...new Set(keys)]).size).toBe(1);
});

test('a few addresses never multiply', () => {
  expect(multiplyingShapes(many(60, (n) => `http://a.org/shop?color=${n % 6}&size=${n % 10}`)).size).toBe(0);
});
