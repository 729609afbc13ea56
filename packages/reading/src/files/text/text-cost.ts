import { data } from 'franc/data.js';
import {
  frequentJapanese,
  frequentKorean,
  frequentSimplified,
  frequentTraditional,
  type Language,
  lettersOf,
} from './letters-of-languages.ts';
import type { Measured } from './measure-letters.ts';

/** Bits of what no language has a say in. A control code or an undefined character is all but proof of a wrong decoding. */
const fixed = { ascii: 4, control: 24, mark: 9, sign: 7, odd: 11, broken: 24 } as const;
const unknownLetter = { sameScript: 12, otherScript: 15 };
/** What three letters that are frequent in the language take away. */
const knownTrigram = 2;

type Model = { letters: Map<string, number>; rest: (it: Measured) => number; trigrams: Set<string> };

const trigramsOf = (language: Language): Set<string> => {
  const of = Object.values(data).find((languages) => languages[language]);
  return new Set(of?.[language]?.split('|'));
};

/** All characters of two bytes from these rows of an encoding: where it keeps the frequent ones. */
function rows(encoding: string, first: number, last: number): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) for (let trail = 0xa1; trail <= 0xfe; trail++) bytes.push(lead, trail);
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)));
}

const ranked = (letters: string, from: number, step: number) =>
  new Map(Array.from(letters, (letter, rank) => [letter, from + step * rank] as const));

function eastAsian(language: Language): Model {
  const plain = (known: Set<string>, script: string) => (it: Measured) =>
    known.has(it.char) ? 11.5 : it.script === script ? 16 : unknownLetter.otherScript;
  switch (language) {
    case 'jpn': {
      const known = rows('euc-jp', 0xb0, 0xcf);
      const rest = (it: Measured) =>
        it.script === 'Kana' ? (it.char < '\u30a0' ? 5 : 6.5) : it.script === 'HalfKana' ? 5 : plain(known, 'Han')(it);
      return { letters: ranked(frequentJapanese, 7, 0.01), rest, trigrams: new Set() };
    }
    case 'cmn':
      return {
        letters: ranked(frequentSimplified, 6, 0.01),
        rest: plain(rows('gb18030', 0xb0, 0xd7), 'Han'),
        trigrams: new Set(),
      };
    case 'zht': {
      const shared = [...frequentSimplified].filter((char) => isBig5(char)).join('');
      const letters = ranked(frequentTraditional + shared, 6.5, 0.008);
      return { letters, rest: plain(rows('big5', 0xa4, 0xc6), 'Han'), trigrams: new Set() };
    }
    default:
      return {
        letters: ranked(frequentKorean, 5, 0.03),
        rest: (it) => (it.script === 'Hangul' ? 9.5 : it.script === 'Han' ? 17 : unknownLetter.otherScript),
        trigrams: new Set(),
      };
  }
}

let big5: Set<string> | undefined;
function isBig5(char: string): boolean {
  big5 ??= new Set([...rows('big5', 0xa4, 0xc6), ...lowRows('big5', 0xa4, 0xc6)]);
  return big5.has(char);
}
/** The half of the rows of Big5 whose second byte is ASCII. */
function lowRows(encoding: string, first: number, last: number): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) for (let trail = 0x40; trail <= 0x7e; trail++) bytes.push(lead, trail);
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)));
}

const models = new Map<Language, Model>();
function modelOf(language: Language): Model {
  const made = models.get(language);
  if (made) return made;
  const letters = lettersOf[language];
  const [first = ''] = letters;
  const model: Model =
    letters === ''
      ? eastAsian(language)
      : {
          // the few letters that a Latin script has beside ASCII are rarer than those of another script, which are all there is
          letters: first < '\u0250' || language === 'vie' ? ranked(letters, 4, 0.25) : ranked(letters, 3, 0.14),
          rest: (it) => (it.script === scriptOfLanguage(first) ? unknownLetter.sameScript : unknownLetter.otherScript),
          trigrams: trigramsOf(language),
        };
  models.set(language, model);
  return model;
}

const scriptOfLanguage = (letter: string): string =>
  letter < '\u0250'
    ? 'Latin'
    : letter < '\u0400'
      ? 'Greek'
      : letter < '\u0530'
        ? 'Cyrillic'
        : letter < '\u0600'
          ? 'Hebrew'
          : letter < '\u0700'
            ? 'Arabic'
            : 'Thai';

type Counts<Key> = Map<Key, number>;
const count = <Key>(counts: Counts<Key>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** What a text is made of, whatever its language: letters and marks, three letters at a time of words with and without foreign ones. */
type Summary = {
  bits: number;
  letters: Map<string, { it: Measured; times: number }>;
  foreign: Counts<string>;
  ambient: Counts<string>;
};

function summarize(text: readonly Measured[]): Summary {
  const summary: Summary = { bits: 0, letters: new Map(), foreign: new Map(), ambient: new Map() };
  let word = '';
  let isForeign = false;
  const endWord = () => {
    const trigrams = isForeign ? summary.foreign : summary.ambient;
    const padded = ` ${word} `;
    for (let at = 0; word !== '' && at + 3 <= padded.length; at++) count(trigrams, padded.slice(at, at + 3));
    word = '';
    isForeign = false;
  };
  for (const it of text) {
    const isLetter = it.kind === 'letter' || it.kind === 'mark';
    summary.bits += it.cost + (isLetter ? 0 : fixed[it.kind as keyof typeof fixed]);
    if (isLetter) {
      const known = summary.letters.get(it.lower);
      if (known) known.times++;
      else summary.letters.set(it.lower, { it, times: 1 });
      isForeign = true;
    }
    if (isLetter || (it.kind === 'ascii' && it.script === 'Latin')) word += it.lower;
    else endWord();
  }
  endWord();
  return summary;
}

const hits = (counts: Counts<string>, trigrams: Set<string>): number => {
  let sum = 0;
  for (const [trigram, times] of counts) if (trigrams.has(trigram)) sum += times;
  return sum;
};

/** Bits that a text takes in a language, and how many frequent trigrams of it are in the words that have no foreign letters. */
function cost(summary: Summary, { letters, rest, trigrams }: Model): { bits: number; ambient: number } {
  let { bits } = summary;
  for (const { it, times } of summary.letters.values()) {
    bits += times * (letters.get(it.lower) ?? (it.kind === 'mark' ? fixed.mark : rest(it)));
  }
  return { bits: bits - hits(summary.foreign, trigrams) * knownTrigram, ambient: hits(summary.ambient, trigrams) };
}

/**
 * How many bits this text takes for somebody who expects one of these languages, the least of them: the lower, the likelier that it
 * was decoded as it was written. Comparable between decodings of the same bytes.
 */
export function textCost(text: readonly Measured[], languages: readonly Language[]): number {
  const summary = summarize(text);
  const costs = languages.map((language) => cost(summary, modelOf(language)));
  const most = Math.max(...costs.map(({ ambient }) => ambient));
  // the words around say which language it is, but a name may be of another
  return Math.min(...costs.map(({ bits, ambient }) => bits + Math.min(20, (most - ambient) * 0.5)));
}
