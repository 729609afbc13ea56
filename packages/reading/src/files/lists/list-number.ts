import { numberInScript, type ScriptFormat } from './number-in-script.ts';
import { numberInWords, type WordFormat } from './number-in-words.ts';

/** How a list counts; `none` counts and does not show it. Word's names, which HTML's types map to. */
export type NumberFormat =
  | 'decimal'
  | 'decimalZero'
  | 'decimalZero3'
  | 'decimalZero4'
  | 'decimalZero5'
  | 'lowerLetter'
  | 'upperLetter'
  | 'lowerRoman'
  | 'upperRoman'
  | 'ordinal'
  | 'bullet'
  | 'none'
  | WordFormat
  | ScriptFormat;

const romans: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  let left = value;
  let text = '';
  for (const [worth, letters] of romans) {
    while (left >= worth) {
      text += letters;
      left -= worth;
    }
  }
  return text;
}

/** Word continues z with aa, bb, …; HTML with aa, ab, … */
function letter(value: number, after: 'doubled' | 'counted'): string {
  if (after === 'doubled') return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
  let left = value;
  let text = '';
  while (left > 0) {
    text = String.fromCharCode(97 + ((left - 1) % 26)) + text;
    left = Math.floor((left - 1) / 26);
  }
  return text;
}

const ordinalEndings: Record<Intl.LDMLPluralRule, string> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  other: 'th',
  zero: 'th',
  many: 'th',
};
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });

/**
 * A number as a list shows it, without what surrounds it: `4`, `iv`, `d`, `04`, `Four`, `四`. Empty for bullets and for `none`. Letters,
 * words and Roman numerals that cannot be (0, below 0, beyond 3999) are decimal, as in browsers.
 */
export function listNumber(value: number, format: NumberFormat, after: 'doubled' | 'counted' = 'counted'): string {
  if (format === 'bullet' || format === 'none') return '';
  if (format.startsWith('decimalZero')) return String(value).padStart(Number(format.slice(11)) || 2, '0');
  if (format === 'ordinal') return `${value}${ordinalEndings[ordinalRules.select(value)]}`;
  if (format === 'decimal' || value < 1 || value > 3999) return String(value);
  if (format === 'cardinalText' || format === 'ordinalText') return numberInWords(value, format);
  if (!/^(lower|upper)(Roman|Letter)$/.test(format)) return numberInScript(value, format as ScriptFormat);
  const text = format === 'lowerRoman' || format === 'upperRoman' ? roman(value) : letter(value, after);
  return format.startsWith('upper') ? text.toUpperCase() : text;
}
