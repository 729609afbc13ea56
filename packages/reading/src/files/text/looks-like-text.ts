/** Controls that texts have: tab, line feed, vertical tab, form feed, carriage return, and escape for coloured logs. */
const allowedControls = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
const isBinaryControl = (code: number) => (code < 0x20 && !allowedControls.has(code)) || code === 0x7f;
/** `utf-8` includes ASCII. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding that a byte order mark announces, and the mark's length. */
export function byteOrderMark(bytes: Uint8Array): { encoding: TextEncodingName; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 without a mark: in Western text every other byte is 0. `undefined` when that is not so. */
function unmarkedUtf16(bytes: Uint8Array): TextEncodingName | undefined {
  const pairs = Math.floor(bytes.length / 2);
  if (pairs < 2) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs * 2; i++) if (bytes[i] === 0) i % 2 === 0 ? evenZeros++ : oddZeros++;
  if (oddZeros > pairs * 0.4 && evenZeros === 0) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros === 0) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array, cut: boolean): boolean {
  try {
    // a stream may end inside a character: then the decoder waits for more instead of failing
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
    return true;
  } catch {
    return false;
  }
}

/** The encoding these bytes are in, as far as bytes can say. Every sequence of bytes is some windows-1252. */
export function guessEncoding(bytes: Uint8Array, options: { cut: boolean }): TextEncodingName {
  const marked = byteOrderMark(bytes)?.encoding;
  if (marked) return marked;
  const wide = unmarkedUtf16(bytes);
  if (wide) return wide;
  return isUtf8(bytes, options.cut) ? 'utf-8' : 'windows-1252';
}

/** Whether the beginning of a file reads as text in one of the encodings. `cut`: the file goes on behind these bytes. */
export function looksLikeText(bytes: Uint8Array, options: { cut: boolean }): boolean {
  const encoding = guessEncoding(bytes, options);
  if (encoding === 'windows-1252') {
    // it stands here for every encoding of one or two octets a letter; none of them has controls in it
    return bytes.every((byte) => !isBinaryControl(byte));
  }
  const even = encoding === 'utf-8' ? bytes : bytes.subarray(0, bytes.length & ~1);
  const text = new TextDecoder(encoding).decode(even, { stream: options.cut });
  for (let i = 0; i < text.length; i++) if (isBinaryControl(text.charCodeAt(i))) return false;
  // binary data read as UTF-16 is full of halves of pairs, which come out as replacement characters
  return encoding === 'utf-8' || text.split('\ufffd').length - 1 <= text.length * 0.01;
}
