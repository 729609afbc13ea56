/**
 * How often two letters follow each other in words, from `aa` to `zz`: 5 is as often as by chance, each step up or down is twice or half
 * as often. Counted in the messages of free programs in 34 languages of Latin script, each with the same weight; without accents.
 */
const pairs = (
  '56674464757878562878663256 61006003630512600521500040 70316007624302600435500033 71148124722324720543621033 ' +
  '65665564646869452987553535 50015401610302600423400020 62127034631414610544613040 71016100612322600315522030 ' +
  '65767563457768752787452325 60016000401203410032400000 71206014615513710555621030 83258242843634720155632042 ' +
  '85017014611343650232500020 82578474844335720267642052 45664463545778560876564125 70326013612513740734500010 ' +
  '00001000000000000000500000 84458253835455730566643044 72517225726533651358632044 81228226823434720756732354 ' +
  '65455343545667450766331134 70007000601204600330300041 50005001400103300220000040 21003000300000120003100000 ' +
  '53344321213344340344212001 62126021602224420113321031 '
).replaceAll(' ', '');

/** Whether a text is one that people can read, and if not, why: see `legibility`. */
export type Legibility = { legible: true } | { legible: false; why: 'codes' | 'words' };

/** A long text is judged by so much of its beginning. */
const sampleChars = 50_000;
/** Fonts for bullets and arrows use private characters in good texts too: a few of them are none of letters. */
const mostCodes = 0.1;
/**
 * Texts of 34 languages score 5.2 to 6.8 on every stretch of 400 letters, words whose letters were exchanged 3.0 to 5.0, pages that were
 * read upside down 4.8 to 5.0.
 */
const leastScore = 5.1;
/** Fewer pairs of letters say nothing; the more there are, the less is chance. */
const leastPairs = 50;
const chance = 4;
/** Letters that were read in a wrong encoding leave signs that texts hardly have: `Â©`, `â€œ`. */
const mostSigns = 0.25;
/** Running Russian, Ukrainian, Bulgarian, Serbian and Greek have vowels for 40 to 48 % of their letters. */
const vowelShares = { least: 0.3, most: 0.62 };

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The share of a text's visible characters that stand for none: a font without a map to Unicode leaves such. */
export function codeShare(text: string): number {
  const visible = count(text, /\S/gu);
  return visible === 0 ? 0 : count(text, /[\p{Co}\p{Cn}\ufffd]|(?![\t\n\v\f\r\u0085])\p{Cc}/gu) / visible;
}

/** Acronyms and codes follow no language: where all is in capitals, only what is too long for one is measured. */
function measuredWords(text: string): string[] {
  const words = text.match(/(?<![\p{L}\p{N}])[\p{L}\p{M}]{2,}(?![\p{L}\p{N}])/gu) ?? [];
  const small = words.filter((word) => word !== word.toUpperCase());
  return small.length > 0.3 * words.length ? small : words.filter((word) => word.length >= 5);
}

/** Whether the letters of Latin words follow each other as in any language that is written in them. Too few say nothing. */
function makesWords(words: string[]): boolean {
  let score = 0;
  let measured = 0;
  for (const word of words) {
    for (const [, first = '', second = ''] of plain(word).matchAll(/(?=([a-z])([a-z]))/g)) {
      score += Number(pairs[(first.charCodeAt(0) - 97) * 26 + second.charCodeAt(0) - 97]);
      measured++;
    }
  }
  return measured < leastPairs || score / measured >= leastScore - chance / Math.sqrt(measured);
}

function hasVowels(words: string[], script: RegExp, vowels: RegExp): boolean {
  const letters = plain(words.filter((word) => script.test(word)).join(''));
  const share = count(letters, vowels) / letters.length;
  return letters.length < 2 * leastPairs || (share >= vowelShares.least && share <= vowelShares.most);
}

/**
 * Measures whether a text can be read by people: `codes` where controls, private characters or signs for unknown ones are in place of
 * letters, `words` where its letters make no words of any language, as in noise of text recognition or in fonts that show other letters
 * than they name. Scripts other than Latin, Cyrillic and Greek are measured by codes and signs alone.
 */
export function legibility(text: string): Legibility {
  const sample = text.slice(0, sampleChars);
  if (codeShare(sample) > mostCodes) return { legible: false, why: 'codes' };
  const letters = count(sample, /[\p{L}\p{M}\p{N}]/gu);
  const signs = count(sample, /(?=[^\p{ASCII}])([\p{S}\p{P}])(?!\s*\1)/gu);
  if (letters + signs >= leastPairs && signs > mostSigns * (signs + letters)) return { legible: false, why: 'words' };
  const words = measuredWords(sample);
  const legible =
    makesWords(words) &&
    hasVowels(words, /^[\p{Script=Cyrillic}\p{M}]+$/u, /[аеиоуыэюяіїєў]/gu) &&
    hasVowels(words, /^[\p{Script=Greek}\p{M}]+$/u, /[αεηιουω]/gu);
  return legible ? { legible } : { legible, why: 'words' };
}
