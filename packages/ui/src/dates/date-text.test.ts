import { expect, test } from 'vitest';
import { firstDayOf, readDay, weekdayNames, writeDay } from './date-text.ts';

const today = '2026-11-30';
const read = (text: string, locale = 'en-GB') => readDay(text, locale, today);

test('what is written is read again in every language', () => {
  for (const locale of ['en-GB', 'en-US', 'de', 'ja', 'ko', 'ar-EG', 'fa', 'he', 'hi', 'sv', 'hu', 'th'])
    for (const day of ['2026-11-30', '2024-02-29', '1999-01-02'])
      expect(readDay(writeDay(day, locale), locale, today), `${locale} ${writeDay(day, locale)}`).toBe(day);
});

test.each([
  ['en-GB', '3/4/2026', '2026-04-03'],
  ['en-US', '3/4/2026', '2026-03-04'],
  ['de', '3.4.26', '2026-04-03'],
  ['en-GB', '2026-04-03', '2026-04-03'],
  ['en-US', '2026-4-3', '2026-04-03'],
  ['en-GB', '3 Nov 2026', '2026-11-03'],
  ['en-US', 'November 3, 2026', '2026-11-03'],
  ['de', '3. März 2026', '2026-03-03'],
  ['en-GB', '3 nov', '2026-11-03'],
  ['en-GB', '3rd of November 2026', '2026-11-03'],
  ['es', '3 de noviembre de 2026', '2026-11-03'],
  ['ja', '2026年11月3日', '2026-11-03'],
  ['en-GB', '24/12', '2026-12-24'],
  ['en-US', '12/24', '2026-12-24'],
  ['en-GB', '03042026', '2026-04-03'],
  ['en-GB', '030426', '2026-04-03'],
  ['en-GB', '1/1/99', '1999-01-01'],
  ['ar-EG', '٠٣/٠٤/٢٠٢٦', '2026-04-03'],
])('in %s "%s" is %s', (locale, text, day) => expect(readDay(text, locale, today)).toBe(day));

test.each(['', 'tomorrow', '31/02/2026', '30/13/2026', '2026', '1/2/3/4', '3 Nov Dec', '1/1/20260', '-'])(
  '"%s" is no day',
  (text) => expect(read(text)).toBeUndefined(),
);

test('the week begins as the country has it', () => {
  expect(firstDayOf('en-GB')).toBe(1);
  expect(firstDayOf('en-US')).toBe(7);
  expect(weekdayNames('en-US', 7)[0]).toEqual({ short: 'Sun', long: 'Sunday' });
  expect(weekdayNames('de', 1)[0]?.long).toBe('Montag');
});
