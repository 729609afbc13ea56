import { unmarkedUtf16 } from './unmarked-utf16.ts';

/** Controls that texts have: tab, line feed, vertical tab, form feed, carriage return, and escape for coloured logs. */
const allowedControls = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
export const isBinaryControl = (code: number) => (code < 0x20 && !allowedControls.has(code)) || code === 0x7f;

/** The encoding that a byte order mark announces, and the mark's length. */
export function byteOrderMark(
  bytes: Uint8Array,
): { encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** Whether bytes are the beginning of a text in some encoding. `cut`: the file continues behind them. */
export function looksLikeText(bytes: Uint8Array, options: { cut: boolean }): boolean {
  const mark = byteOrderMark(bytes);
  if (mark?.encoding.startsWith('utf-16')) {
    const text = new TextDecoder(mark.encoding).decode(bytes.subarray(0, bytes.length & ~1), { stream: options.cut });
    for (let i = 0; i < text.length; i++) if (isBinaryControl(text.charCodeAt(i))) return false;
    // binary data read as UTF-16 is full of halves of pairs, which come out as replacement characters
    return text.split('\ufffd').length - 1 <= text.length * 0.01;
  }
  // no encoding of one or two bytes per letter has these controls in it, and neither has UTF-8
  return bytes.every((byte) => !isBinaryControl(byte)) || unmarkedUtf16(bytes, options) !== undefined;
}
