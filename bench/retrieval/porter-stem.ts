/** Porter's algorithm of 1980, as every plain BM25 uses it. Lower-case ASCII words in, stems out; other words stay as they are. */
export function porterStem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let w = stepOne(word);
  w = replaceSuffix(w, stepTwo, 0);
  w = replaceSuffix(w, stepThree, 0);
  w = stepFour(w);
  return stepFive(w);
}

const stepTwo: [string, string][] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
];
const stepThree: [string, string][] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const stepFourSuffixes =
  /^(.*?)(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic|ou|(?<=[st])ion)$/;

/** The word as c (consonant) and v (vowel) letters; y is a vowel after a consonant. */
function shape(word: string): string {
  let out = '';
  for (const [i, letter] of [...word].entries()) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && i > 0 && out[i - 1] === 'c');
    out += vowel ? 'v' : 'c';
  }
  return out;
}

/** Porter's m: how many times a vowel run is followed by a consonant run. */
const measure = (stem: string) => shape(stem).match(/v+c+/g)?.length ?? 0;
const hasVowel = (stem: string) => shape(stem).includes('v');
const endsCvc = (stem: string) => shape(stem).endsWith('cvc') && !/[wxy]$/.test(stem);

function stepOne(word: string): string {
  let w = word;
  if (/(ss|i)es$/.test(w)) w = w.slice(0, -2);
  else if (/[^s]s$/.test(w)) w = w.slice(0, -1);
  const past = /^(.*?)(ed|ing)$/.exec(w);
  if (w.endsWith('eed')) {
    if (measure(w.slice(0, -3)) > 0) w = w.slice(0, -1);
  } else if (past && hasVowel(past[1] ?? '')) {
    w = repairStem(past[1] ?? '');
  }
  if (w.endsWith('y') && hasVowel(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
  return w;
}

function repairStem(stem: string): string {
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeioulsz])\1$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsCvc(stem) ? `${stem}e` : stem;
}

function replaceSuffix(word: string, rules: [string, string][], over: number): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    return measure(stem) > over ? stem + replacement : word;
  }
  return word;
}

function stepFour(word: string): string {
  const match = stepFourSuffixes.exec(word);
  return match?.[1] && measure(match[1]) > 1 ? match[1] : word;
}

function stepFive(word: string): string {
  let w = word;
  if (w.endsWith('e')) {
    const stem = w.slice(0, -1);
    if (measure(stem) > 1 || (measure(stem) === 1 && !endsCvc(stem))) w = stem;
  }
  return w.endsWith('ll') && measure(w) > 1 ? w.slice(0, -1) : w;
}
