import type { CellObject, WorkBook } from '@e965/xlsx';
import {
  type CellError,
  divisionByZero,
  ErrorValue,
  functions,
  isError,
  toBoolean,
  toNumber,
  toText,
  type Value,
} from './formula-functions.ts';
import { type Formula, parseFormula, UnknownFormula } from './parse-formula.ts';
import { cellsOf } from './visible-rows.ts';

type CellPlace = { name: string; row: number; column: number };

/** A workbook with formulas that refer to whole sheets must not take hours: so many cells are looked at. */
const mostLooks = 2_000_000;
const mostNested = 200;

/** What formulas are worth whose program stored no result: those that count and compare, not those that look things up. */
export class FormulaResults {
  readonly #book: WorkBook;
  readonly #known = new Map<CellObject, Value | undefined>();
  #looks = 0;
  #nested = 0;

  constructor(book: WorkBook) {
    this.#book = book;
  }

  /** The result of a formula cell; undefined where it is beyond this. */
  valueOf(place: CellPlace): number | string | boolean | CellError | undefined {
    try {
      const value = this.#cell(place);
      return value === null ? 0 : typeof value === 'number' && !Number.isFinite(value) ? 0 : value;
    } catch (error) {
      if (error instanceof UnknownFormula) return undefined;
      throw error;
    }
  }

  #cell({ name, row, column }: CellPlace): Value {
    const sheet = this.#book.Sheets[name];
    const cell = sheet ? cellsOf(sheet)[row]?.[column] : undefined;
    if (++this.#looks > mostLooks || !sheet) throw new UnknownFormula(name);
    if (!cell) return null;
    if (cell.t === 'e') return { error: Number(cell.v) };
    if (cell.t !== 'z') return cell.v instanceof Date ? null : (cell.v ?? null);
    return cell.f === undefined ? null : this.#formula(cell, cell.f, name);
  }

  #formula(cell: CellObject, formula: string, name: string): Value {
    if (this.#known.has(cell)) {
      const known = this.#known.get(cell);
      // it refers to itself, or was beyond this before
      if (known === undefined) throw new UnknownFormula(formula);
      return known;
    }
    this.#known.set(cell, undefined);
    if (++this.#nested > mostNested) throw new UnknownFormula(formula);
    try {
      const value = this.#whole(parseFormula(formula), name);
      this.#known.set(cell, value);
      return value;
    } finally {
      this.#nested--;
    }
  }

  #whole(formula: Formula, name: string): Value {
    try {
      return this.#one(formula, name);
    } catch (error) {
      if (error instanceof ErrorValue) return error.value;
      throw error;
    }
  }

  #one(formula: Formula, name: string): Value {
    const values = this.#values(formula, name);
    if (values.length !== 1) throw new UnknownFormula('a range where one value is expected');
    return values[0] ?? null;
  }

  #values(formula: Formula, name: string): Value[] {
    switch (formula.kind) {
      case 'value':
        return [formula.value];
      case 'range':
        return this.#range(formula, name);
      case 'negative':
        return [-toNumber(this.#one(formula.of, name))];
      case 'percent':
        return [toNumber(this.#one(formula.of, name)) / 100];
      case 'operation':
        return [operate(formula.operator, this.#one(formula.left, name), this.#one(formula.right, name))];
      default:
        return [this.#call(formula, name)];
    }
  }

  #range({ sheet = undefined, from, to }: Extract<Formula, { kind: 'range' }>, name: string): Value[] {
    const values: Value[] = [];
    const on = sheet ?? name;
    if ((to.row - from.row + 1) * (to.column - from.column + 1) > mostLooks) throw new UnknownFormula('too wide');
    for (let row = from.row; row <= to.row; row++) {
      for (let column = from.column; column <= to.column; column++) values.push(this.#cell({ name: on, row, column }));
    }
    return values;
  }

  #call({ name: called, parts }: Extract<Formula, { kind: 'call' }>, name: string): Value {
    const [first, second, third] = parts;
    if (called === 'IF' && first && second) {
      const branch = toBoolean(this.#one(first, name)) ? second : third;
      return branch ? this.#one(branch, name) : false;
    }
    if (called === 'IFERROR' && first && second) {
      const value = this.#whole(first, name);
      return isError(value) ? this.#one(second, name) : value;
    }
    const compute = Object.hasOwn(functions, called) ? functions[called] : undefined;
    if (!compute) throw new UnknownFormula(called);
    const value = compute(...parts.map((part) => this.#values(part, name)));
    return typeof value === 'number' && !Number.isFinite(value) ? 0 : value;
  }
}

/** Numbers come before words and words before truth values, as workbooks sort them. */
const rank = (value: Value) => (typeof value === 'number' || value === null ? 0 : typeof value === 'string' ? 1 : 2);

function compare(left: Value, right: Value): number {
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left !== 'string' && typeof right !== 'string') return toNumber(left) - toNumber(right);
  return toText(left).toLowerCase() < toText(right).toLowerCase()
    ? -1
    : toText(left).toLowerCase() === toText(right).toLowerCase()
      ? 0
      : 1;
}

function operate(operator: string, left: Value, right: Value): Value {
  for (const value of [left, right]) if (isError(value)) throw new ErrorValue(value);
  switch (operator) {
    case '&':
      return toText(left) + toText(right);
    case '+':
      return toNumber(left) + toNumber(right);
    case '-':
      return toNumber(left) - toNumber(right);
    case '*':
      return toNumber(left) * toNumber(right);
    case '/':
      return toNumber(right) === 0 ? divisionByZero : toNumber(left) / toNumber(right);
    case '^':
      return toNumber(left) ** toNumber(right);
    case '=':
      return compare(left, right) === 0;
    case '<>':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '>':
      return compare(left, right) > 0;
    case '<=':
      return compare(left, right) <= 0;
    default:
      return compare(left, right) >= 0;
  }
}
