import { readFile } from 'node:fs/promises';
import { read, utils, type WorkBook } from '@e965/xlsx';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { checkZip } from '../office/check-zip.ts';
import { TableRecords } from './table-records.ts';

function open(octets: Buffer): WorkBook {
  try {
    return read(octets, { type: 'buffer', dense: true, cellFormula: false, cellHTML: false, cellStyles: false });
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

/** Reads a workbook sheet by sheet; each row below the first is a record with its sheet and row. Values as the sheet shows them. */
export async function* readXlsx(path: string): AsyncGenerator<ExtractMessage> {
  const octets = await readFile(path);
  await checkZip(octets, 'xl/workbook.xml', 'a workbook');
  yield { kind: 'opened', totalPages: null };
  const book = open(octets);
  let rows = 0;
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    if (!sheet?.['!ref']) continue;
    const first = utils.decode_range(sheet['!ref']).s.r + 1;
    const table = new TableRecords(name.toWellFormed());
    const cells = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, blankrows: true, defval: '' });
    for (const [i, row] of cells.entries()) table.add(row.map(String), first + i);
    yield* table.take();
    rows += table.count;
  }
  if (rows === 0)
    throw new AppError('invalid', 'sources.no-text', 'This workbook has no rows below a header in any of its sheets.');
  yield { kind: 'done', notes: [], incomplete: false };
}
