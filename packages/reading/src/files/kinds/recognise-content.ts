import type { MediaType } from '@millrace/contract/reading/file-kinds';
import { fileTypeFromBuffer } from 'file-type';
import { byteOrderMark, looksLikeText } from '../text/looks-like-text.ts';

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const pptx = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
const odt = 'application/vnd.oasis.opendocument.text';
const ods = 'application/vnd.oasis.opendocument.spreadsheet';
const odp = 'application/vnd.oasis.opendocument.presentation';
const xlsb = 'application/vnd.ms-excel.sheet.binary.macroenabled.12';
const doc = 'application/msword';
const xls = 'application/vnd.ms-excel';
const msg = 'application/vnd.ms-outlook';
const epub = 'application/epub+zip';
const zip = 'application/zip';

/** What content is, said in words, with the kinds of file that it may be, the likeliest first. */
export type Content = { kinds: readonly MediaType[]; words: string };

/** Every archive is a ZIP too: one of documents may begin as a document does. */
const anyZip: readonly MediaType[] = [zip, docx, xlsx, pptx, odt, ods, odp, xlsb, epub];

/** By the names that file-type gives. A ZIP may be any document whose first entry is not the usual one. */
const binaryKinds: Record<string, readonly MediaType[]> = {
  ...spread([docx, zip], ['docx', 'docm', 'dotx', 'dotm']),
  // a binary workbook states the types of its parts as the other one does
  ...spread([xlsx, xlsb, zip], ['xlsx', 'xlsm', 'xltx', 'xltm']),
  ...spread([pptx, zip], ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm']),
  ...spread([odt, zip], ['odt', 'ott']),
  ...spread([ods, zip], ['ods', 'ots']),
  ...spread([odp, zip], ['odp', 'otp']),
  epub: [epub, zip],
  zip: anyZip,
  cfb: [doc, xls, msg],
  rtf: ['application/rtf', doc],
  png: ['image/png'],
  apng: ['image/png'],
  jpg: ['image/jpeg'],
  webp: ['image/webp'],
  tif: ['image/tiff'],
  gif: ['image/gif'],
  heic: ['image/heic'],
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

function spread(kinds: readonly MediaType[], names: string[]): Record<string, readonly MediaType[]> {
  return Object.fromEntries(names.map((name) => [name, kinds]));
}

const inWords: Record<string, string> = {
  exe: 'a Windows program',
  elf: 'a Linux program',
  macho: 'a macOS program',
  zip: 'a ZIP archive',
  cfb: 'an older or encrypted Office document',
  docx: 'a Word document',
  xlsx: 'an Excel workbook',
  pptx: 'a PowerPoint presentation',
  rtf: 'an RTF document',
  epub: 'an EPUB book',
  odt: 'an OpenDocument text',
  ods: 'an OpenDocument spreadsheet',
  odp: 'an OpenDocument presentation',
  heic: 'a HEIC image',
  pages: 'a Pages document',
  numbers: 'a Numbers spreadsheet',
  key: 'a Keynote presentation',
};

const pdfMark = /^(?:\xef\xbb\xbf)?[\t\n\f\r ]*%PDF-\d/;
/**
 * Printers, mail gateways and web servers leave lines of theirs before the mark, which every viewer passes over. Markup is something
 * else: a PDF that begins as a web page is two files in one.
 */
const latePdfMark = /^(?!\s*<)(?:(?!<[!/?a-z]*(?:html|script|svg|body|xml|doctype|iframe))[\s\S])*?%PDF-\d\.\d/i;

/** The directory of a TIFF, by which it is usually told apart, may be anywhere in the file: little and big endian, BigTIFF too. */
const tiffMark = /^(?:II[*+]\0|MM\0[*+])/;

const texts: readonly MediaType[] = [
  'text/plain',
  'text/markdown',
  'text/csv',
  'text/html',
  'message/rfc822',
  'application/json',
  'application/x-ndjson',
  'application/mbox',
];

/** What a text is that stands in for a document of Office: programs export web pages, tables and mails under those names. */
function standIns(start: string): readonly MediaType[] {
  if (/<\?mso-application\s+progid="Excel\.Sheet"/.test(start)) return [xls];
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<head|<table|<meta)/i.test(start)) return ['text/html'];
  if (/^MIME-Version:|^Content-Type:\s*multipart/im.test(start)) return ['message/rfc822'];
  return [];
}

/**
 * What a file is by its first bytes (8 KB suffice). `standIns`: what its text is in truth, where it may bear the name of an older
 * document of Office.
 */
export async function recogniseContent(
  head: Uint8Array,
  size: number,
): Promise<Content & { standIns: readonly MediaType[] }> {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1');
  if (pdfMark.test(start)) return { kinds: ['application/pdf'], words: 'a PDF', standIns: [] };
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  if (!type && tiffMark.test(start)) return { kinds: ['image/tiff'], words: 'TIFF data', standIns: [] };
  const late: MediaType[] = latePdfMark.test(start) ? ['application/pdf'] : [];
  // the marks of some types are two letters (MZ, BM) that a text may well begin with: text that reads as text is text
  if (type?.ext !== 'rtf' && looksLikeText(head, { cut: size > head.length })) {
    const mark = byteOrderMark(head)?.encoding;
    const plain = mark?.startsWith('utf-16') ? new TextDecoder(mark).decode(head.subarray(0, 2048)) : start;
    return { kinds: [...texts, ...late], words: 'plain text', standIns: standIns(plain) };
  }
  if (!type && late.length > 0) return { kinds: late, words: 'a PDF', standIns: [] };
  if (!type) return { kinds: [], words: 'neither a PDF nor text', standIns: [] };
  const kinds = binaryKinds[type.ext] ?? [];
  return { kinds, words: inWords[type.ext] ?? `${type.ext.toUpperCase()} data`, standIns: kinds };
}
