import type { CsvOptions } from '@millrace/contract/reading/read-options';
import { parse } from 'csv-parse/sync';
import { byteDecoder } from '../text/byte-decoder.ts';
import type { DetectedEncoding } from '../text/detect-encoding.ts';
import { columnNames, csvParseOptions, isBlank, withoutGuard } from './csv-dialect.ts';
import { planTable, sampleText, withoutMarks } from './plan-table.ts';

/** A table with the names of its columns; cells without the mark that guards them from being formulas. */
export type Table = { columns: string[]; rows: string[][] };

/** A whole table of delimited text at once, for tables that are small. Undefined where there are no rows. */
export function readTable(
  bytes: Uint8Array,
  { encoding }: DetectedEncoding,
  options: Pick<CsvOptions, 'delimiter' | 'skipRows'> = {},
): Table | undefined {
  const { delimiter, skipLines, titles, hasHeader } = planTable(sampleText(bytes, encoding, false), options);
  const text = withoutMarks(byteDecoder(encoding).decode(bytes));
  const all: string[][] = [];
  parse(text, {
    ...csvParseOptions(delimiter, skipLines),
    on_record: (row: string[]) => void (isBlank(row) || all.push(row)),
  });
  const [first, ...rest] = all.slice(titles);
  if (first === undefined) return undefined;
  const rows = hasHeader ? rest : [first, ...rest];
  return {
    columns: columnNames(hasHeader ? first : first.map(() => '')),
    rows: rows.map((cells) => cells.map(withoutGuard)),
  };
}
