import { expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatLanguage,
  formatList,
  formatNumber,
  formatRelative,
  formatUnitRange,
} from './format.ts';

test('sizes are in the unit that needs the fewest digits', () => {
  expect([1, 999, 1_000, 9_940, 10_400, 40_000_000, 2_340_000_000].map(formatBytes)).toEqual([
    '1 byte',
    '999 bytes',
    '1.0 kB',
    '9.9 kB',
    '10 kB',
    '40.0 MB',
    '2.3 GB',
  ]);
});

test('a range has its unit once, and a range of one number is that number', () => {
  expect([formatUnitRange(20, 40, 'second'), formatUnitRange(1, 1, 'hour')]).toEqual(['20–40 sec', '1 hr']);
});

test('durations are in two units at most', () => {
  expect([-5, 8_400, 200_000, 7_530_000].map(formatDuration)).toEqual(['0 sec', '8 sec', '3 min 20 sec', '2 hr 5 min']);
});

test('relative times are in the largest unit that fits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const ago = (seconds: number) => formatRelative(new Date(now - seconds * 1_000).toISOString(), now);
  expect([10, 90, 7_200, -200_000].map(ago)).toEqual(['just now', '1 minute ago', '2 hours ago', 'in 2 days']);
});

test('numbers, lists and languages are written out', () => {
  expect([formatNumber(1_234_567), formatNumber(0.5, 2)]).toEqual(['1,234,567', '0.50']);
  expect(formatList(['a', 'b', 'c'])).toBe('a, b, and c');
  expect(formatList(['a', 'b'], 'or')).toBe('a or b');
  expect(formatLanguage('fr')).toBe('French');
});
