import { expect, test } from 'vitest';
import { normalizeRecord, normalizeText } from './normalize-text.ts';

test.each([
  ['Mu\u0308hle', 'Mühle'],
  ['co\u00adoper\u00adate', 'cooperate'],
  ['\ufefftext', 'text'],
  ['\ufedf\ufe8e \ufefb \ufef9', 'لا لا لإ'],
  ['\ufb01nal o\ufb03ce', 'final office'],
  ['\u1112\u1161\u11ab', '한'],
  ['10⁶ ½ Ⅳ ㎏', '10⁶ ½ Ⅳ ㎏'],
])('%j becomes %s', (text, normal) => {
  expect(normalizeText(text)).toBe(normal);
});

test('headings and boxes stay at their words', () => {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const words = ['## Mu\u0308hle', 'co\u00adop', '\ufefb', 'o\ufb03ce', '\u1112\u1161\u11ab', 'end'];
  const text = words.join(' ');
  const spanOf = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });
  const record = normalizeRecord({
    page: 1,
    title: 'Mu\u0308hle',
    text,
    spans: words.map((word) => ({ ...spanOf(word), box })),
    headings: [{ ...spanOf('## Mu\u0308hle'), text: 'Mu\u0308hle', level: 2 }],
  });
  const shown = record.spans.map(({ start, end }) => record.text.slice(start, end));
  expect(shown).toEqual(['## Mühle', 'coop', 'لا', 'office', '한', 'end']);
  expect(record.headings).toEqual([{ start: 0, end: 8, text: 'Mühle', level: 2 }]);
  expect(record.title).toBe('Mühle');
});

test('a box that ends within a letter ends with it', () => {
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const { text, spans } = normalizeRecord({
    page: 1,
    text: 'u\u0308\u00adx',
    spans: [
      { start: 0, end: 1, box },
      { start: 3, end: 4, box },
    ],
    headings: [],
  });
  expect(text).toBe('üx');
  expect(spans.map(({ start, end }) => [start, end])).toEqual([
    [0, 1],
    [1, 2],
  ]);
});
