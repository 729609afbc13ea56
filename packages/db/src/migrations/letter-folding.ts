/**
 * How search sees letters, as data for the SQL of migrations 0005 and 0017 and for its twin in TypeScript (`foldText`). Everything is
 * given by code points and nothing by the locale, so that every database, whatever it was made with, folds alike. Frozen with them.
 */

/** Letters that people write one for the other. */
const likes: [string, string][] = [
  ...zip('øđłħŧıĸ', 'odlhtik'),
  ['ς', 'σ'],
  // of Arabic, Persian and Urdu
  ...zip('ىیےةکٱ', 'يييهكا'),
  // the two signs of a nasal vowel in Devanagari
  ['ँ', 'ं'],
  // digits
  ...['٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९', '০১২৩৪৫৬৭৮৯'].flatMap((digits) => zip(digits, '0123456789')),
];

function zip(from: string, to: string): [string, string][] {
  const targets = [...to];
  return [...from].map((letter, i) => [letter, targets[i] ?? '']);
}

/** One letter for another: the letters, and in the same order what they become. */
export const singleFolds = { from: likes.map(([from]) => from).join(''), to: likes.map(([, to]) => to).join('') };

/** One letter for two. */
export const doubleFolds: [string, string][] = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
];

/** In the syntax of both PostgreSQL and JavaScript, for a bracket: Latin and Greek letters, whose accents are dropped. */
export const accentable = 'a-zα-ω';
export const accents = String.raw`\u0300-\u036f`;

/**
 * Signs that words are written with and without: vowel points of Arabic and Hebrew, the Arabic hamza on its bearer and the stretching
 * bar, the dot of Devanagari, soft hyphens, joiners, variation selectors.
 */
export const dropped = String.raw`\u00ad\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u093c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff`;

/** What stands between words: all signs that are no letter, no digit and no mark of one. */
export const separators = String.raw`\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02df\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd\u06de\u06e9\u06fd\u06fe\u0700-\u070f\u0964\u0965\u0970\u0df4\u0e2f\u0e3f\u0e4f\u0e5a\u0e5b\u0f01-\u0f17\u0f3a-\u0f3d\u104a-\u104f\u10fb\u1360-\u1368\u166e\u1680\u17d4-\u17db\u1800-\u180a\u2000-\u206f\u207a-\u207e\u208a-\u208e\u20a0-\u20cf\u2100-\u214f\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u309b\u309c\u30a0\u30fb\ud7ff\ue000-\uf8ff\ufd3e\ufd3f\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff`;
/** The same beyond the first 65,536, which the two write differently: musical signs, tiles, pictures, private use. */
export const farSeparators = {
  sql: String.raw`\U0001d000-\U0001d2ff\U0001f000-\U0001faff`,
  js: String.raw`\u{1d000}-\u{1d2ff}\u{1f000}-\u{1faff}`,
};

/** Scripts that write no spaces between words, or hang their particles on them (Korean): looked for in pairs of letters. */
export const unspaced = String.raw`\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u1049\u1780-\u17d3\u3005-\u3007\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff`;
export const farUnspaced = { sql: String.raw`\U00020000-\U000323af`, js: String.raw`\u{20000}-\u{323af}` };

/** Signs of print that part words, for a bracket in PostgreSQL and in JavaScript. */
export const printSigns = String.raw`\u00a0\u00ab\u00b7\u00bb\u2010-\u2015\u2018-\u201f\u2022\u2026`;
