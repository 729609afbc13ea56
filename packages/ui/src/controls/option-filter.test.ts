import { expect, test } from 'vitest';
import { filterOptions, isLabel } from './option-filter.ts';

const options = [
  { value: 'tz', label: 'America/São Paulo (UTC-3)' },
  { value: 'paul', label: 'Paul' },
  { value: 'off', label: 'Nowhere', description: 'Near São Tomé' },
  { value: 'g', label: 'Gamma', group: 'Letters' },
];
const found = (typed: string) => filterOptions(options, typed).map(({ value }) => value);

test('words are found in any order, without accents and capitals, and in the second line', () => {
  expect(found('paulo SAO')).toEqual(['tz']);
  expect(found('sao')).toEqual(['tz', 'off']);
  expect(found('letters')).toEqual(['g']);
  expect(found('xyz')).toEqual([]);
});

test('nothing typed finds everything, and labels that begin with it come first', () => {
  expect(found('  ')).toEqual(['tz', 'paul', 'off', 'g']);
  expect(found('paul')).toEqual(['paul', 'tz']);
});

test('a label is known whatever its accents, and a part of one is not', () => {
  expect(isLabel(options, ' PAUL ')).toBe(true);
  expect(isLabel(options, 'Pau')).toBe(false);
});
