import { AppError } from '@millrace/contract/app-error';
import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { chosenColumns, columnNames, isBlank, rowText, withoutGuard } from './csv-dialect.ts';
import type { TableHead } from './find-header.ts';

const most = { rows: 200, chars: 200_000 };

const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** Rows as they come, titles and the header first, become records in batches. Notes which rows are longer or shorter than the header. */
export class TableRecords {
  readonly #sheet: string | null;
  readonly #options: Pick<CsvOptions, 'textColumns' | 'titleColumn'>;
  readonly #hasHeader: boolean;
  #titles: number;
  #columns: string[] | undefined;
  #chosen: ReturnType<typeof chosenColumns> | undefined;
  #batch: ExtractedRecord[] = [];
  count = 0;
  readonly mismatched: number[] = [];

  constructor(
    sheet: string | null,
    options: Pick<CsvOptions, 'textColumns' | 'titleColumn'> & Partial<TableHead> = {},
  ) {
    this.#sheet = sheet;
    this.#options = options;
    this.#titles = options.titles ?? 0;
    this.#hasHeader = options.hasHeader ?? true;
  }

  /**
   * `number` counts from 1 as the file has its rows; `more` are lines about the row that are in no column. Throws AppError invalid
   * when a column that was asked for is not there.
   */
  add(row: string[], number: number, more: string[] = []): void {
    if (isBlank(row) && more.length === 0) return;
    if (this.#titles > 0) {
      this.#titles--;
      this.addText(row, number, more);
      return;
    }
    if (!this.#columns || !this.#chosen) {
      this.#setColumns(this.#hasHeader ? row : row.map(() => ''));
      if (this.#hasHeader) {
        if (more.length > 0) this.addText([], number, more);
        return;
      }
    }
    this.#addRow(row, number, more);
  }

  /** Text of a row that is no row of the table: a title, a remark below it. */
  addText(cells: string[], number: number, more: string[] = []): void {
    const text = [cells.filter((cell) => cell.trim() !== '').join(' '), ...more]
      .filter((part) => part !== '')
      .join('\n');
    if (text !== '') this.#push(number, undefined, text);
  }

  /** A name with what is beside it, as in a form. */
  addPair(name: string, value: string, number: number, more: string[] = []): void {
    this.addText([[`${name.trim().replace(/:$/, '')}:`, value].join(' ').trim()], number, more);
    this.count++;
  }

  /** A new header: what follows is another table. */
  startTable(header: string[]): void {
    this.#setColumns(header);
  }

  #setColumns(header: string[]): void {
    this.#columns = columnNames(header);
    this.#chosen = chosenColumns(this.#columns, this.#options);
    const [missing] = this.#chosen.missing;
    if (missing !== undefined) throw noColumn(missing, this.#columns);
  }

  #addRow(row: string[], number: number, more: string[]): void {
    const columns = this.#columns ?? [];
    if (row.length !== columns.length) this.mismatched.push(number);
    const text = [rowText(row, columns, this.#chosen?.text), ...more].filter((part) => part !== '').join('\n');
    if (text === '') return;
    const title = withoutGuard(row[this.#chosen?.title ?? -1] ?? '')
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 300);
    this.#push(number, title && clean(title), text);
    this.count++;
  }

  #push(row: number, title: string | undefined, text: string): void {
    const place = { kind: 'row' as const, sheet: this.#sheet, row };
    this.#batch.push({ page: null, place, title: title || undefined, text: clean(text), spans: [], headings: [] });
  }

  /** What has gathered, in messages of a size that is quick to send. */
  *take(): Generator<ExtractMessage> {
    const batch = this.#batch;
    this.#batch = [];
    for (let from = 0; from < batch.length; ) {
      let to = from;
      for (let chars = 0; to < batch.length && to - from < most.rows && chars < most.chars; to++) {
        chars += batch[to]?.text.length ?? 0;
      }
      yield { kind: 'records', records: batch.slice(from, to) };
      from = to;
    }
  }
}

function noColumn(name: string, columns: string[]): AppError {
  const some = columns.slice(0, 20).join(', ');
  return new AppError(
    'invalid',
    'sources.no-column',
    `This table has no column “${name}”. Its columns are: ${some}${columns.length > 20 ? ', …' : ''}. Choose from these, then import it again.`,
  );
}
