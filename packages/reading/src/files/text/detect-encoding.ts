import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type TextEncoding, textEncodings } from '@millrace/contract/reading/text-encodings';
import { analyse } from 'chardet';
import { byteOrderMark, guessEncoding } from './looks-like-text.ts';

/** `sure`: it was stated, marked, or nothing else is possible or likely. */
export type DetectedEncoding = { encoding: TextEncoding; sure: boolean };

const sampleBytes = 256 * 1024;
/** Below this chardet guesses; between two that are this near it cannot tell. */
const sureFrom = 40;
const lead = 20;

/** The words for a source whose encoding is a guess. */
export const unsureNote = (encoding: TextEncoding): string =>
  `This text does not state its encoding and is not UTF-8. It was read as ${nameOf(encoding)}, which is a guess. If characters look wrong, choose the encoding and import it again, or save it as UTF-8.`;

const names: Partial<Record<TextEncoding, string>> = {
  'windows-1252': 'Windows-1252 (Western European)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'koi8-r': 'KOI8-R (Russian)',
  shift_jis: 'Shift-JIS (Japanese)',
  gb18030: 'GB18030 (Chinese)',
  'euc-kr': 'EUC-KR (Korean)',
};
const nameOf = (encoding: TextEncoding) => names[encoding] ?? encoding.toUpperCase();

/** What chardet calls them, in the names of the Encoding standard where those differ. Each superset reads what its subset holds. */
const aliases: Record<string, TextEncoding> = {
  'iso-8859-1': 'windows-1252',
  'iso-8859-9': 'windows-1254',
  ascii: 'utf-8',
  'euc-cn': 'gb18030',
  gb2312: 'gb18030',
};

/** Windows has letters where ISO has controls, and all else the same or nearly so: octets from there can only be letters. */
const onWindows: Record<string, TextEncoding> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
};

/** Where Russian KOI8 draws boxes, Ukrainian has the letters that Russian lacks. */
const ukrainian = new Set([0xa4, 0xa6, 0xa7, 0xad, 0xb4, 0xb6, 0xb7, 0xbd]);

function named(name: string, octets: Uint8Array): TextEncoding {
  if (name === 'koi8-r' && octets.some((octet) => ukrainian.has(octet))) return 'koi8-u';
  const windows = octets.some((octet) => octet >= 0x80 && octet <= 0x9f) ? onWindows[name] : undefined;
  return windows ?? aliases[name] ?? (name as TextEncoding);
}

function fits(octets: Uint8Array, encoding: TextEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(octets, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const odd = /(?<=\p{Ll})[^\p{ASCII}\p{Ll}\p{M}\p{Lo}’–-](?=\p{Ll})/gu;

/** Capitals and signs in the middle of small words, as letters of another encoding look: `MŸhle` for `Mühle`. */
function readsOddly(octets: Uint8Array, encoding: TextEncoding): boolean {
  const text = new TextDecoder(encoding).decode(octets);
  const foreign = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return (text.match(odd)?.length ?? 0) > foreign * 0.2;
}

/** Of octets that are neither marked nor UTF-8. */
function guess(octets: Uint8Array): DetectedEncoding {
  const candidates = analyse(octets).flatMap(({ name, confidence }) => {
    const encoding = named(name.toLowerCase(), octets);
    const known = textEncodings.includes(encoding) && !encoding.startsWith('utf');
    return known && fits(octets, encoding) ? [{ encoding, confidence }] : [];
  });
  const [best] = candidates;
  if (!best || best.confidence < 15) return { encoding: 'windows-1252', sure: false };
  const rival = candidates.find(({ encoding }) => encoding !== best.encoding);
  const sure =
    best.confidence >= sureFrom &&
    best.confidence - (rival?.confidence ?? 0) >= lead &&
    !readsOddly(octets, best.encoding);
  return { encoding: best.encoding, sure };
}

/** The encoding of these octets; what was stated counts more than what they look like. */
export function detectEncoding(octets: Uint8Array, options: { cut: boolean; stated?: TextEncoding }): DetectedEncoding {
  if (options.stated) return { encoding: options.stated, sure: true };
  const simple = guessEncoding(octets, options);
  if (simple !== 'windows-1252') return { encoding: simple, sure: true };
  return guess(sampleOf(octets));
}

/** From a bit before the first octet that is not ASCII: before it nothing can be told. */
function sampleOf(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet >= 0x80);
  const from = Math.max(0, octets.lastIndexOf(0x0a, first) + 1);
  return octets.subarray(from, from + sampleBytes);
}

/** The same for a file of any size: all of it is looked at, since one late letter tells that it is not UTF-8. */
export async function detectFileEncoding(path: string, stated?: TextEncoding): Promise<DetectedEncoding> {
  if (stated) return { encoding: stated, sure: true };
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  let before: Uint8Array = new Uint8Array();
  for await (const part of createReadStream(path, { highWaterMark: sampleBytes })) {
    const octets = part as Uint8Array;
    if (first) {
      const marked = byteOrderMark(octets)?.encoding ?? guessEncoding(octets, { cut: true });
      if (marked.startsWith('utf-16') || byteOrderMark(octets)) return { encoding: marked, sure: true };
      first = false;
    }
    try {
      // where nothing is under way ASCII needs no decoding, which takes many times as long as a look
      if (!isAscii(before) || !isAscii(octets)) utf8.decode(octets, { stream: true });
    } catch {
      return detectEncoding(Buffer.concat([before, octets]), { cut: true });
    }
    // a character cut in two between the parts must not hide
    before = octets.subarray(-3);
  }
  return { encoding: 'utf-8', sure: true };
}
