import { AppError } from '@millrace/contract/app-error';
import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { chosenColumns, columnNames, isBlank, rowText } from './csv-dialect.ts';

const most = { rows: 200, chars: 200_000 };

/** Rows as they come, the header first, become records in batches. Notes which rows are longer or shorter than the header. */
export class TableRecords {
  readonly #sheet: string | null;
  readonly #options: Pick<CsvOptions, 'textColumns' | 'titleColumn'>;
  #columns: string[] | undefined;
  #chosen: ReturnType<typeof chosenColumns> | undefined;
  #batch: ExtractedRecord[] = [];
  count = 0;
  readonly mismatched: number[] = [];

  constructor(sheet: string | null, options: Pick<CsvOptions, 'textColumns' | 'titleColumn'> = {}) {
    this.#sheet = sheet;
    this.#options = options;
  }

  /** `number` counts from 1 as the file has its rows. Throws AppError invalid when a column that was asked for is not there. */
  add(row: string[], number: number): void {
    if (isBlank(row)) return;
    if (!this.#columns || !this.#chosen) {
      this.#columns = columnNames(row);
      this.#chosen = chosenColumns(this.#columns, this.#options);
      const [missing] = this.#chosen.missing;
      if (missing !== undefined) throw noColumn(missing, this.#columns);
      return;
    }
    if (row.length !== this.#columns.length) this.mismatched.push(number);
    const text = rowText(row, this.#columns, this.#chosen.text);
    if (text === '') return;
    const title = row[this.#chosen.title]?.trim().replace(/\s+/g, ' ').slice(0, 300).toWellFormed();
    const place = { kind: 'row' as const, sheet: this.#sheet, row: number };
    this.#batch.push({
      page: null,
      place,
      title: title?.replaceAll('\0', '\ufffd') || undefined,
      text,
      spans: [],
      headings: [],
    });
    this.count++;
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
