/** Texts and vectors that are made up, the same in each run, and like real ones in what search feels: how often words come, how vectors crowd. */

export const dimensions = 384;
const wordsInChunk = 160;
const knownWords = 30_000;
const topics = 200;

/** Mulberry32: small, quick, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const functionWords =
  'the of and to in a is that for it as was with be by on not he his but at are this have from or'.split(' ');
const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi zo bra cle dri flo gru sta tri plo'.split(' ');

/** The words of the language, the most frequent first. */
const language = (() => {
  const random = randomFrom(1);
  const words = new Set(functionWords);
  while (words.size < knownWords) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  }
  return [...words];
})();

/** Zipf: the n-th word comes a n-th as often as the first. */
export const someWord = (random: () => number): string =>
  language[Math.min(knownWords - 1, Math.floor(Math.exp(random() * Math.log(knownWords))) - 1)] ?? 'the';

export const rareWord = (random: () => number): string => language[300 + Math.floor(random() * 5_000)] ?? 'the';

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
}

const centres = (() => {
  const random = randomFrom(2);
  return Array.from({ length: topics }, () => Float32Array.from({ length: dimensions }, () => gauss(random)));
})();

/** Near the middle of one of 200 topics, as far from it as passages of one subject are. */
export function someVector(random: () => number): Float32Array {
  const centre = centres[Math.floor(random() * topics)] as Float32Array;
  return centre.map((value) => value + 0.8 * gauss(random));
}

export const someText = (random: () => number): string =>
  Array.from({ length: wordsInChunk }, (_, i) => `${someWord(random)}${i % 12 === 11 ? '.' : ''}`).join(' ');
