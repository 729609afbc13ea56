import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { pageList } from '../missing-pages.ts';
import { byteDecoder } from '../text/byte-decoder.ts';
import { csvParseOptions, detectDelimiter, isBlank, parseBeginning } from './csv-dialect.ts';
import { findHead, type TableHead } from './find-header.ts';

/** So much of a table is looked at, in bytes; a reader passes one byte more, which shows that there are more. */
export const sampleBytes = 128 * 1024;

/** How a table of delimited text is read. `skipLines`: lines above what is parsed; `notes`: what of this is worth knowing. */
export type TablePlan = TableHead & { delimiter: string; skipLines: number; notes: string[] };

/** What Excel writes above a table so that it knows the delimiter. */
const delimiterLine = /^\ufeff?"?sep=(.|\\t)"?[ \t]*\r?(?:\n|$)/i;

const named: Record<string, string> = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab', '|': 'a vertical bar' };
const nameOf = (delimiter: string) => named[delimiter] ?? `“${delimiter}”`;

function statedDelimiter(sample: string): string | undefined {
  const delimiter = delimiterLine.exec(sample)?.[1];
  if (delimiter === undefined || delimiter === '"') return undefined;
  return delimiter === '\\t' ? '\t' : delimiter;
}

/** What was decided by looks alone, in words for people. */
function notesOf(
  { titles, hasHeader }: TableHead,
  numbers: number[],
  found: { delimiter: string; rival?: string | undefined },
) {
  const notes: string[] = [];
  if (found.rival !== undefined) {
    notes.push(
      `The delimiter is a guess: ${nameOf(found.delimiter)}. It could also be ${nameOf(found.rival)}. If columns look wrong, choose it and import the table again.`,
    );
  }
  if (titles > 0) notes.push(titlesNote(numbers.slice(0, titles)));
  if (!hasHeader) notes.push(noHeaderNote);
  return notes;
}

export const noHeaderNote = 'No header row was found, so the columns are numbered.';

/** `rows`: the numbers of those above the header. */
export const titlesNote = (rows: number[]): string =>
  rows.length === 1
    ? `Row ${rows[0]?.toLocaleString('en')} is above the header and was read as a title.`
    : `Rows ${pageList(rows)} are above the header and were read as titles.`;

/** How to read a table by its beginning, whole lines of it: what is stated, and what it looks like. */
export function planTable(sample: string, options: Pick<CsvOptions, 'delimiter' | 'skipRows'>): TablePlan {
  const stated = statedDelimiter(sample);
  const skipLines = Math.max(options.skipRows ?? 0, stated === undefined ? 0 : 1);
  const said = options.delimiter ?? stated;
  const found = said === undefined ? detectDelimiter(sample, skipLines) : { delimiter: said, rival: undefined };
  const { delimiter } = found;
  const rows = firstRows(sample, delimiter, skipLines);
  // whoever says how many lines are above the header has looked
  const looked = options.skipRows === undefined ? findHead(rows.map(({ row }) => row)) : { titles: 0, hasHeader: true };
  const notes = notesOf(
    looked,
    rows.map(({ number }) => number),
    found,
  );
  return { ...looked, delimiter, skipLines, notes };
}

function firstRows(sample: string, delimiter: string, skipLines: number): { row: string[]; number: number }[] {
  return parseBeginning(sample, csvParseOptions(delimiter, skipLines), 100)
    .map((row, i) => ({ row, number: skipLines + i + 1 }))
    .filter(({ row }) => !isBlank(row));
}

/** Tables that were put together from several have a byte order mark within. */
export const withoutMarks = (text: string): string => text.replaceAll('\ufeff', '');

/** The beginning of a table as text, by its first bytes. `cut`: there are more, so that the last line may be half a line. */
export function sampleText(bytes: Uint8Array, encoding: TextEncoding, cut: boolean): string {
  const isCut = cut || bytes.length > sampleBytes;
  const text = withoutMarks(byteDecoder(encoding).decode(bytes.subarray(0, sampleBytes), { stream: isCut }));
  const lastLine = text.lastIndexOf('\n');
  return isCut && lastLine > 0 ? text.slice(0, lastLine + 1) : text;
}
