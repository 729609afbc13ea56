import { type Day, makeDay } from './days.ts';

type Part = 'day' | 'month' | 'year';
const isPart = (type: string): type is Part => type === 'day' || type === 'month' || type === 'year';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to create. Days have no time zone, and the calendar is the Gregorian one in every language. */
function formatIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' });
  formats.set(key, found);
  return found;
}

const timeOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const typedForm = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** "30/11/2026": the form in which a day is typed. */
export const writeDay = (day: Day, locale: string): string => formatIn(locale, typedForm).format(timeOf(day));

/** "Monday, 30 November 2026" */
export const nameDay = (day: Day, locale: string): string =>
  formatIn(locale, { dateStyle: 'full' }).format(timeOf(day));

/** "November 2026" */
export const nameMonth = (day: Day, locale: string): string =>
  formatIn(locale, { month: 'long', year: 'numeric' }).format(timeOf(day));

/** "30", in the digits of the language. */
export const dateNumber = (day: Day, locale: string): string =>
  formatIn(locale, { day: 'numeric' })
    .formatToParts(timeOf(day))
    .find(({ type }) => type === 'day')?.value ?? '';

/** Short and long names of the days of the week, from `firstDay` (1 is Monday). */
export const weekdayNames = (locale: string, firstDay: number): { short: string; long: string }[] =>
  Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 was a Monday
    const time = Date.UTC(2024, 0, firstDay + index);
    return {
      short: formatIn(locale, { weekday: 'short' }).format(time),
      long: formatIn(locale, { weekday: 'long' }).format(time),
    };
  });

/** With which day the week begins: 1 is Monday, 7 is Sunday. */
export function firstDayOf(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return known.getWeekInfo?.().firstDay ?? 1;
}

const orderOf = (locale: string): Part[] =>
  formatIn(locale, typedForm)
    .formatToParts(0)
    .map(({ type }) => type)
    .filter(isPart);

/** Any digits as those of ASCII. */
function plainDigits(text: string, locale: string): string {
  const own = [...new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 10 }).format(123_456_789)];
  return [...text].map((char) => (own.includes(char) ? String(own.indexOf(char)) : char)).join('');
}

/** The month that a word names in the language or in English: "nov", "November", "nov." */
function monthOf(word: string, locale: string): number | undefined {
  const wanted = word.toLowerCase();
  for (const language of [locale, 'en'])
    for (const month of ['long', 'short'] as const)
      for (let index = 0; index < 12; index++) {
        const parts = formatIn(language, { month, day: 'numeric' }).formatToParts(Date.UTC(2024, index, 1));
        const name = parts
          .find(({ type }) => type === 'month')
          ?.value.toLowerCase()
          .replace(/\.$/, '');
        if (name === wanted) return index + 1;
      }
  return undefined;
}

/** Two digits mean a year from 79 years ago to 20 years from now. */
function fullYear(year: number, today: Day): number {
  const now = Number(today.slice(0, 4));
  const near = Math.floor(now / 100) * 100 + year;
  return near > now + 20 ? near - 100 : near < now - 79 ? near + 100 : near;
}

/** "30112026" and "301126", cut where the language has its parts. */
function splitDigits(digits: string, order: Part[]): string[] {
  let at = 0;
  return order.map((part) => {
    const from = at;
    at += part === 'year' ? digits.length - 4 : 2;
    return digits.slice(from, at);
  });
}

const isoOrder: Part[] = ['year', 'month', 'day'];

/**
 * The day that somebody typed: in the order of the language with any separators, as ISO 8601, with the name of a month, with two digits
 * of the year or without it, or as digits alone. Undefined if it is none.
 */
export function readDay(text: string, locale: string, today: Day): Day | undefined {
  // signs of one letter and short words such as "de" and "th" only separate
  const tokens = plainDigits(text, locale).match(/\d+|\p{L}{3,}/gu) ?? [];
  const words = tokens.filter((token) => !/^\d/.test(token));
  const [word] = words;
  const month = word === undefined ? undefined : monthOf(word, locale);
  if (words.length > (month === undefined ? 0 : 1)) return undefined;
  const order = orderOf(locale);
  const digits = tokens.filter((token) => /^\d/.test(token));
  const [first = ''] = digits;
  const numbers = tokens.length === 1 && /^\d{6}(\d\d)?$/.test(first) ? splitDigits(first, order) : digits;
  const wanted = (first.length === 4 ? isoOrder : order).filter((part) => part !== 'month' || month === undefined);
  const parts = numbers.length === wanted.length ? wanted : wanted.filter((part) => part !== 'year');
  if (numbers.length !== parts.length) return undefined;
  const given = new Map(parts.map((part, index) => [part, Number(numbers[index])]));
  const year = given.get('year') ?? Number(today.slice(0, 4));
  return makeDay(year < 100 ? fullYear(year, today) : year, month ?? given.get('month') ?? 0, given.get('day') ?? 0);
}
