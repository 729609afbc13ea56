import { expect, test } from 'vitest';
import { listNumber, type NumberFormat } from './list-number.ts';

test.each<[number, NumberFormat, string]>([
  [4, 'decimal', '4'],
  [4, 'decimalZero', '04'],
  [4, 'decimalZero3', '004'],
  [4, 'lowerRoman', 'iv'],
  [1994, 'upperRoman', 'MCMXCIV'],
  [4, 'lowerLetter', 'd'],
  [28, 'upperLetter', 'AB'],
  [22, 'ordinal', '22nd'],
  [0, 'lowerLetter', '0'],
  [-3, 'upperRoman', '-3'],
  [5000, 'lowerRoman', '5000'],
  [7, 'bullet', ''],
])('%i as %s is “%s”', (value, format, shown) => {
  expect(listNumber(value, format)).toBe(shown);
});

test('letters beyond z are doubled where Word counts', () => {
  expect([26, 27, 53].map((value) => listNumber(value, 'lowerLetter', 'doubled'))).toEqual(['z', 'aa', 'aaa']);
});
