/** What a character is, as far as telling encodings apart needs it. */
export type Kind = 'ascii' | 'control' | 'letter' | 'mark' | 'sign' | 'odd' | 'broken';
/** `cost`: bits that its place alone makes it unlikely by, whatever the language; `script`: of a letter. */
export type Measured = { char: string; lower: string; kind: Kind; script: string; cost: number };

const ranges: [from: number, to: number, script: string][] = [
  [0x41, 0x24f, 'Latin'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x52f, 'Cyrillic'],
  [0x590, 0x5ff, 'Hebrew'],
  [0x600, 0x6ff, 'Arabic'],
  [0x900, 0x97f, 'Devanagari'],
  [0xe00, 0xe7f, 'Thai'],
  [0x1e00, 0x1eff, 'Latin'],
  [0x1f00, 0x1fff, 'Greek'],
  [0x3041, 0x30ff, 'Kana'],
  [0x3400, 0x9fff, 'Han'],
  [0xac00, 0xd7a3, 'Hangul'],
  [0xff66, 0xff9f, 'HalfKana'],
];
const scriptOf = (code: number): string => ranges.find(([from, to]) => code >= from && code <= to)?.[2] ?? 'Other';

/** Signs that people set: quotation marks, dashes, currencies, fractions, CJK punctuation. */
const usual = /[\u2010-\u2027\u2030-\u203a\u20ac\u00a0£§«»°·©®ºª½¼¾±×÷²³µ\u2122\u2116\u3000-\u3020\uff01-\uff5e]/u;
const drawn = /[\u2500-\u259f]/u;
const brokenChar = /[\ufffd\p{C}]/u;
const letterChar = /\p{L}/u;
const markChar = /\p{M}/u;
const joins = new Set(['’', '‐', '‑', '·', '\u00ad', '\u200c', '\u200d', '\u05be']);
const unseen = new Set(['\u200c', '\u200d', '\u200e', '\u200f', '\u00ad']);
/** What may come within one word: Japanese mixes its three scripts. */
const oneWord = new Set(['Han', 'Kana', 'HalfKana']);

function kindOf(char: string, code: number): Kind {
  if (code < 0x80) return code >= 0x20 && code !== 0x7f ? 'ascii' : /[\t\n\r\f\v]/.test(char) ? 'ascii' : 'control';
  if (unseen.has(char)) return 'sign';
  if (brokenChar.test(char)) return 'broken';
  if (markChar.test(char)) return 'mark';
  if (letterChar.test(char) && !/[ºªµ]/.test(char)) return 'letter';
  return usual.test(char) || drawn.test(char) ? 'sign' : 'odd';
}

const asciiLetter = /[a-z]/i;
const isLetter = (other: Measured | undefined): boolean =>
  other !== undefined && (other.kind === 'letter' || other.kind === 'mark' || asciiLetter.test(other.char));
const isUpper = ({ char, lower }: Measured): boolean => char !== lower;
const isLower = (other: Measured): boolean => isLetter(other) && other.char !== other.char.toUpperCase();

const eastAsian = new Set(['Han', 'Kana', 'Hangul']);

/** Bits for two scripts within one word: in East Asia they are found side by side, elsewhere hardly ever. */
function mixing(one: string, other: string): number {
  if (one === other || (oneWord.has(one) && oneWord.has(other))) return 0;
  return eastAsian.has(one) || eastAsian.has(other) ? 6 : 9;
}

/** Bits for a word of one letter, which some scripts have and others hardly do. */
const alones: Record<string, number> = { HalfKana: 8, Thai: 8, Hebrew: 8, Arabic: 6, Cyrillic: 3, Greek: 3 };

/** Bits for a letter that does not go with those beside it: another script, a capital in a small word, a small one in capitals. */
function placeOfLetter(all: Measured[], at: number): number {
  const it = all[at] as Measured;
  const [beforeThat, before, after] = [all[at - 2], all[at - 1], all[at + 1]];
  const joined = after && asciiLetter.test(after.char) ? mixing(it.script, 'Latin') : 0;
  const lone = before?.script !== it.script && after?.script !== it.script ? (alones[it.script] ?? 0) : 0;
  const alone = (isUpper(it) ? 1.5 : 0) + joined + lone;
  if (!before || !isLetter(before)) return alone;
  if (before.kind !== 'letter' && !asciiLetter.test(before.char)) return joined;
  const mixed = mixing(before.script, it.script) + joined;
  if (mixed > 0) return mixed;
  if (isUpper(it)) return isLower(before) ? 7 : after && isLower(after) ? 5 : 0.5;
  return isUpper(before) && beforeThat && isLetter(beforeThat) && isUpper(beforeThat) ? 4 : 0;
}

function measureAt(all: Measured[], at: number): number {
  const it = all[at] as Measured;
  const before = all[at - 1];
  const after = all[at + 1];
  if (it.kind === 'letter') {
    const digit = before !== undefined && /\d/.test(before.char) && it.script !== 'Han' && it.script !== 'Kana';
    return placeOfLetter(all, at) + (digit ? 4 : 0);
  }
  // a mark is set on a letter
  if (it.kind === 'mark') return isLetter(before) ? 0 : 9;
  if ((it.kind === 'sign' || it.kind === 'odd') && isLetter(before) && isLetter(after)) {
    const ofCjk = before !== undefined && (oneWord.has(before.script) || before.script === 'Hangul');
    return joins.has(it.char) || ofCjk ? 0 : 7;
  }
  // ®, ² and their like come behind words
  if (/[®ªº¦¬¯¸¹²³·\u2122]/u.test(it.char) && isLetter(after)) return 4;
  // ½ goes with figures
  if (/[½¼¾]/.test(it.char) && (isLetter(before) || isLetter(after))) return 6;
  if (drawn.test(it.char)) return drawing(it.char, before, after);
  return 0;
}

/** Lines are drawn on end and beside words; only the upright ones touch letters. */
function drawing(char: string, before: Measured | undefined, after: Measured | undefined): number {
  if (before?.char === char) return -6;
  return !/[│║]/.test(char) && (isLetter(before) || isLetter(after)) ? 6 : 2;
}

/** What a character is wherever it is found. Texts have few different ones, and each is decoded in many ways. */
const known = new Map<string, Omit<Measured, 'cost'>>();
const mostKnown = 50_000;

function factsOf(char: string): Omit<Measured, 'cost'> {
  const found = known.get(char);
  if (found) return found;
  const code = char.codePointAt(0) ?? 0;
  // `İ` becomes more than one character
  const lower = char.toLowerCase().length === char.length ? char.toLowerCase() : char;
  const script = asciiLetter.test(char) ? 'Latin' : scriptOf(code);
  const facts = { char, lower, kind: kindOf(char, code), script };
  if (known.size < mostKnown) known.set(char, facts);
  return facts;
}

/** The characters of a text with what their places say of them. */
export function measureLetters(text: string): Measured[] {
  const all = Array.from(text, (char): Measured => ({ ...factsOf(char), cost: 0 }));
  for (let at = 0; at < all.length; at++) {
    const it = all[at] as Measured;
    if (it.kind !== 'ascii') it.cost = measureAt(all, at);
  }
  return all;
}
