import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { byteDecoder } from './byte-decoder.ts';
import { detectEncoding } from './detect-encoding.ts';
import { encodingNotes } from './encoding-notes.ts';
import { byteOrderMark } from './looks-like-text.ts';

/**
 * Bytes to text: what was stated, else a byte order mark decides, else UTF-8 where most of the bytes beyond ASCII are that, else
 * UTF-16 where words come out, else what the letters look like; a guess and bytes that are no character come with a note. Every
 * character stays where it is, line ends too; NUL, which the database cannot hold, becomes U+FFFD.
 */
export function decodeText(
  octets: Uint8Array,
  stated?: TextEncoding,
): { text: string; encoding: TextEncoding; note: string | undefined } {
  const found = detectEncoding(octets, { cut: false, stated });
  const { encoding } = found;
  const mark = byteOrderMark(octets);
  const body = mark?.encoding === encoding ? octets.subarray(mark.length) : octets;
  const decoded = byteDecoder(encoding, { ignoreBOM: true }).decode(body);
  const text = decoded.toWellFormed().replaceAll('\0', '\ufffd');
  const [note] = encodingNotes(found, stated !== undefined && decoded.includes('\ufffd'));
  return { text, encoding, note };
}
