import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ResultView } from '@millrace/contract/classification/results';
import { stringify } from 'csv-stringify';
import { parquetWriteBuffer } from 'hyparquet-writer';
import writeExcelFile from 'write-excel-file/node';
import type { Cell, Column } from './result-table.ts';

type Pages = AsyncIterable<ResultView[]>;
type Octets = AsyncIterable<Uint8Array>;

const rowOf = (columns: readonly Column[], result: ResultView): Cell[] => columns.map(({ cell }) => cell(result));

/** Row by row: memory does not grow with the table. A spreadsheet takes no cell for a formula. */
async function* asCsv(pages: Pages, columns: readonly Column[]): Octets {
  const rows = async function* () {
    for await (const page of pages) for (const result of page) yield rowOf(columns, result);
  };
  const header = columns.map(({ name }) => name);
  const csv = stringify({ header: true, columns: header, escape_formulas: true, bom: true, cast: { boolean: String } });
  yield* Readable.from(rows()).compose(csv);
}

async function* asJson(pages: Pages): Octets {
  yield Buffer.from('[');
  let isFirst = true;
  for await (const page of pages) {
    const items = page.map((result) => JSON.stringify(result)).join(',\n');
    if (items !== '') yield Buffer.from(`${isFirst ? '\n' : ',\n'}${items}`);
    isFirst = isFirst && items === '';
  }
  yield Buffer.from('\n]\n');
}

async function allRows(pages: Pages, columns: readonly Column[]): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for await (const page of pages) for (const result of page) rows.push(rowOf(columns, result));
  return rows;
}

/** A cell of a sheet holds no more than this. */
const sheetCellChars = 32_767;

async function* asXlsx(pages: Pages, columns: readonly Column[]): Octets {
  const header = columns.map(({ name }) => ({ value: name, fontWeight: 'bold' as const }));
  const rows = await allRows(pages, columns);
  const cells = rows.map((row) =>
    // strings are typed, so that none of them is a formula
    row.map((value) => (typeof value === 'string' ? { value: value.slice(0, sheetCellChars), type: String } : value)),
  );
  const folder = await mkdtemp(join(tmpdir(), 'millrace-export-'));
  try {
    const path = join(folder, 'results.xlsx');
    await writeExcelFile([header, ...cells], { stickyRowsCount: 1 }).toFile(path);
    yield await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const parquetTypes = { text: 'STRING', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

async function* asParquet(pages: Pages, columns: readonly Column[]): Octets {
  const rows = await allRows(pages, columns);
  const columnData = columns.map(({ name, type }, at) => ({
    name,
    type: parquetTypes[type],
    nullable: true,
    data: rows.map((row) => row[at] ?? null),
  }));
  yield new Uint8Array(parquetWriteBuffer({ columnData }));
}

export type ExportFormat = 'csv' | 'xlsx' | 'json' | 'parquet';

export const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/** The bytes of a file of results. CSV and JSON are written as the pages come; the other two are made as a whole. */
export function writeResults(format: ExportFormat, pages: Pages, columns: readonly Column[]): Octets {
  switch (format) {
    case 'csv':
      return asCsv(pages, columns);
    case 'json':
      return asJson(pages);
    case 'xlsx':
      return asXlsx(pages, columns);
    case 'parquet':
      return asParquet(pages, columns);
  }
}
