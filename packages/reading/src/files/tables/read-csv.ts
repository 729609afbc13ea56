import { createReadStream } from 'node:fs';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { CsvError, type Options, parse } from 'csv-parse';
import type { ExtractMessage } from '../extracted.ts';
import { pageList } from '../missing-pages.ts';
import { type DetectedEncoding, detectFileEncoding, unsureNote } from '../text/detect-encoding.ts';
import { csvParseOptions, detectDelimiter, maxRowChars } from './csv-dialect.ts';
import { TableRecords } from './table-records.ts';

const sampleBytes = 128 * 1024;

/** The octets of a file as text, piece by piece; a byte order mark is left out. `onFault` hears of pieces with what no character is. */
async function* decoded(path: string, encoding: string, end: number, onFault?: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const octets of createReadStream(path, { end, highWaterMark: 256 * 1024 })) {
    const text = decoder.decode(octets as Uint8Array, { stream: true });
    if (text.includes('\ufffd')) onFault?.();
    yield text;
  }
  yield decoder.decode();
}

async function sampleOf(path: string, encoding: string): Promise<string> {
  let text = '';
  for await (const part of decoded(path, encoding, sampleBytes - 1)) text += part;
  const lastLine = text.lastIndexOf('\n');
  return lastLine > 0 ? text.slice(0, lastLine) : text;
}

/** Why a row has no end, with the number of the row. */
function endless(error: CsvError, row: number): AppError {
  const most = maxRowChars.toLocaleString('en');
  const what = error.code === 'CSV_MAX_RECORD_SIZE' ? `is longer than ${most} characters` : 'has no end';
  return new AppError(
    'invalid',
    'sources.row-too-long',
    `Row ${row.toLocaleString('en')} ${what}: a quotation mark there is never closed, or the delimiter or the line breaks are wrong. Correct the file or choose another delimiter, then import it again.`,
    { cause: error },
  );
}

/** Feeds a parser piece by piece; after each piece `onRow` has heard of every row that ended in it. */
async function* parsed(
  text: AsyncIterable<string>,
  options: Options,
  onRow: (row: string[]) => void,
): AsyncGenerator<void> {
  const parser = parse({ ...options, on_record: (row: string[]) => void onRow(row) });
  // rows are taken above; nothing is left to be read, but only who reads sees the end
  parser.resume();
  const failed = new Promise<never>((_, reject) => parser.once('error', reject));
  failed.catch(() => {});
  for await (const piece of text) {
    if (piece === '') continue;
    await Promise.race([failed, new Promise<void>((done, fail) => parser.write(piece, (e) => (e ? fail(e) : done())))]);
    yield;
  }
  const ended = new Promise<void>((resolve) => parser.once('end', resolve));
  parser.end();
  await Promise.race([failed, ended]);
}

/** What people should know of how the table came in. */
function notesOf(found: DetectedEncoding, undecoded: boolean, mismatched: number[]): string[] {
  const notes: string[] = [];
  if (!found.sure) notes.push(unsureNote(found.encoding));
  else if (undecoded) {
    notes.push(
      `Some bytes are not valid ${found.encoding}; they are shown as \ufffd. Choose the right encoding, then import it again.`,
    );
  }
  if (mismatched.length > 0) {
    const rows = mismatched.length === 1 ? 'One row has' : `${mismatched.length.toLocaleString('en')} rows have`;
    notes.push(`${rows} more or fewer columns than the header: ${pageList(mismatched)}. They were read as they are.`);
  }
  return notes;
}

/**
 * Reads a table of delimited text row by row, whatever its size; each row is a record. Throws AppError invalid when it has no rows,
 * a row without end, or not the columns that were asked for.
 */
export async function* readCsv(path: string, options: ReadOptions): AsyncGenerator<ExtractMessage> {
  const { csv = {} } = options;
  const skipRows = csv.skipRows ?? 0;
  const found = await detectFileEncoding(path, csv.encoding ?? options.encoding);
  const delimiter = csv.delimiter ?? detectDelimiter(await sampleOf(path, found.encoding), skipRows);
  yield { kind: 'opened', totalPages: null };
  let undecoded = false;
  const text = decoded(path, found.encoding, Number.POSITIVE_INFINITY, () => {
    undecoded = true;
  });
  const table = new TableRecords(null, csv);
  let number = skipRows;
  try {
    for await (const _ of parsed(text, csvParseOptions(delimiter, skipRows), (row) => table.add(row, ++number))) {
      yield* table.take();
    }
  } catch (error) {
    // what came before the fault is worth having
    yield* table.take();
    throw error instanceof CsvError ? endless(error, number + 1) : error;
  }
  yield* table.take();
  if (table.count === 0) throw new AppError('invalid', 'sources.no-text', 'This table has no rows below its header.');
  const faulty = table.mismatched.length > 0 || undecoded;
  yield { kind: 'done', notes: notesOf(found, undecoded, table.mismatched), incomplete: false, faulty };
}
