import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { recordChars, splitText } from './split-text.ts';

describe('decoding', () => {
  test.each([
    ['UTF-8', Buffer.from('Grüße 世界 👋'), 'Grüße 世界 👋'],
    ['UTF-8 with a mark', Buffer.from('\ufeffGrüße'), 'Grüße'],
    ['UTF-16 little endian with a mark', Buffer.from('\ufeffÜber 世界', 'utf16le'), 'Über 世界'],
    ['UTF-16 big endian with a mark', Buffer.from('\ufeffÜber', 'utf16le').swap16(), 'Über'],
    ['UTF-16 without a mark', Buffer.from('plain words', 'utf16le'), 'plain words'],
    ['Windows line ends', Buffer.from('a\r\nb'), 'a\r\nb'],
    ['nothing', Buffer.alloc(0), ''],
  ])('%s comes out as it was written', (_, octets, text) => {
    expect(decodeText(octets)).toMatchObject({ text, note: undefined });
  });

  test('what is no UTF-8 is read as Windows-1252, and that is said', () => {
    const { text, note } = decodeText(Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80, 0x35]));
    expect(text).toBe('Grüße €5');
    expect(note).toMatch(/Windows-1252/);
  });

  test('NUL becomes a mark that the database can hold', () => {
    expect(decodeText(Buffer.from('a\0b')).text).toBe('a\ufffdb');
  });
});

describe('dividing into records', () => {
  const whole = (text: string, markdown: boolean) => splitText(text, { markdown }).map((record) => record.text);

  test('a short text is one record', () => {
    expect(whole('# A\n\ntext\n\n# B\n\nmore', true)).toEqual(['# A\n\ntext\n\n# B\n\nmore']);
  });

  test('long Markdown is divided at its top headings', () => {
    const body = 'Words of the section. '.repeat(300);
    const parts = whole(`# Title\n\n## A\n\n${body}\n\n### Deeper\n\n${body}\n## B\n\n${body}\n## C\n\n${body}`, true);
    expect(parts.map((part) => part.slice(0, 8))).toEqual(['# Title\n', '## B\n\nWo', '## C\n\nWo']);
  });

  test('long plain text is divided behind paragraphs', () => {
    const parts = whole(`${'Some words of it. '.repeat(100)}\n\n`.repeat(40), false);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect(part.endsWith('\n\n')).toBe(true);
  });

  test('records one after the other are exactly the text, none too long, none cutting a character', () => {
    const piece = fc.constantFrom(
      '# A\n',
      '\n\n',
      'x'.repeat(9_999),
      '👩‍👩‍👧‍👦'.repeat(400),
      'word '.repeat(900),
      '\r\n\r\n',
      '𝒳',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, markdown) => {
        const text = pieces.join('');
        const parts = whole(text, markdown);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(recordChars);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
