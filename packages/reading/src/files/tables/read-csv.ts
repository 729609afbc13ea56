import { createReadStream } from 'node:fs';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import { CsvError, type Options, parse } from 'csv-parse';
import type { ExtractMessage } from '../extracted.ts';
import { pageList } from '../missing-pages.ts';
import { byteDecoder } from '../text/byte-decoder.ts';
import { type DetectedEncoding, detectFileEncoding } from '../text/detect-encoding.ts';
import { encodingNotes } from '../text/encoding-notes.ts';
import { csvParseOptions, maxRowChars } from './csv-dialect.ts';
import { planTable, sampleBytes, sampleText, type TablePlan, withoutMarks } from './plan-table.ts';
import { TableRecords } from './table-records.ts';

/** The bytes of a file as text, piece by piece; a byte order mark is left out. `onFault` hears of pieces with what no character is. */
async function* decoded(path: string, encoding: TextEncoding, onFault: () => void): AsyncGenerator<string> {
  const decoder = byteDecoder(encoding);
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.includes('\ufffd')) onFault();
    yield withoutMarks(text);
  }
  yield decoder.decode();
}

async function beginning(path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of createReadStream(path, { end: sampleBytes })) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
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
function notesOf(found: DetectedEncoding, undecoded: boolean, plan: TablePlan, mismatched: number[]): string[] {
  const notes = [...encodingNotes(found, undecoded), ...plan.notes];
  if (mismatched.length > 0) {
    const rows = mismatched.length === 1 ? 'One row has' : `${mismatched.length.toLocaleString('en')} rows have`;
    notes.push(`${rows} more or fewer columns than the header: ${pageList(mismatched)}. They were read as they are.`);
  }
  return notes;
}

/**
 * Reads a table of delimited text row by row, whatever its size; each row is a record, and so is each title above the header. Throws
 * AppError invalid when it has no rows, a row without end, or not the columns that were asked for.
 */
export async function* readCsv(path: string, options: ReadOptions): AsyncGenerator<ExtractMessage> {
  const { csv = {} } = options;
  const stated = csv.encoding ?? options.encoding;
  const found = await detectFileEncoding(path, stated);
  const plan = planTable(sampleText(await beginning(path), found.encoding, false), csv);
  yield { kind: 'opened', totalPages: null };
  let undecoded = false;
  const text = decoded(path, found.encoding, () => {
    undecoded = true;
  });
  const table = new TableRecords(null, { ...csv, titles: plan.titles, hasHeader: plan.hasHeader });
  let number = plan.skipLines;
  try {
    const parser = csvParseOptions(plan.delimiter, plan.skipLines);
    for await (const _ of parsed(text, parser, (row) => table.add(row, ++number))) {
      yield* table.take();
    }
  } catch (error) {
    // what came before the fault is worth having
    yield* table.take();
    throw error instanceof CsvError ? endless(error, number + 1) : error;
  }
  yield* table.take();
  if (table.count === 0) throw new AppError('invalid', 'sources.no-text', 'This table has no rows below its header.');
  // a text in UTF-8 may hold this character itself
  const broken = undecoded && (stated !== undefined || found.encoding !== 'utf-8' || found.strays !== undefined);
  const faulty = table.mismatched.length > 0 || broken || found.garbled === true;
  yield { kind: 'done', notes: notesOf(found, broken, plan, table.mismatched), incomplete: false, faulty };
}
