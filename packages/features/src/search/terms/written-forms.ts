import { digits, hyphens } from '@millrace/db/migrations/written-forms';
import { foldText, isUnspacedLetter } from '../fold-text.ts';

/** A stretch of a text that is one number or one compound, however it is written. Places in UTF-16 units. */
export type Written = { word: string; start: number; end: number };

const asciiOf = new Map([...digits.from].map((sign, i) => [sign, [...digits.to][i] ?? sign]));
const elsewhere = new RegExp(`[${digits.from}]`, 'gu');
const run = /(?<![0-9]|[0-9][.,'_])[0-9]+(?:[.,'_][0-9]+)+(?![.,'_]?[0-9])/gu;
const spacedRun = /(?<![0-9]|[0-9][.,'_ ])[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?(?![.,'_ ]?[0-9])/gu;

/** The numbers of a text that are written with separators, in their order; those with blanks between their groups are `spaced`. */
export function numbersIn(text: string): (Written & { spaced: boolean })[] {
  const plain = text.replace(elsewhere, (sign) => asciiOf.get(sign) ?? sign);
  const found = (pattern: RegExp, spaced: boolean) =>
    [...plain.matchAll(pattern)].map(({ 0: word, index }) => ({
      word,
      start: index,
      end: index + word.length,
      spaced,
    }));
  const whole = found(spacedRun, true);
  const others = found(run, false).filter(({ start, end }) => !whole.some((one) => start < one.end && one.start < end));
  return [...whole, ...others].sort((x, y) => x.start - y.start);
}

type Read = { forms: string[]; whole?: string; decimals?: string };

function readNumber(token: string): Read {
  const point = /^[1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.([0-9]+))?$/.exec(token);
  const comma = /^[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,([0-9]+))?$/.exec(token);
  const other = /^[1-9][0-9]{0,2}(?:['_ ][0-9]{3})+(?:[.,]([0-9]+))?$/.exec(token);
  const grouped = point ?? comma ?? other;
  const forms: string[] = [];
  const decimals = grouped?.[1] ?? '';
  const whole = grouped
    ? token.slice(0, decimals === '' ? undefined : -decimals.length - 1).replace(/[^0-9]/g, '')
    : undefined;
  if (whole !== undefined) {
    forms.push(`#${whole}`);
    if (decimals !== '') forms.push(`#${whole}.${decimals}`);
    if (/[1-9]0+$/.test(decimals)) forms.push(`#${whole}.${decimals.replace(/0+$/, '')}`);
  }
  if (/^[0-9]+[.,][0-9]+$/.test(token)) forms.push(`#${token.replace(',', '.')}`);
  else if (whole === undefined && /^[0-9]+(?:\.[0-9]+)+$/.test(token))
    forms.push(`#${token}`, `#${/^[0-9]+\.[0-9]+/.exec(token)?.[0]}`);
  return { forms, ...(whole !== undefined && { whole, decimals }) };
}

/** What the database's `search_number_forms` makes of a number, here: the lexemes by which a passage with it is found. */
export const numberForms = (token: string): string[] => readNumber(token).forms;

/**
 * The lexemes that a passage may have in which the number of a query stands, in whatever way; none where its parts say as much. An
 * amount with a fraction is only found as such; a round one also without its noughts.
 */
export function numberLexemes(token: string): string[] {
  const { forms, whole, decimals = '' } = readNumber(token);
  if (/^[0-9]+(?:\.[0-9]+){2,}$/.test(token) && whole === undefined) return forms.slice(0, 1);
  const round = /^([0-9]{4,})[.,]0+$/.exec(token)?.[1] ?? (/[1-9]/.test(decimals) ? undefined : whole);
  if (round !== undefined) return [...new Set([...forms, `#${round}`, round])];
  return forms.filter((form) => whole === undefined || form !== `#${whole}`);
}

const letter = String.raw`[\p{L}\p{M}\p{N}]`;
const compound = new RegExp(`${letter}+(?:[${hyphens}]${letter}+)+`, 'gu');

/** The compounds of a text that are written with hyphens. */
export const compoundsIn = (text: string): Written[] =>
  [...text.matchAll(compound)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }));

const hyphen = new RegExp(`[${hyphens}]`, 'gu');

/** Words as one, folded; undefined where nobody writes them so. */
export function joinWords(...words: string[]): string | undefined {
  const joined = foldText(words.join('').replace(hyphen, ''));
  const fits = joined.length >= 2 && joined.length <= 60 && !/^[0-9]{1,6}$/.test(joined) && !joined.includes(' ');
  return fits && ![...joined].some(isUnspacedLetter) ? joined : undefined;
}
