import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import mammoth from 'mammoth';
import type { ExtractMessage } from '../extracted.ts';
import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { splitText } from '../text/split-text.ts';
import { checkZip } from './check-zip.ts';

const damaged = (cause: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This Word document is damaged and cannot be opened. Save it again in Word, then upload the new file.',
    { cause },
  );

/** Pictures are left out and nothing outside of the document is read. */
async function toHtml(octets: Buffer): Promise<string> {
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    const { value } = await mammoth.convertToHtml({ buffer: octets }, { convertImage, externalFileAccess: false });
    return value;
  } catch (error) {
    throw damaged(error);
  }
}

/** Reads a Word document: headings, lists and tables as Markdown. Throws AppError invalid when it has no text or cannot be opened. */
export async function* readDocx(path: string): AsyncGenerator<ExtractMessage> {
  const octets = await readFile(path);
  await checkZip(octets, 'word/document.xml', 'a Word document');
  yield { kind: 'opened', totalPages: null };
  const text = htmlText(parsePage(await toHtml(octets)).body);
  if (text === '') throw new AppError('invalid', 'sources.no-text', 'This Word document has no text.');
  for (const record of splitText(text, { markdown: true })) yield { kind: 'record', record };
  yield { kind: 'done', notes: [], incomplete: false };
}
