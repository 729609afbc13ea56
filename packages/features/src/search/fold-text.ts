import {
  accentable,
  accents,
  doubleFolds,
  dropped,
  farSeparators,
  farUnspaced,
  printSigns,
  separators,
  singleFolds,
  unspaced,
} from '@millrace/db/migrations/letter-folding';

const signs = new RegExp(`[${printSigns}]+`, 'g');
const ascii = /^\p{ASCII}*$/u;
const accented = new RegExp(`([${accentable}])[${accents}]+`, 'gu');
const without = new RegExp(`[${dropped}]+`, 'gu');
const between = new RegExp(`[${separators}${farSeparators.js}]+`, 'gu');
const unspacedLetter = new RegExp(`^[${unspaced}${farUnspaced.js}]$`, 'u');
const singles = new Map([...singleFolds.from].map((letter, i) => [letter, [...singleFolds.to][i] ?? '']));
const likes = new Map([...singles, ...doubleFolds]);

/** What the database's `search_fold` makes of a text, here: lower case, without accents, its words parted by single blanks. */
export function foldText(text: string): string {
  const printed = ascii.test(text) ? text : text.replace(signs, ' ');
  if (ascii.test(printed))
    return printed
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const plain = printed
    .toLowerCase()
    .normalize('NFKD')
    .toLowerCase()
    .replace(accented, '$1')
    .replace(without, '')
    .replace(/\P{ASCII}/gu, (letter) => likes.get(letter) ?? letter);
  return plain.normalize('NFC').replaceAll('ё', 'е').replace(between, ' ').trim();
}

const word = new RegExp(
  `[${unspaced}${farUnspaced.js}]+|(?:(?![${unspaced}${farUnspaced.js}])[\\p{L}\\p{M}\\p{N}${dropped}])+`,
  'gu',
);

/** The words of a text as they are written, with their places in UTF-16 units; a run of letters without spaces is one. */
export const wordsOf = (text: string): { word: string; start: number }[] =>
  [...text.matchAll(word)].map((match) => ({ word: match[0], start: match.index }));

/** A letter of a script that writes no spaces; rows have such letters in pairs. Of folded text. */
export const isUnspacedLetter = (text: string): boolean => unspacedLetter.test(text);

const mistypable = new RegExp(`^[^0-9${unspaced}${farUnspaced.js}]{3,40}$`, 'u');

/** Whether a folded word can be mistyped for another: no figures, no letters in pairs, nothing too short to be told from others. */
export const isMistypable = (word: string): boolean => mistypable.test(word);
