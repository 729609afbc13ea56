import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { writtenTexts } from '../../../test/texts-in-languages.ts';
import { decodeText } from './decode-text.ts';

const cases = writtenTexts.flatMap(({ language, encodings, long, short }) =>
  encodings.map((encoding) => ({ language, encoding, long, short })),
);

const options = { addBOM: false };

describe.each(cases)('$language in $encoding', ({ encoding, long, short }) => {
  test('is read right', () => {
    expect(decodeText(iconv.encode(long, encoding, options)).text).toBe(long);
  });

  test('of a few words is read right, or it is reported that the encoding is a guess', () => {
    const { text, note } = decodeText(iconv.encode(short, encoding, options));
    if (text !== short) expect(note).toMatch(/which is a guess/);
  });
});
