import { markdownHeadings } from '@millrace/reading/files/text/markdown-headings';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkText } from './chunk-text.ts';

const chunk = (text: string, maxChars = 550) => chunkText(text, { maxChars, headings: markdownHeadings(text) });
const slices = (text: string, maxChars?: number) =>
  chunk(text, maxChars).map(({ start, end }) => text.slice(start, end));

const sentence = 'The mill stands at the river and grinds what the farmers of the valley bring to it. ';

describe('where texts are cut', () => {
  test('a short text is one chunk', () => {
    expect(chunk('A few words.')).toEqual([{ start: 0, end: 12, heading: '' }]);
  });

  test('an empty text has none', () => {
    expect(chunk('')).toEqual([]);
  });

  test('each heading begins a chunk that is named by it', () => {
    const text = 'Preface.\n\n# One\n\nFirst body.\n\n## Two\n\nSecond body.\n';
    expect(slices(text)).toEqual(['Preface.\n\n', '# One\n\nFirst body.\n\n', '## Two\n\nSecond body.\n']);
    expect(chunk(text).map((c) => c.heading)).toEqual(['', 'One', 'Two']);
  });

  test('a heading is not left alone when another follows at once', () => {
    const text = '# Title\n\n## Part\n\nBody.';
    expect(chunk(text)).toEqual([{ start: 0, end: text.length, heading: 'Part' }]);
  });

  test('the heading of the page before holds until the next one', () => {
    const chunks = chunkText('Still holidays.\n\n# Pay\n\nMonthly.', {
      maxChars: 550,
      headings: [{ start: 17, end: 22, text: 'Pay', level: 1 }],
      heading: 'Holidays',
    });
    expect(chunks.map((c) => c.heading)).toEqual(['Holidays', 'Pay']);
  });

  test('long text ends its chunks with paragraphs, and long paragraphs with sentences', () => {
    const text = `${sentence.repeat(3)}\n\n${sentence.repeat(3)}\n\n${sentence.repeat(20)}`;
    const parts = slices(text);
    expect(parts[0]).toBe(`${sentence.repeat(3)}\n\n`);
    for (const part of parts) expect(part.trimEnd()).toMatch(/\.$/);
  });

  test('a few words at the end are not a chunk of their own', () => {
    expect(slices(`${sentence.repeat(5)}The end.`)).toHaveLength(1);
  });

  test('Chinese without spaces is cut behind its full stops', () => {
    const parts = slices('磨坊在河边，磨着山谷里农民带来的谷物。'.repeat(100));
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part).toMatch(/。$/);
  });

  test('a word of 100,000 letters is cut into full chunks', () => {
    const parts = slices('x'.repeat(100_000));
    expect(parts.join('')).toBe('x'.repeat(100_000));
    expect(parts.length).toBeLessThan(250);
  });

  test('families of emoji stay together', () => {
    const family = '👩‍👩‍👧‍👦';
    for (const part of slices(family.repeat(500), 100)) expect(part.length % family.length).toBe(0);
  });
});

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n\r\n',
    ' ',
    '# Heading\n',
    '\n## 头\n\n',
    sentence,
    '👩‍👩‍👧‍👦',
    '𝒳',
    'é'.repeat(80),
    'x'.repeat(700),
    '。',
    '```\n',
  ),
);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('').toWellFormed());

describe('for any text', () => {
  test('the chunks follow each other without gap or overlap from the first character to the last', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 600 }), (text, maxChars) => {
        const chunks = chunk(text, maxChars);
        let at = 0;
        for (const { start, end } of chunks) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(maxChars);
          at = end;
        }
        expect(at).toBe(text.length);
      }),
    );
  });

  test('no chunk begins or ends inside a pair or a composed character', () => {
    const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
    fc.assert(
      fc.property(texts, (text) => {
        const longest = Math.max(1, ...[...graphemes.segment(text)].map((g) => g.segment.length));
        const boundaries = new Set([text.length, ...[...graphemes.segment(text)].map((g) => g.index)]);
        for (const { start, end } of chunk(text, 300)) {
          expect(text.slice(start, end).isWellFormed()).toBe(true);
          if (longest <= 300) expect(boundaries).toContain(end);
        }
      }),
    );
  });
});
