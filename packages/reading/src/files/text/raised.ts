/**
 * Raised and lowered text while a text is put together: marked with code points that no text may contain, so that what it means can be
 * seen from both sides once the line is whole.
 */
const marks = { super: ['\ufdd0', '\ufdd1'], sub: ['\ufdd2', '\ufdd3'] } as const;

/** No text brings the marks along. */
export const withoutMarks = (text: string): string => text.replace(/[\ufdd0-\ufdd3]/g, '\ufffd');

export const raised = (text: string): string => (text === '' ? '' : marks.super[0] + text + marks.super[1]);
export const lowered = (text: string): string => (text === '' ? '' : marks.sub[0] + text + marks.sub[1]);

const elements = new Set(
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd W Pt Au Hg Tl Pb Bi Rn Ra Th U Pu'.split(
    ' ',
  ),
);

/** Names of units and functions that are written out: metres², not a note on the metre. */
const measures =
  /(?:metres?|meters?|inch(?:es)?|feet|foot|yards?|miles?|litres?|liters?|seconds?|Meter|Zoll|mètres?|metros?|\b(?:arc)?(?:sin|cos|tan|cot|sec|csc)h?)$/;

/** Ends of ordinals, in the languages that raise them: 1st, 2e, XIXe. */
const ordinals = /^(?:st|nd|rd|th|e|er|re|nde?|ère|ème|eme)$/;
/** Ends of titles that French raises: Mme, Mlle. */
const titles = /^(?:me|mes|lle|lles|gr|rs?)$/;

const oneThing = /^(?:[+\-−–]?[\p{L}\p{N}.,]+[+\-−–*′']?|\p{P}|\p{S})$/u;

const grouped = (text: string): string => (oneThing.test(text) ? text : `(${text})`);

/** `before` ends where the raised text begins; `after` begins behind it. */
function asPower(text: string, before: string, after: string): string {
  // said as a reference already, or a sign that is no number: [3], *, †, ®, °
  if (/^\[.*\]$/.test(text) || /^[*†‡§¶#°ºª®™©′″'"”“,;:.\s]+$/u.test(text)) return text;
  if (/^(?:TM|SM)$/.test(text)) return text === 'TM' ? '™' : '℠';
  if (ordinals.test(text) && /(?:\d|(?:^|[^\p{L}])[IVXLC]+)$/u.test(before)) return text;
  if (titles.test(text) && /(?:^|[^\p{L}])M$/u.test(before)) return text;
  if (text === 'o' && /(?:^|[^\p{L}])[nN]$/u.test(before)) return 'º';
  // a small o instead of the sign
  if (text === 'o' && /\d$/.test(before)) return '°';
  if (/^\(.*\)$/.test(text)) return /^\(\d{1,2}\)$/.test(text) && isNote(before, after) ? text : `^${text}`;
  const isNumber = /^\d{1,3}(?:\s*[,–-]\s*\d{1,3})*$/.test(text);
  if (isNumber && isNote(before, after)) return `[${text}]`;
  return `^${grouped(text)}`;
}

/** A number behind a word, behind the end of a sentence, or at the beginning of a line is the number of a note. */
function isNote(before: string, after: string): boolean {
  // ¹⁴C: an isotope begins the word that it belongs to
  if (before === '' || /\s$/.test(before)) return !/^\p{L}/u.test(after);
  if (/[.,;:!?"'”’»…]$/u.test(before)) return true;
  const word = /[\p{L}\p{M}]+$/u.exec(before)?.[0] ?? '';
  return word.length >= 4 && !measures.test(word);
}

function asIndex(text: string, before: string): string {
  const symbol = /([A-Z][a-z]?)\)?$/.exec(before)?.[1] ?? '';
  // H2O and CO2 are written so everywhere; (OH)2 too
  const isFormula = elements.has(symbol) || elements.has(symbol.slice(1)) || /[A-Z][A-Za-z\d]*\)$/.test(before);
  return isFormula && /^[2-9]\d?$/.test(text) ? text : `_${grouped(text)}`;
}

/** The text with what was raised as powers (10^6, x^(n+1)) or as notes ([1]), and what was lowered as indices (x_1) or formulas (H2O). */
export function resolveRaised(text: string): string {
  if (!/[\ufdd0\ufdd2]/.test(text)) return text;
  // one stretch may come in several pieces, and blanks at its edges are between the words
  const joined = text
    .replace(/\ufdd1\ufdd0|\ufdd3\ufdd2/g, '')
    .replace(/([\ufdd0\ufdd2])(\s+)/g, '$2$1')
    .replace(/(\s+)([\ufdd1\ufdd3])/g, '$2$1')
    .replace(/\ufdd0\ufdd1|\ufdd2\ufdd3/g, '');
  let done = '';
  let from = 0;
  for (const found of joined.matchAll(/([\ufdd0\ufdd2])([^\ufdd0-\ufdd3]*)[\ufdd1\ufdd3]/g)) {
    done += joined.slice(from, found.index);
    from = found.index + found[0].length;
    const inner = found[2] ?? '';
    const before = done.slice(done.lastIndexOf('\n') + 1).slice(-40);
    done += found[1] === marks.super[0] ? asPower(inner, before, joined.slice(from, from + 1)) : asIndex(inner, before);
  }
  // one within another is rare: what is left of the marks says nothing more
  return (done + joined.slice(from)).replace(/[\ufdd0-\ufdd3]/g, '');
}
