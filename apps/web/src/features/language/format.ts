import { t } from '@lingui/core/macro';
import { currentLanguage } from './language.ts';

/** Formatters are slow to create and pages use the same few again and again. The key includes the language. */
const made = new Map<string, unknown>();

function kept<Formatter>(kind: string, options: object, make: (locale: string) => Formatter): Formatter {
  const { formats, timeZone = '' } = currentLanguage();
  const key = `${kind} ${formats} ${timeZone} ${JSON.stringify(options)}`;
  const found = (made.get(key) as Formatter | undefined) ?? make(formats);
  made.set(key, found);
  return found;
}

const numbers = (options: Intl.NumberFormatOptions) =>
  kept('number', options, (locale) => new Intl.NumberFormat(locale, options));
const dates = (options: Intl.DateTimeFormatOptions) =>
  kept('date', options, (locale) => {
    const { timeZone } = currentLanguage();
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  });

/** "1,234,567"; with `digits` exactly that many after the decimal point. */
export const formatNumber = (value: number, digits?: number): string =>
  numbers(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** "12.3K". */
export const formatCompact = (value: number): string =>
  numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value);

/** "25%" of 0.25. */
export const formatPercent = (fraction: number): string =>
  numbers({ style: 'percent', maximumFractionDigits: 0 }).format(fraction);

/** "$0.12" */
export const formatDollars = (value: number): string => numbers({ style: 'currency', currency: 'USD' }).format(value);

const unitNumbers = (unit: string, digits: number) =>
  numbers({
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** "8 sec", "1.5 min": any unit that Intl knows. */
export const formatUnit = (value: number, unit: string, digits = 0): string => unitNumbers(unit, digits).format(value);

/** "20–40 sec", "4–5 min"; where both are the same, one number. */
export const formatUnitRange = (from: number, to: number, unit: string): string =>
  from === to ? formatUnit(to, unit) : unitNumbers(unit, 0).formatRange(from, to);

/** 1 kB is 1,000 bytes, as file managers have it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return formatUnit(bytes, 'byte');
  if (bytes < 1_000_000) return formatUnit(bytes / 1_000, 'kilobyte', bytes < 10_000 ? 1 : 0);
  if (bytes < 1_000_000_000) return formatUnit(bytes / 1_000_000, 'megabyte', 1);
  return formatUnit(bytes / 1_000_000_000, 'gigabyte', 1);
}

/** A duration: "8 sec", "3 min 20 sec", "2 hr 5 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600)];
  if (hours > 0) return `${formatUnit(hours, 'hour')} ${formatUnit(minutes % 60, 'minute')}`;
  if (minutes > 0) return `${formatUnit(minutes, 'minute')} ${formatUnit(seconds % 60, 'second')}`;
  return formatUnit(seconds, 'second');
}

const dateOf = (time: string | number): Date => new Date(time);

/** "14:05" */
export const formatTime = (time: string | number): string => dates({ timeStyle: 'short' }).format(dateOf(time));
/** "30 Nov 2026, 14:05" */
export const formatDateTime = (time: string | number): string =>
  dates({ dateStyle: 'medium', timeStyle: 'short' }).format(dateOf(time));

/** "30 Nov 2026" of "2026-11-30": a day of the calendar, the same in every time zone. */
export const formatDay = (isoDate: string): string =>
  kept('day', {}, (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })).format(
    dateOf(isoDate),
  );

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago", "in 3 days"; under a minute "just now". */
export function formatRelative(iso: string, nowMs = Date.now()): string {
  const words = kept('relative', {}, (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const seconds = (Date.parse(iso) - nowMs) / 1_000;
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return t`just now`;
}

/** "a, b and c", or with `or`. */
export const formatList = (items: readonly string[], type: 'and' | 'or' = 'and'): string =>
  kept(
    'list',
    { type },
    (locale) => new Intl.ListFormat(locale, { type: type === 'and' ? 'conjunction' : 'disjunction' }),
  ).format(items);

/** The name of a language: "French" of "fr". */
export const formatLanguage = (code: string): string =>
  kept('language', {}, (locale) => new Intl.DisplayNames(locale, { type: 'language' })).of(code) ?? code;
