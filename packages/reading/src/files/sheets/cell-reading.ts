import { type CellObject, utils, type WorkBook } from '@e965/xlsx';
import { readPart } from '../office/package-parts.ts';
import { cellText, errorText, numberText } from './cell-text.ts';
import { FormulaResults } from './formula-results.ts';
import { sheetPart } from './sheet-parts.ts';
import { type CellReader, cellsOf } from './visible-rows.ts';

/** More digits than these are not exact in a binary number. */
const exactDigits = 15;
const sheetBytes = 128 * 1024 * 1024;

const linkFormula = /^HYPERLINK\(\s*"((?:[^"]|"")+)"/i;

/** The address that a cell links to, where it is one outside of the workbook that its text does not say. */
function linkOf(cell: CellObject, text: string): string {
  const target = cell.l?.Target ?? linkFormula.exec(cell.f ?? '')?.[1] ?? '';
  const address = target.replace(/^mailto:/i, '');
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target) || text.includes(address)) return '';
  return text === '' ? address : ` (${address})`;
}

/** Reads the cells of a workbook as text and counts what is worth knowing of them. */
export class CellReading {
  readonly #book: WorkBook;
  readonly #bytes: Buffer;
  readonly #results: FormulaResults;
  readonly #date1904: boolean;
  readonly counts = { formulas: { computed: 0, shown: 0 }, errors: 0 };
  /** Cells are read again where they are merged: each counts once. */
  readonly #counted = new Set<CellObject>();

  constructor(book: WorkBook, bytes: Buffer) {
    this.#book = book;
    this.#bytes = bytes;
    this.#results = new FormulaResults(book);
    this.#date1904 = book.Workbook?.WBProps?.date1904 === true;
  }

  /** How the cells of a sheet are read. */
  async of(name: string): Promise<CellReader> {
    const long = await this.#longNumbers(name);
    return (cell, row, column) => {
      const text = long.get(cell) ?? this.#text(cell, { name, row, column });
      return text + linkOf(cell, text);
    };
  }

  #text(cell: CellObject, place: { name: string; row: number; column: number }): string {
    const isFormula = cell.t === 'z' && cell.f !== undefined;
    if (cell.t !== 'e' && !isFormula) return cellText(cell, this.#date1904);
    const isNew = !this.#counted.has(cell);
    this.#counted.add(cell);
    if (!isFormula) {
      if (isNew) this.counts.errors++;
      return cellText(cell, this.#date1904);
    }
    const result = this.#results.valueOf(place);
    if (isNew) this.counts.formulas[result === undefined ? 'shown' : 'computed']++;
    switch (typeof result) {
      case 'undefined':
        return `=${cell.f}`;
      case 'number':
        return numberText(result, typeof cell.z === 'string' ? cell.z : 'General', this.#date1904);
      case 'boolean':
        return result ? 'TRUE' : 'FALSE';
      case 'string':
        return result;
      default:
        if (isNew) this.counts.errors++;
        return errorText(result.error);
    }
  }

  /** Numbers of more digits than fit, as the file has them: card numbers and codes that a program wrote as numbers. */
  async #longNumbers(name: string): Promise<Map<CellObject, string>> {
    const exact = new Map<CellObject, string>();
    const sheet = this.#book.Sheets[name];
    const data = sheet ? cellsOf(sheet) : [];
    const isLong = (cell: CellObject | undefined) =>
      cell?.t === 'n' && cell.f === undefined && typeof cell.v === 'number' && Math.abs(cell.v) >= 10 ** exactDigits;
    if (!data.some((row) => row?.some(isLong))) return exact;
    const xml = await this.#sheetXml(name);
    for (const match of xml.matchAll(/<c\s[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<v>(-?\d{16,400})<\/v>/g)) {
      const { r, c } = utils.decode_cell(match[1] ?? '');
      const cell = data[r]?.[c];
      if (cell && isLong(cell)) exact.set(cell, match[2] ?? '');
    }
    return exact;
  }

  async #sheetXml(name: string): Promise<string> {
    const part = await sheetPart(this.#book, this.#bytes, name);
    const xml = part === undefined ? undefined : await readPart(this.#bytes, part, sheetBytes);
    return xml?.toString('utf8') ?? '';
  }
}
