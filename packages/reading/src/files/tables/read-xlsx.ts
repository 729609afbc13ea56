import { readFile } from 'node:fs/promises';
import { read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { ExtractMessage } from '../extracted.ts';
import { CellReading } from '../sheets/cell-reading.ts';
import { spellOutDates } from '../sheets/east-asian-dates.ts';
import { markHidden } from '../sheets/mark-hidden.ts';
import { printedTexts } from '../sheets/printed-texts.ts';
import { floatingTexts, sheetPart, takeSheetXml } from '../sheets/sheet-parts.ts';
import { addSheet } from '../sheets/sheet-tables.ts';
import { visibleRows } from '../sheets/visible-rows.ts';
import { hiddenInWords, type ReadSheet, workbookNotes } from '../sheets/workbook-notes.ts';
import type { Package } from '../zip/open-package.ts';
import { mainPart } from '../zip/relations.ts';
import { checkWorkbook } from './check-workbook.ts';
import { TableRecords } from './table-records.ts';

function open(octets: Buffer): WorkBook {
  try {
    return read(octets, {
      type: 'buffer',
      dense: true,
      cellFormula: true,
      cellHTML: false,
      // hidden rows and columns are styles
      cellStyles: true,
      // numbers are read as they are stored, with their formats beside them
      cellNF: true,
      cellText: false,
      bookFiles: true,
    });
  } catch (cause) {
    const locked = /password|encrypt/i.test(String(cause));
    throw new AppError(
      'invalid',
      locked ? 'sources.password' : 'sources.damaged',
      locked
        ? 'This workbook is protected with a password. Remove the password, then upload it again.'
        : 'This workbook is damaged and cannot be opened. Save it again in its program, then upload the new file.',
      { cause },
    );
  }
}

/** What an OpenDocument spreadsheet is written in. */
const openDocument = 'content.xml';

/** The names of the parts of a workbook that is a ZIP. */
const partsOf = (book: WorkBook): string[] => (book as { keys?: string[] }).keys ?? [];

function noRows(left: string): AppError {
  const message =
    left === ''
      ? 'This workbook has no rows below a header in any of its sheets.'
      : `This workbook has no rows that are visible: ${left} To read what is hidden, change the extraction options.`;
  return new AppError('invalid', 'sources.no-text', message);
}

type SheetReading = { name: string; sheet: WorkSheet; cells: CellReading; all: boolean };

/** What is in the cells of a sheet, over them, and printed above and below them. `left`: what was left out because it is hidden. */
async function readSheet(book: WorkBook, file: Package | undefined, { name, sheet, cells, all }: SheetReading) {
  const part = file && (await sheetPart(book, file, name));
  const xml = file && part !== undefined ? await takeSheetXml(book, file, part) : undefined;
  const seen = visibleRows(sheet, cells.of(name, xml), { all, release: !cells.needsCells });
  const table = new TableRecords(name.toWellFormed());
  for (const text of xml ? printedTexts(xml) : []) table.addText([text], 1);
  const facts = addSheet(table, seen.rows, seen.merges);
  for (const { row, text } of file && part !== undefined ? await floatingTexts(file, part) : [])
    table.addText([text], row);
  return { table, facts, left: seen.hidden };
}

/**
 * Reads a workbook sheet by sheet; each row is a record with its sheet and row. Values are read whole, whatever the cells show of them.
 * What is hidden is left out unless `hidden` is set.
 */
export async function* readXlsx(path: string, options: ReadOptions = {}): AsyncGenerator<ExtractMessage> {
  const octets = await readFile(path);
  const file = await checkWorkbook(octets);
  yield { kind: 'opened', totalPages: null };
  const book = open(file ? await spellOutDates(octets, file) : octets);
  // only Office documents say what their main part is
  const isOffice = file !== undefined && (await mainPart(file)) !== undefined;
  const content = isOffice ? undefined : await file?.part(openDocument);
  if (content) markHidden(book, content.toString('utf8'));
  const cells = new CellReading(book);
  const all = options.hidden === true;
  const hidden = { sheets: 0, rows: 0, columns: 0, filtered: 0 };
  const sheets: ReadSheet[] = [];
  let rows = 0;
  for (const [index, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (!sheet?.['!ref']) continue;
    if (!all && (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) > 0) {
      hidden.sheets++;
      continue;
    }
    const { table, facts, left } = await readSheet(book, file, { name, sheet, cells, all });
    hidden.rows += left.rows;
    hidden.columns += left.columns;
    hidden.filtered += left.filtered;
    yield* table.take();
    rows += table.count;
    sheets.push({ name, facts });
  }
  if (rows === 0) throw noRows(hiddenInWords(hidden));
  const notes = workbookNotes(sheets, { hidden, ...cells.counts, parts: partsOf(book) });
  yield { kind: 'done', notes, incomplete: false };
}
