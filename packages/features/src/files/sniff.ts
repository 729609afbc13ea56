import { AppError } from '@millrace/contract/app-error';
import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './clean-name.ts';
import { looksLikeText } from './looks-like-text.ts';

export const mediaTypes = ['application/pdf', 'text/markdown', 'text/plain', 'text/csv'] as const;
export type MediaType = (typeof mediaTypes)[number];

const byExtension: Record<string, MediaType> = {
  '.pdf': 'application/pdf',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.mdown': 'text/markdown',
  '.txt': 'text/plain',
  '.text': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.tab': 'text/csv',
};
const accepted = 'PDF (.pdf), Markdown (.md), plain text (.txt) and tables (.csv, .tsv)';

/** What content is, said in words, with the family that extensions must agree with. */
type Content = { family: 'pdf' | 'text' | 'other'; words: string };

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

/** Nothing may stand before the mark but a byte order mark and blanks: a PDF that begins as something else is two files in one. */
const pdfMark = /^(?:\xef\xbb\xbf)?[\t\n\f\r ]*%PDF-\d/;

async function recognise(head: Uint8Array, size: number): Promise<Content> {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1');
  if (pdfMark.test(start)) return { family: 'pdf', words: 'a PDF' };
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  // the marks of some types are two letters (MZ, BM) that a text may well begin with: text that reads as text is text
  if (type?.ext !== 'rtf' && looksLikeText(head, { cut: size > head.length })) {
    return { family: 'text', words: 'plain text' };
  }
  if (!type) return { family: 'other', words: 'neither a PDF nor text' };
  return { family: 'other', words: inWords[type.ext] ?? `${type.ext.toUpperCase()} data` };
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
  const claimed = byExtension[extension];
  const content = await recognise(file.head, file.size);
  if (extension && !claimed) {
    throw refuse('not-allowed', `${extension} files are not accepted. Accepted are ${accepted}.`);
  }
  if (content.family === 'other') {
    const words = `its content is ${content.words}`;
    if (claimed)
      throw refuse('type-mismatch', `This file is named ${extension}, but ${words}. Accepted are ${accepted}.`);
    throw refuse('not-allowed', `This file is not accepted: ${words}. Accepted are ${accepted}.`);
  }
  if (!claimed) return content.family === 'pdf' ? 'application/pdf' : 'text/plain';
  if ((claimed === 'application/pdf') !== (content.family === 'pdf')) {
    throw refuse(
      'type-mismatch',
      `This file is named ${extension}, but its content is ${content.words}. Rename it to what it is, then upload it again.`,
    );
  }
  return claimed;
}
