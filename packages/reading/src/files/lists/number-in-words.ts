/** Word's names for numbers that are written out. */
export type WordFormat = 'cardinalText' | 'ordinalText';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const irregular: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

function cardinal(value: number): string {
  if (value < 20) return small[value] ?? '';
  if (value < 100) return `${tens[Math.floor(value / 10)]}${value % 10 ? `-${small[value % 10]}` : ''}`;
  if (value < 1000) return `${small[Math.floor(value / 100)]} hundred${value % 100 ? ` ${cardinal(value % 100)}` : ''}`;
  return `${cardinal(Math.floor(value / 1000))} thousand${value % 1000 ? ` ${cardinal(value % 1000)}` : ''}`;
}

/** `One`, `Twenty-first`: from 1 to 3,999, in English, as Word writes where it knows no other language. */
export function numberInWords(value: number, format: WordFormat): string {
  let words = cardinal(value);
  if (format === 'ordinalText') {
    const [, before = '', last = ''] = /^(.*?)([a-z]+)$/.exec(words) ?? [];
    words = before + (irregular[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`));
  }
  return words.charAt(0).toUpperCase() + words.slice(1);
}
