import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { byteDecoder } from './byte-decoder.ts';
import { detectEncoding } from './detect-encoding.ts';
import { encodingNotes } from './encoding-notes.ts';
import { byteOrderMark, isBinaryControl } from './looks-like-text.ts';

/**
 * Bytes to text: what was stated, else a byte order mark decides, else UTF-8 where most of the bytes beyond ASCII are that, else
 * UTF-16 where words come out, else what the letters look like; a guess and bytes that are no character come with a note. Every
 * character stays where it is, line ends too; NUL, which the database cannot hold, becomes U+FFFD. `faulty`: some of it is not text.
 */
export function decodeText(
  octets: Uint8Array,
  stated?: TextEncoding,
): { text: string; encoding: TextEncoding; note: string | undefined; faulty: boolean } {
  const found = detectEncoding(octets, { cut: false, stated });
  const { encoding } = found;
  const mark = byteOrderMark(octets);
  const body = mark?.encoding === encoding ? octets.subarray(mark.length) : octets;
  const decoded = byteDecoder(encoding, { ignoreBOM: true }).decode(body);
  const text = decoded.toWellFormed().replaceAll('\0', '\ufffd');
  // a text in UTF-8 may hold this character itself
  const broken = decoded.includes('\ufffd') && (stated !== undefined || encoding !== 'utf-8');
  const codes = countCodes(decoded);
  const isCoded = codes > Math.max(3, text.length / 200);
  const notes = encodingNotes(found, broken);
  if (isCoded)
    notes.push(`${codes.toLocaleString('en')} control codes are where letters should be: it may not be text.`);
  const faulty = isCoded || broken || found.strays !== undefined || found.garbled === true;
  return { text, encoding, note: notes.length > 0 ? notes.join(' ') : undefined, faulty };
}

/** Control codes that are in no text. */
function countCodes(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isBinaryControl(code) || (code >= 0x80 && code <= 0x9f && code !== 0x85)) count++;
  }
  return count;
}
