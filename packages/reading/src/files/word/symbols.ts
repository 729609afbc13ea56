import { codePoint, hex } from 'dingbat-to-unicode';

/** A character of a font for symbols by its number in hexadecimal; '' for one that nobody knows. */
export function symbolOf(font: string, number: string): string {
  const known = hex(font, number) ?? (/^f0/i.test(number) ? hex(font, number.slice(2)) : undefined);
  if (known) return known.string;
  const code = Number.parseInt(number, 16);
  const isText = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xf8ff);
  return isText ? String.fromCodePoint(code) : '';
}

/** A text whose font is one for symbols: Word writes such characters in an area of their own. */
export const withSymbols = (text: string, font: string): string =>
  text.replace(/[\uf000-\uf0ff]/g, (character) => {
    const code = character.charCodeAt(0) - 0xf000;
    const known = codePoint(font, code) ?? codePoint('Symbol', code);
    return known?.string ?? character;
  });
