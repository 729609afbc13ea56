import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtWords } from './cut-at-words.ts';

const hits = (text: string, query: string) =>
  cutAtWords(text, query)
    .filter((piece) => piece.hit)
    .map((piece) => piece.text);

test('words are found whatever their case and ending', () => {
  expect(hits('Weirs raise the water of a weir.', 'weir WATER')).toEqual(['Weirs', 'water', 'weir']);
});

test('a word inside another is not a hit, nor are the shortest words', () => {
  expect(hits('underwater is in it', 'water is in it')).toEqual([]);
});

test('signs in a query are no pattern, and no letter of the text is lost', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, query) => {
      expect(
        cutAtWords(text, query)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
