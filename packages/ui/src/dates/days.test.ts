import { expect, test } from 'vitest';
import { addDays, addMonths, clampDay, dayInWeek, endOfMonth, makeDay, todayIn, weeksOf } from './days.ts';

test('a month that is shorter ends with its last day, and days cross years', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(endOfMonth('2026-02-10')).toBe('2026-02-28');
});

test('there is no 30 February, and no year 26', () => {
  expect(makeDay(2026, 2, 30)).toBeUndefined();
  expect(makeDay(26, 2, 3)).toBeUndefined();
  expect(makeDay(2026, 0, 3)).toBeUndefined();
});

test('which day it is depends on the time zone', () => {
  const now = Date.parse('2026-11-30T23:30:00Z');
  expect(todayIn('UTC', now)).toBe('2026-11-30');
  expect(todayIn('Asia/Tokyo', now)).toBe('2026-12-01');
  expect(todayIn('America/Los_Angeles', now)).toBe('2026-11-30');
});

test('weeks begin with the day of the language and hold every day of the month once', () => {
  expect(dayInWeek('2026-11-30', 1)).toBe(0);
  expect(dayInWeek('2026-11-30', 7)).toBe(1);
  const weeks = weeksOf('2026-11-15', 1);
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  expect(weeks[0]?.indexOf('2026-11-01')).toBe(6);
  expect(weeks.flat().filter((day) => day !== undefined)).toHaveLength(30);
});

test('a day outside the limits becomes the nearer limit', () => {
  expect(clampDay('2026-01-01', '2026-02-01', undefined)).toBe('2026-02-01');
  expect(clampDay('2026-03-01', undefined, '2026-02-01')).toBe('2026-02-01');
  expect(clampDay('2026-03-01', undefined, undefined)).toBe('2026-03-01');
});
