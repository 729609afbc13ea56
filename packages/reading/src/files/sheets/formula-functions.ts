import { UnknownFormula } from './parse-formula.ts';

/** What a cell or a part of a formula is worth; null: an empty cell. */
export type Value = number | string | boolean | null | CellError;
/** An error of a workbook by its code. */
export type CellError = { error: number };

export const divisionByZero: CellError = { error: 7 };
const noValue: CellError = { error: 15 };

export const isError = (value: Value): value is CellError => typeof value === 'object' && value !== null;

/** Thrown where an error makes the whole worth an error. */
export class ErrorValue extends Error {
  readonly value: CellError;
  constructor(value: CellError) {
    super('error value');
    this.value = value;
  }
}

export function toNumber(value: Value): number {
  if (isError(value)) throw new ErrorValue(value);
  const number = value === null ? 0 : typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(number)) throw new ErrorValue(noValue);
  return number;
}

export function toText(value: Value): string {
  if (isError(value)) throw new ErrorValue(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value === null ? '' : typeof value === 'number' ? String(Number(value.toPrecision(15))) : value;
}

export function toBoolean(value: Value): boolean {
  if (typeof value === 'string') {
    if (/^(?:true|false)$/i.test(value)) return /^true$/i.test(value);
    throw new ErrorValue(noValue);
  }
  return toNumber(value) !== 0;
}

/** The numbers among some values, as totals take them: words and empty cells count for nothing. */
function numbers(values: Value[]): number[] {
  return values.flatMap((value) => {
    if (isError(value)) throw new ErrorValue(value);
    return typeof value === 'number' ? [value] : [];
  });
}

const total = (values: Value[]) => numbers(values).reduce((sum, value) => sum + value, 0);

function rounded(value: number, places: number, round: (value: number) => number): number {
  const factor = 10 ** places;
  const shifted = Number((Math.abs(value) * factor).toPrecision(15));
  return (Math.sign(value) * round(shifted)) / factor;
}

function average(values: Value[]): Value {
  const all = numbers(values);
  return all.length === 0 ? divisionByZero : total(values) / all.length;
}

/** SUBTOTAL by its number, with or without hidden rows. */
const subtotals: Record<number, (values: Value[]) => Value> = {
  1: average,
  2: (values) => numbers(values).length,
  3: (values) => values.filter((value) => value !== null).length,
  4: (values) => Math.max(...numbers(values), Number.NEGATIVE_INFINITY),
  5: (values) => Math.min(...numbers(values), Number.POSITIVE_INFINITY),
  9: total,
};

/** Functions of values alone; a range comes as all of its cells, one after the other. */
export const functions: Record<string, (...groups: Value[][]) => Value> = {
  SUM: (...groups) => total(groups.flat()),
  AVERAGE: (...groups) => average(groups.flat()),
  MIN: (...groups) => numbers(groups.flat()).reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  MAX: (...groups) => numbers(groups.flat()).reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  COUNT: (...groups) => numbers(groups.flat()).length,
  COUNTA: (...groups) => groups.flat().filter((value) => value !== null).length,
  PRODUCT: (...groups) => numbers(groups.flat()).reduce((product, value) => product * value, 1),
  SUMPRODUCT: (...groups) =>
    (groups[0] ?? []).reduce<number>(
      (sum, _, at) => sum + groups.reduce((product, group) => product * (numbers([group[at] ?? null])[0] ?? 0), 1),
      0,
    ),
  SUBTOTAL: (which, ...groups) => {
    const of = subtotals[toNumber(one(which)) % 100];
    if (!of) throw new UnknownFormula('SUBTOTAL');
    return of(groups.flat());
  },
  ROUND: (value, places) => rounded(toNumber(one(value)), toNumber(one(places)), Math.round),
  ROUNDUP: (value, places) => rounded(toNumber(one(value)), toNumber(one(places)), Math.ceil),
  ROUNDDOWN: (value, places) => rounded(toNumber(one(value)), toNumber(one(places)), Math.floor),
  INT: (value) => Math.floor(toNumber(one(value))),
  ABS: (value) => Math.abs(toNumber(one(value))),
  SQRT: (value) => Math.sqrt(toNumber(one(value))),
  MOD: (value, by) => {
    const divisor = toNumber(one(by));
    return divisor === 0 ? divisionByZero : toNumber(one(value)) - divisor * Math.floor(toNumber(one(value)) / divisor);
  },
  AND: (...groups) => groups.flat().every((value) => value === null || toBoolean(value)),
  OR: (...groups) => groups.flat().some((value) => value !== null && toBoolean(value)),
  NOT: (value) => !toBoolean(one(value)),
  CONCATENATE: (...groups) => groups.map((group) => toText(one(group))).join(''),
  CONCAT: (...groups) => groups.flat().map(toText).join(''),
  LEFT: (text, count) => toText(one(text)).slice(0, count ? toNumber(one(count)) : 1),
  RIGHT: (text, count) => {
    const length = count ? toNumber(one(count)) : 1;
    return length <= 0 ? '' : toText(one(text)).slice(-length);
  },
  MID: (text, start, count) => toText(one(text)).substr(toNumber(one(start)) - 1, toNumber(one(count))),
  LEN: (text) => toText(one(text)).length,
  UPPER: (text) => toText(one(text)).toUpperCase(),
  LOWER: (text) => toText(one(text)).toLowerCase(),
  TRIM: (text) => toText(one(text)).trim().replace(/ +/g, ' '),
  HYPERLINK: (address, text) => one(text ?? address),
  DATE: (year, month, day) => {
    const days = Date.UTC(toNumber(one(year)), toNumber(one(month)) - 1, toNumber(one(day))) / 86_400_000;
    return days + 25_569;
  },
};

/** The one value that is expected here. */
function one(group: Value[] | undefined): Value {
  if (group?.length !== 1) throw new UnknownFormula('a range where one value is expected');
  return group[0] ?? null;
}
