import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { detectEncoding, unsureNote } from './detect-encoding.ts';
import { byteOrderMark } from './looks-like-text.ts';

/**
 * Octets to text: what was stated, else a byte order mark decides, else strict UTF-8, else UTF-16 where every other byte says so,
 * else what the letters look like; a guess comes with a note. Every character stays where it is, line ends too; NUL, which the
 * database cannot hold, becomes U+FFFD.
 */
export function decodeText(
  octets: Uint8Array,
  stated?: TextEncoding,
): { text: string; encoding: TextEncoding; note: string | undefined } {
  const { encoding, sure } = detectEncoding(octets, { cut: false, stated });
  const mark = byteOrderMark(octets);
  const body = mark?.encoding === encoding ? octets.subarray(mark.length) : octets;
  const decoded = new TextDecoder(encoding, { ignoreBOM: true }).decode(body);
  const text = decoded.toWellFormed().replaceAll('\0', '\ufffd');
  return { text, encoding, note: sure ? undefined : unsureNote(encoding) };
}
