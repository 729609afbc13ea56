import { byteOrderMark, guessEncoding, type TextEncodingName } from '../../files/looks-like-text.ts';

const note =
  'The encoding of this text is not stated and it is not UTF-8; it was read as Windows-1252 (Western European). If letters look wrong, save it as UTF-8 and upload it again.';

/**
 * Octets to text: a byte order mark decides, else strict UTF-8, else UTF-16 where every other byte says so, else Windows-1252 with a
 * note. Every character stays where it is, line ends too; NUL, which the database cannot hold, becomes U+FFFD.
 */
export function decodeText(octets: Uint8Array): { text: string; encoding: TextEncodingName; note: string | undefined } {
  const encoding = guessEncoding(octets, { cut: false });
  const mark = byteOrderMark(octets);
  const decoded = new TextDecoder(encoding, { ignoreBOM: true }).decode(octets.subarray(mark?.length ?? 0));
  const text = decoded.toWellFormed().replaceAll('\0', '\ufffd');
  return { text, encoding, note: encoding === 'windows-1252' ? note : undefined };
}
