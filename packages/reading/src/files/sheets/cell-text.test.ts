import { expect, test } from 'vitest';
import { numberText, plainNumber } from './cell-text.ts';

test.each([
  [4006381333931, '4006381333931'],
  [0.1 + 0.2, '0.3'],
  [1.005, '1.005'],
  [1234.5678901234, '1234.5678901234'],
  [20240917001234, '20240917001234'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-0.25, '-0.25'],
])('%d is written out whole and without noise', (value, text) => {
  expect(plainNumber(value)).toBe(text);
});

test.each([
  ['a percentage is not rounded', 0.125, '0%', '12.5%'],
  ['a percent sign in quotes does not multiply', 12, '0"%"', '12%'],
  ['an amount has its currency and its decimals', 1234.5, '#,##0.00\\ "€"', '1234.50 €'],
  ['a currency may come first', 1234.5, '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', '$1234.50'],
  ['a currency of a country', -1234.5, '[$€-407]\\ #,##0.00', '-€ 1234.50'],
  ['the format of accounts', -5, '_-* #,##0.00\\ [$€-1]_-;\\-* #,##0.00\\ [$€-1]_-', '-5.00 €'],
  ['a unit stays', 12.5, '0.0 "kg"', '12.5 kg'],
  ['a unit of thousands is not that of the number', 12345678, '0.0,,"M"', '12345678'],
  ['a word before the number stays', 7, '"Day "0', 'Day 7'],
  ['leading zeros stay', 1234, '00000', '01234'],
  ['a number in groups stays as it is shown', 123456789, '000\\-00\\-0000', '123-45-6789'],
  ['a telephone number too', 5551234567, '[<=9999999]###\\-####;\\(###\\)\\ ###\\-####', '(555) 123-4567'],
  ['thousands are not separated', 1234567, '#,##0', '1234567'],
  ['no digit is lost to two decimals', 1234.5678, '0.00', '1234.5678'],
  ['a number is not shown by its exponent', 1.5e10, '0.00E+00', '15000000000'],
  ['words in place of a number', 0, '"yes";;"no"', 'no'],
  ['a day', 45000, 'm/d/yy', '2023-03-15'],
  ['a day in words', 45000, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2023-03-15'],
  ['a Japanese day', 45000, '[$-411]ggge"年"m"月"d"日"', '2023-03-15'],
  ['a day with its time', 45000.75, 'm/d/yy h:mm', '2023-03-15 18:00'],
  ['a time with seconds', 0.5208333333, 'h:mm:ss', '12:30:00'],
  ['a time of two halves of a day', 0.75, 'h:mm AM/PM', '18:00'],
  ['a time that has a day', 45000.5, 'h:mm', '2023-03-15 12:00'],
  ['the last second of a day', 45000.9999999, 'yyyy-mm-dd hh:mm', '2023-03-16 00:00'],
  ['a duration', 1.1, '[h]:mm', '26:24:00'],
  ['the day that 1900 did not have', 60, 'yyyy\\-mm\\-dd', '1900-02-29'],
  ['no day, but a time', 0.75, 'm/d/yy h:mm', '18:00'],
  ['an empty day', 0, 'yyyy-mm-dd', '0'],
  ['no day at all', -3, 'yyyy-mm-dd', '-3'],
])('%s', (_, value, format, text) => {
  expect(numberText(value, format, false)).toBe(text);
});

test('days may count from 1904', () => {
  expect(numberText(46450, 'yyyy-mm-dd', true)).toBe('2031-03-05');
});
