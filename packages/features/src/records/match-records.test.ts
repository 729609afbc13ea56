import { expect, test } from 'vitest';
import { matchRecords } from './match-records.ts';

const said = (...texts: string[]) => texts.map((text) => ({ title: text[0] ?? '', text }));

test('what is the same stays the same, wherever it stands now', () => {
  expect(matchRecords(said('a1', 'b1', 'c1'), said('c1', 'a1', 'b1'))).toEqual([2, 0, 1]);
});
test('what has changed goes on under its title, and a single one under any', () => {
  expect(matchRecords(said('a1', 'b1', 'c1'), said('a1', 'n1', 'c2', 'b2'))).toEqual([0, undefined, 2, 1]);
  expect(matchRecords(said('a1'), said('z9'))).toEqual([0]);
});
test('of the same text twice each is matched once', () => {
  expect(matchRecords(said('a1', 'a1'), said('a1', 'a1', 'a1'))).toEqual([0, 1, undefined]);
});
