import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { leftOutInWords } from '../left-out.ts';
import { splitText } from '../text/split-text.ts';
import { RtfDocument } from './rtf-document.ts';
import { rtfTokens } from './rtf-tokens.ts';

const refusal = (reason: string, message: string) => new AppError('invalid', `sources.${reason}`, message);

/** The text of a document in RTF, and what is to be said of it. `isCut`: it ends before its groups do. */
export function rtfText(octets: Uint8Array): { text: string; document: RtfDocument; isCut: boolean } {
  const document = new RtfDocument();
  for (const token of rtfTokens(octets)) document.take(token);
  const isCut = document.isOpen;
  document.end();
  const section = (name: string, lines: string[]) => (lines.length === 0 ? '' : `${name}:\n${lines.join('\n')}`);
  const once = (blocks: string[]) => [...new Set(blocks)].filter((block) => /\p{L}/u.test(block));
  const parts = [
    ...once(document.headers),
    ...document.main.blocks,
    section('Footnotes', document.footnotes),
    section(
      'Comments',
      document.comments.map((comment) => `- ${comment}`),
    ),
    ...once(document.footers),
  ];
  const text = parts.filter((part) => part.trim() !== '').join('\n\n');
  return { text: text.toWellFormed().replaceAll('\0', '\ufffd'), document, isCut };
}

/** Reads a document in RTF: headings, lists with their numbers, tables, footnotes, comments, headers and footers. */
export async function* readRtf(path: string): AsyncGenerator<ExtractMessage> {
  const octets = await readFile(path);
  if (!/^\s*\{\\rtf/.test(octets.toString('latin1', 0, 64)))
    throw refusal(
      'damaged',
      'This file is not RTF, or its beginning is damaged. Save it again, then upload the new file.',
    );
  yield { kind: 'opened', totalPages: null };
  const { text, document, isCut } = rtfText(octets);
  if (text.trim() === '') throw refusal('no-text', 'This RTF document has no text.');
  for (const record of splitText(text, { markdown: true })) yield { kind: 'record', record };
  const kinds: Parameters<typeof leftOutInWords>[0] = [
    [document.deletions, 'tracked deletion', 'tracked deletions'],
    [document.hidden, 'hidden passage', 'hidden passages'],
    [document.pictures, 'picture', 'pictures'],
    [document.objects, 'embedded object', 'embedded objects'],
  ];
  yield { kind: 'done', notes: leftOutInWords(kinds), incomplete: isCut };
}
