import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { leftOutInWords, pictureWords } from '../left-out.ts';
import { splitText } from '../text/split-text.ts';
import { elementsOf, type XmlElement } from '../xml/xml-tree.ts';
import { OdfText } from './odf-text.ts';
import { openOdf } from './open-odf.ts';

/** Headers and footers are the same on many pages: each comes once, before or behind the text. */
function around(masters: XmlElement[], part: 'header' | 'footer', text: OdfText): string[] {
  const found = masters.flatMap((master) => elementsOf(master).filter(({ name }) => name.startsWith(part)));
  return [...new Set(found.flatMap((one) => text.blocks(one)))].filter((block) => /\p{L}/u.test(block));
}

const section = (name: string, lines: string[]): string => (lines.length === 0 ? '' : `${name}:\n${lines.join('\n')}`);

/** Reads a text of OpenDocument: headings, lists with their numbers, tables, footnotes, comments, headers and footers. */
export async function* readOdt(path: string): AsyncGenerator<ExtractMessage> {
  const { body, styles, masters, objects } = await openOdf(await readFile(path), 'text');
  yield { kind: 'opened', totalPages: null };
  const writer = new OdfText(styles, objects);
  const header = around(masters, 'header', writer);
  const blocks = writer.blocks(body);
  const parts = [
    ...header,
    ...blocks,
    section('Footnotes', writer.footnotes),
    section(
      'Comments',
      writer.comments.map((comment) => `- ${comment}`),
    ),
    ...around(masters, 'footer', writer),
  ];
  const text = parts.filter(Boolean).join('\n\n').toWellFormed().replaceAll('\0', '\ufffd');
  if (text.trim() === '') throw new AppError('invalid', 'sources.no-text', 'This document has no text.');
  for (const record of splitText(text, { markdown: true })) yield { kind: 'record', record };
  const kinds: Parameters<typeof leftOutInWords>[0] = [
    [writer.deletions, 'tracked deletion', 'tracked deletions'],
    [writer.hidden, 'hidden passage', 'hidden passages'],
    [writer.pictures, ...pictureWords],
    [writer.objects, 'embedded object', 'embedded objects'],
  ];
  yield { kind: 'done', notes: leftOutInWords(kinds), incomplete: false };
}
