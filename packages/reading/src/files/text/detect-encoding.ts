import { createReadStream } from 'node:fs';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { analyse } from 'chardet';
import { byteDecoder } from './byte-decoder.ts';
import { candidates } from './encoding-candidates.ts';
import { type Language, lettersOf } from './letters-of-languages.ts';
import { byteOrderMark } from './looks-like-text.ts';
import { type Measured, measureLetters } from './measure-letters.ts';
import { ByteScan, type Stray } from './scan-bytes.ts';
import { textCost } from './text-cost.ts';
import { unmarkedUtf16 } from './unmarked-utf16.ts';

/**
 * `sure`: it was stated, marked, or nothing else is possible or likely. `rival`: the next likely one, where others were considered.
 * `strays`: bytes that are not UTF-8 in a text that is. `garbled`: its letters make no words in any of the languages.
 */
export type DetectedEncoding = {
  encoding: TextEncoding;
  sure: boolean;
  rival?: TextEncoding | undefined;
  strays?: { count: number; places: Stray[] };
  garbled?: boolean;
};

/** With fewer characters beyond ASCII than these nothing is sure, and neither is it with a lead of fewer bits. */
const fewest = 10;
const lead = 20;
/** More bits per character beyond ASCII than these are no text in any of the languages; measured: letters up to 6, CJK up to 10. */
const mostBits = { letters: 7, eastAsian: 11 };

/** So many characters beyond ASCII that make no words are no name or sign any more. */
const mostOdd = 40;

/** Of many languages: what UTF-16 may hold. */
const allLanguages = Object.keys(lettersOf) as Language[];

type Rated = { encoding: TextEncoding; text: string; cost: number; foreign: number };

const foreignCount = (measured: readonly Measured[]) =>
  measured.reduce((count, { kind }) => (kind === 'ascii' ? count : count + 1), 0);

/** As the bytes read in an encoding; nothing where they are not of it. A damaged place among many characters does not rule it out. */
function rate(bytes: Uint8Array, encoding: TextEncoding, languages: readonly Language[], extra: number): Rated[] {
  const decoder = byteDecoder(encoding);
  const text = decoder.decode(bytes, { stream: true });
  const measured = measureLetters(text);
  const foreign = foreignCount(measured);
  const cutOff = encoding.startsWith('utf') ? 0 : decoder.decode().length;
  const broken = measured.reduce((count, { char }) => (char === '\ufffd' ? count + 1 : count), cutOff);
  if (broken > foreign / 20) return [];
  return [{ encoding, text, cost: textCost(measured, languages) + extra, foreign }];
}

/** The names that chardet has for encodings, in those of the Encoding standard; Windows has letters where ISO has controls. */
const voices: Record<string, TextEncoding[]> = {
  'iso-8859-1': ['windows-1252', 'iso-8859-15'],
  'iso-8859-2': ['iso-8859-2', 'windows-1250'],
  'iso-8859-7': ['iso-8859-7', 'windows-1253'],
  'iso-8859-8': ['iso-8859-8', 'windows-1255'],
  'iso-8859-9': ['windows-1254'],
  'koi8-r': ['koi8-r', 'koi8-u'],
};

/** What chardet thinks, in bits: one voice among others. */
function secondVoice(bytes: Uint8Array): Map<string, number> {
  const bits = new Map<string, number>();
  for (const { name, confidence } of analyse(bytes)) {
    for (const encoding of voices[name.toLowerCase()] ?? [name.toLowerCase()]) {
      bits.set(encoding, Math.max(bits.get(encoding) ?? 0, confidence / 12));
    }
  }
  return bits;
}

/** What the sample takes as UTF-8 with strays in it. */
function utf8Cost({ sample }: ByteScan): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(sample, { stream: true });
  return textCost(measureLetters(text), allLanguages);
}

/** Of bytes that are neither marked nor UTF-8: what people would have written, by letters and words, in each of the encodings. `cost`: bits of the sample. */
function guess(scan: ByteScan): DetectedEncoding & { cost: number } {
  const { sample, head } = scan;
  const voice = secondVoice(sample);
  const rated = candidates
    .flatMap(({ encoding, languages, rare }) => rate(sample, encoding, languages, rare - (voice.get(encoding) ?? 0)))
    .sort((a, b) => a.cost - b.cost);
  const wide = unmarkedUtf16(head, { cut: !scan.isWhole });
  const beginning = head.subarray(0, 8 * 1024);
  const [asWide] = wide ? rate(beginning, wide, allLanguages, 0) : [];
  const [first] = rated;
  if (wide && asWide && (!first || scan.hasControls || asWide.cost / beginning.length < first.cost / sample.length)) {
    return { encoding: wide, sure: scan.hasControls, rival: first?.encoding, cost: asWide.cost };
  }
  if (!first) return { encoding: 'windows-1252', sure: false, cost: Number.POSITIVE_INFINITY };
  // of those that read it alike the most common one is named
  const best = rated.filter(({ text }) => text === first.text).reduce((a, b) => (rarity(b) < rarity(a) ? b : a));
  const rival = rated.find(({ text }) => text !== best.text);
  const margin = (rival?.cost ?? Number.POSITIVE_INFINITY) - first.cost;
  const foreignBits = (first.cost - (best.text.length - best.foreign) * 4) / Math.max(1, best.foreign);
  const isText = foreignBits <= (isEastAsian(best) ? mostBits.eastAsian : mostBits.letters);
  const sure = best.foreign >= fewest && margin >= lead && isText;
  return {
    encoding: best.encoding,
    sure,
    rival: rival?.encoding,
    garbled: !isText && best.foreign >= mostOdd,
    cost: first.cost,
  };
}

const rarity = ({ encoding }: Rated): number => candidates.find((known) => known.encoding === encoding)?.rare ?? 0;

const isEastAsian = ({ encoding }: Rated): boolean =>
  ['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'].includes(encoding);

/** Switches to Japanese and back; before each of them is an escape. */
const isoJapanese = ['$@', '$B', '(J'].map((letters) => `\u001b${letters}`);

/** The encoding of what was looked at. */
function conclude(scan: ByteScan): DetectedEncoding {
  const { head, foreign, strayBytes, strays, places } = scan;
  const marked = byteOrderMark(head)?.encoding;
  if (marked?.startsWith('utf-16')) return { encoding: marked, sure: true };
  if (foreign === 0 && scan.hasEscapes && isoJapanese.some((letters) => Buffer.from(scan.sample).includes(letters))) {
    const read = rate(scan.sample, 'iso-2022-jp', ['jpn'], 0);
    if (read.length > 0) return { encoding: 'iso-2022-jp', sure: true };
  }
  if (strays === 0) {
    // in Western UTF-16 every other byte is 0, and all of them are ASCII
    const wide = scan.hasControls ? unmarkedUtf16(head, { cut: !scan.isWhole }) : undefined;
    return { encoding: wide ?? 'utf-8', sure: true };
  }
  const asUtf8: DetectedEncoding = { encoding: 'utf-8', sure: true, strays: { count: strays, places } };
  // other encodings are hardly ever UTF-8 by chance, but in short texts some of their letters are
  if (marked || foreign > strayBytes * 10) return asUtf8;
  const other = guess(scan);
  return foreign > strayBytes * 2 && other.cost >= utf8Cost(scan) ? asUtf8 : other;
}

/** The encoding of these bytes; what was stated counts more than what they look like. `cut`: the text continues behind them. */
export function detectEncoding(bytes: Uint8Array, options: { cut: boolean; stated?: TextEncoding }): DetectedEncoding {
  if (options.stated) return { encoding: options.stated, sure: true };
  const scan = new ByteScan();
  scan.push(bytes);
  scan.end(options);
  return conclude(scan);
}

/** The same for a text of any size: all of it is looked at, since one late letter shows that it is not UTF-8. */
export async function detectStreamEncoding(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  stated?: TextEncoding,
): Promise<DetectedEncoding> {
  if (stated) return { encoding: stated, sure: true };
  const scan = new ByteScan();
  for await (const piece of pieces) scan.push(piece);
  scan.end({ cut: false });
  return conclude(scan);
}

/** The same for a file. */
export const detectFileEncoding = (path: string, stated?: TextEncoding): Promise<DetectedEncoding> =>
  detectStreamEncoding(createReadStream(path), stated);
