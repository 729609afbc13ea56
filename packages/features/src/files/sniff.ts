import { AppError } from '@millrace/contract/app-error';
import { fileKindsInWords, type MediaType } from '@millrace/contract/reading/file-kinds';
import { looksLikeText } from '@millrace/reading/files/text/looks-like-text';
import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './clean-name.ts';
import { claimedKind } from './upload-limits.ts';

export type { MediaType };

const accepted = fileKindsInWords;

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What content is, said in words, with the kinds of file that it may be, the likeliest first. */
type Content = { kinds: readonly MediaType[]; words: string };

const text: Content = {
  kinds: ['text/plain', 'text/markdown', 'text/csv', 'text/html', 'message/rfc822'],
  words: 'plain text',
};

/** By the names that file-type gives. A ZIP may be any document of Office whose first entry is not the usual one. */
const binaryKinds: Record<string, readonly MediaType[]> = {
  docx: [docx],
  xlsx: [xlsx],
  zip: [docx, xlsx],
  png: ['image/png'],
  apng: ['image/png'],
  jpg: ['image/jpeg'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  gif: ['image/gif'],
  mp3: ['audio/mpeg'],
  wav: ['audio/wav'],
  ogg: ['audio/ogg'],
  oga: ['audio/ogg'],
  opus: ['audio/ogg'],
  spx: ['audio/ogg'],
  // what browsers record; one with moving pictures beside the sound is transcribed all the same
  webm: ['audio/webm'],
  m4a: ['audio/mp4'],
  mp4: ['audio/mp4'],
};

const inWords: Record<string, string> = {
  exe: 'a Windows program',
  elf: 'a Linux program',
  macho: 'a macOS program',
  zip: 'a ZIP archive',
  cfb: 'an older Office document',
  docx: 'a Word document',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint presentation',
  rtf: 'an RTF document',
};

const pdfMark = /^(?:\xef\xbb\xbf)?[\t\n\f\r ]*%PDF-\d/;
/**
 * Printers, mail gateways and web servers leave lines of theirs before the mark, which every viewer passes over. Markup is something
 * else: a PDF that begins as a web page is two files in one.
 */
const latePdfMark = /^(?!\s*<)(?:(?!<[!/?a-z]*(?:html|script|svg|body|xml|doctype|iframe))[\s\S])*?%PDF-\d\.\d/i;

/** The directory of a TIFF, by which it is usually told apart, may be anywhere in the file: little and big endian, BigTIFF too. */
const tiffMark = /^(?:II[*+]\0|MM\0[*+])/;

async function recognise(head: Uint8Array, size: number): Promise<Content> {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1');
  if (pdfMark.test(start)) return { kinds: ['application/pdf'], words: 'a PDF' };
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  if (!type && tiffMark.test(start)) return { kinds: ['image/tiff'], words: 'TIFF data' };
  // the marks of some types are two letters (MZ, BM) that a text may well begin with: text that reads as text is text
  const late: MediaType[] = latePdfMark.test(start) ? ['application/pdf'] : [];
  if (type?.ext !== 'rtf' && looksLikeText(head, { cut: size > head.length })) {
    return { ...text, kinds: [...text.kinds, ...late] };
  }
  if (!type && late.length > 0) return { kinds: late, words: 'a PDF' };
  if (!type) return { kinds: [], words: 'neither a PDF nor text' };
  return { kinds: binaryKinds[type.ext] ?? [], words: inWords[type.ext] ?? `${type.ext.toUpperCase()} data` };
}

function refuse(reason: 'empty' | 'not-allowed' | 'type-mismatch', message: string): AppError {
  return new AppError('invalid', `files.${reason}`, message);
}

/**
 * The media type of a file by its first bytes (8 KB suffice) and its clean name, which must agree. A name without an extension
 * goes by its content. Throws AppError invalid with `files.empty`, `files.not-allowed` or `files.type-mismatch`.
 */
export async function sniff(file: { head: Uint8Array; size: number; name: string }): Promise<MediaType> {
  if (file.size === 0)
    throw refuse('empty', 'This file is empty (0 bytes). Check that it was saved, then upload it again.');
  const extension = extensionOf(file.name);
  const claimed = claimedKind(file.name);
  const { kinds, words } = await recognise(file.head, file.size);
  if (claimed && kinds.includes(claimed)) return claimed;
  // without an extension content decides, where it is one thing only
  const [kind] = kinds;
  if (!claimed && kind && (kinds.length === 1 || kind === 'text/plain')) return kind;
  if (!claimed)
    throw refuse('not-allowed', `This file is not accepted: its content is ${words}. Accepted types: ${accepted}.`);
  const what = `This file has the extension ${extension}, but its content is ${words}.`;
  const now = kind ? 'Correct the extension, then upload it again.' : `Accepted types: ${accepted}.`;
  throw refuse('type-mismatch', `${what} ${now}`);
}
