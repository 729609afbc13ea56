import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf, markedPieces } from './excerpt.ts';

const shown = (pieces: { text: string; hit: boolean }[]) =>
  pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

test('a short passage is shown whole, with its words marked', () => {
  expect(shown(excerptOf('The mill grinds.', [[4, 8]]))).toBe('The [mill] grinds.');
});

test('the part of a long passage with most of the words is shown, cut between words', () => {
  const filler = 'Nothing of that kind is said here. '.repeat(30);
  const text = `${filler}A key. ${filler}The brass key lies under the stone. ${filler}`;
  const [lone, brass] = [text.indexOf('key'), text.indexOf('brass key')];
  const excerpt = shown(
    excerptOf(text, [
      [lone, lone + 3],
      [brass, brass + 5],
      [brass + 6, brass + 9],
    ]),
  );
  expect(excerpt).toContain('The [brass] [key] lies under the stone.');
  expect(excerpt).toMatch(/^… \S.*\S …$/s);
  expect(excerpt.length).toBeLessThan(400);
});

test('without a match the beginning is shown', () => {
  expect(shown(excerptOf('word '.repeat(200), []))).toMatch(/^word word .* …$/);
});

/** Ranges in order that do not overlap, within a text of that length. */
const rangesIn = (length: number) =>
  fc
    .uniqueArray(fc.nat(length), { maxLength: 8 })
    .map((places) => places.sort((x, y) => x - y))
    .map((places) =>
      Array.from(
        { length: Math.floor(places.length / 2) },
        (_, i) => [places[2 * i] ?? 0, places[2 * i + 1] ?? 0] as const,
      ),
    );
const textWithRanges = fc
  .string({ unit: 'grapheme', maxLength: 900 })
  .chain((text) => fc.tuple(fc.constant(text), rangesIn(text.length)));

test('no letter of a passage is lost, and exactly the ranges are marked', () => {
  fc.assert(
    fc.property(textWithRanges, ([text, ranges]) => {
      const pieces = markedPieces(text, ranges);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.filter((piece) => piece.hit).map((piece) => piece.text)).toEqual(
        ranges.map(([start, end]) => text.slice(start, end)),
      );
    }),
  );
});

test('an excerpt is a part of its passage, and shows a match where there is one', () => {
  fc.assert(
    fc.property(textWithRanges, ([text, ranges]) => {
      const pieces = excerptOf(text, ranges, 100).filter(({ text: part }) => part !== '… ' && part !== '…');
      expect(text).toContain(pieces.map((piece) => piece.text).join(''));
      if (ranges.some(([start, end]) => end - start < 50)) expect(pieces.some((piece) => piece.hit)).toBe(true);
    }),
  );
});
