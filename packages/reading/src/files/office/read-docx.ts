import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { splitText } from '../text/split-text.ts';
import { commentsText, mainText, marginsText } from '../word/document-text.ts';
import type { LeftOut } from '../word/model.ts';
import { readWord } from '../word/read-word.ts';
import { openWordPackage } from '../word/word-package.ts';

const number = (count: number, one: string, other: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? `${one} was` : `${other} were`}`;

/** What is not in the text, in sentences for people. */
function leftOutInWords({ deletions, hidden, pictures, objects, equations, numbers, parts }: LeftOut): string[] {
  const kinds: [number, string, string][] = [
    [deletions, 'tracked deletion', 'tracked deletions'],
    [hidden, 'hidden passage', 'hidden passages'],
    [pictures, 'picture without a description', 'pictures without a description'],
    [objects, 'embedded object', 'embedded objects'],
    [equations, 'equation of an old kind', 'equations of an old kind'],
    [numbers, 'number of a field', 'numbers of fields'],
    [parts, 'inserted document', 'inserted documents'],
  ];
  return kinds.flatMap(([count, one, other]) => (count > 0 ? [`${number(count, one, other)} not read.`] : []));
}

/** Text beside the main one, under a title of its own. */
const titled = (title: string, text: string): ExtractedRecord[] =>
  text.trim() === '' ? [] : splitText(text, { markdown: true }).map((record) => ({ ...record, title }));

/**
 * Reads a Word document as Markdown: headings, lists with their numbers, tables; then its headers and footers and its comments as
 * records of their own. Throws AppError invalid when it has no text or cannot be opened.
 */
export async function* readDocx(path: string): AsyncGenerator<ExtractMessage> {
  const file = await openWordPackage(await readFile(path));
  yield { kind: 'opened', totalPages: null };
  const document = await readWord(file);
  const main = mainText(document);
  const records = [
    ...(main === '' ? [] : splitText(main, { markdown: true })),
    ...titled('Headers and footers', marginsText(document)),
    ...titled('Comments', commentsText(document)),
  ];
  if (records.length === 0) throw new AppError('invalid', 'sources.no-text', 'This Word document has no text.');
  for (const record of records) {
    yield { kind: 'record', record: { ...record, text: record.text.toWellFormed().replaceAll('\0', '\ufffd') } };
  }
  yield { kind: 'done', notes: leftOutInWords(document.leftOut), incomplete: false };
}
