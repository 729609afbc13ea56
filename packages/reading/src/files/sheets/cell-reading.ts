import type { CellObject, WorkBook } from '@e965/xlsx';
import { cellText, errorText, numberText } from './cell-text.ts';
import { FormulaResults } from './formula-results.ts';
import { storedValues } from './stored-values.ts';
import { type CellReader, cellsOf } from './visible-rows.ts';

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
  readonly #results: FormulaResults;
  readonly #date1904: boolean;
  readonly counts = { formulas: { computed: 0, shown: 0 }, errors: 0 };
  /** Cells are read again where they are merged: each counts once. */
  readonly #counted = new Set<CellObject>();

  /** Formulas without a result may refer to any cell of any sheet. */
  readonly needsCells: boolean;

  constructor(book: WorkBook) {
    this.needsCells = Object.values(book.Sheets).some((sheet) =>
      cellsOf(sheet).some((row) => row?.some((cell) => cell?.t === 'z' && cell.f !== undefined)),
    );
    this.#book = book;
    this.#results = new FormulaResults(book);
    this.#date1904 = book.Workbook?.WBProps?.date1904 === true;
  }

  /** How the cells of a sheet are read. `xml`: of the sheet. */
  of(name: string, xml: Buffer | undefined): CellReader {
    const stored = storedValues(this.#book, name, xml);
    return (cell, row, column) => {
      const text = stored.get(cell) ?? this.#text(cell, { name, row, column });
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
}
