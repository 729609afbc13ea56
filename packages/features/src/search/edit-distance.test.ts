import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

test.each([
  ['sluice', 'sluice', 0],
  ['slice', 'sluice', 1],
  ['slucie', 'sluice', 1],
  ['sluicee', 'sluice', 1],
  ['regualtoin', 'regulation', 2],
  ['mill', 'bread', 4],
])('from %s to %s', (left, right, slips) => {
  expect(editDistance(left, right, 3)).toBe(slips);
});

const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'ü', '水') });

test('it is the same both ways, nothing between equals, and no longer than the longer word', () => {
  fc.assert(
    fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right, 20);
      expect(editDistance(right, left, 20)).toBe(distance);
      expect(distance === 0).toBe(left === right);
      expect(distance).toBeLessThanOrEqual(Math.max([...left].length, [...right].length));
    }),
  );
});
