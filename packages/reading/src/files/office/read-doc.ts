import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import WordExtractor from 'word-extractor';
import type { ExtractMessage } from '../extracted.ts';
import { splitText } from '../text/split-text.ts';
import { locked } from '../zip/open-package.ts';
import { readCompoundFile } from './compound-file.ts';

/** Word 97, the first whose documents are read. */
const oldestVersion = 0xc1;

const refusal = (reason: string, message: string, cause?: unknown) =>
  new AppError('invalid', `sources.${reason}`, message, { cause });
const damaged = (cause: unknown) =>
  refusal(
    'damaged',
    'This Word document is damaged and cannot be opened. Open it in Word or LibreOffice and save it as .docx.',
    cause,
  );

/** Looks at what the document says of itself. Throws AppError invalid for what cannot be read. */
function checkDocument(octets: Buffer): void {
  let file: ReturnType<typeof readCompoundFile>;
  let head: Buffer | undefined;
  try {
    file = readCompoundFile(octets);
    head = file.stream('WordDocument');
  } catch (error) {
    throw damaged(error);
  }
  if (file.has('EncryptedPackage')) throw locked();
  if (!head || head.length < 32) {
    const words = 'This file is an Office file, but not a Word document. Correct its extension, then upload it again.';
    throw refusal('damaged', words);
  }
  if ((head.readUInt16LE(0x0a) & 0x0100) !== 0) throw locked();
  if (head.readUInt16LE(2) < oldestVersion)
    throw refusal(
      'damaged',
      'This document was made by Word 95 or older. Open it in Word or LibreOffice and save it as .docx.',
    );
}

/** Paragraphs apart, and the rows of tables, whose cells end with tabs, as rows. */
function paragraphs(text: string): string {
  let written = '';
  for (const line of text.split('\n')) {
    const isRow = line.includes('\t') && line.endsWith('\t');
    const words = isRow
      ? `| ${line
          .slice(0, -1)
          .split('\t')
          .map((cell) => cell.trim())
          .join(' | ')} |`
      : line.trim();
    if (words.replace(/[|\s]/g, '') === '') continue;
    const before = written.slice(written.lastIndexOf('\n') + 1);
    written += written === '' ? words : (isRow && before.startsWith('| ') ? '\n' : '\n\n') + words;
  }
  return written;
}

const section = (name: string, text: string): string => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.length === 0 ? '' : `${name}:\n${lines.map((line) => `- ${line}`).join('\n')}`;
};

/** Headers and footers are kept for each section and kind of page: each comes once. */
const once = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /\p{L}/u.test(line)),
  ),
];

/** Reads a document of Word 97 to 2003: its words, tables, notes and comments. What its format keeps apart from the text is not known. */
export async function* readDoc(path: string): AsyncGenerator<ExtractMessage> {
  const octets = await readFile(path);
  checkDocument(octets);
  yield { kind: 'opened', totalPages: null };
  const document = await new WordExtractor().extract(octets).catch((error: unknown) => {
    throw damaged(error);
  });
  // what the types do not know: quotation marks and dashes stay as they are
  const asIs = { filterUnicode: false, includeFooters: false, includeHeadersAndFooters: false };
  const get = (name: 'getBody' | 'getFootnotes' | 'getEndnotes' | 'getFooters' | 'getAnnotations'): string =>
    (document[name] as (options: typeof asIs) => string).call(document, asIs);
  const parts = [
    ...once(document.getHeaders(asIs)),
    paragraphs(get('getBody')),
    paragraphs(document.getTextboxes(asIs)),
    section('Footnotes', get('getFootnotes')),
    section('Endnotes', get('getEndnotes')),
    section('Comments', get('getAnnotations')),
    ...once(get('getFooters')),
  ];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  if (text.trim() === '') throw refusal('no-text', 'This Word document has no text.');
  for (const record of splitText(text, { markdown: false })) yield { kind: 'record', record };
  const note =
    'Of this older Word document only words, tables, notes and comments were read: list numbers, headings and raised figures are missing. Save it as .docx to have them.';
  yield { kind: 'done', notes: [note], incomplete: false };
}
