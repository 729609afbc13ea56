import { type Entry, getFileNameLowLevel } from 'yauzl';
import { byteDecoder } from '../text/byte-decoder.ts';
import { detectEncoding } from '../text/detect-encoding.ts';

/** Says that a name is UTF-8; an extra field of this number has it as UTF-8 as well. */
const utf8Flag = 0x800;
const unicodePath = 0x7075;

/** What DOS has between 0x80 and 0xa5: the letters of Western names. */
const isDosLetter = (byte: number) => byte >= 0x80 && byte <= 0xa5;

/** The name of an entry, which may be in the encoding of the system that packed the archive. */
export function entryName({ fileName, generalPurposeBitFlag: flag, extraFields }: Entry): string {
  // names are not decoded by whoever opened the archive
  const octets = fileName as unknown as Buffer;
  const isStated = (flag & utf8Flag) !== 0 || extraFields.some(({ id }) => id === unicodePath);
  if (isStated) return getFileNameLowLevel(flag, octets, extraFields, false);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    const high = octets.filter((byte) => byte >= 0x80);
    // names of other alphabets are mostly such letters
    const isWestern = high.every(isDosLetter) && high.length * 3 <= octets.length;
    if (isWestern) return getFileNameLowLevel(flag, octets, extraFields, false);
    return byteDecoder(detectEncoding(octets, { cut: false }).encoding).decode(octets);
  }
}
