import { type CellObject, SSF } from '@e965/xlsx';
import { type NumberFormat, numberFormat } from './number-format.ts';

/** What error cells are shown as, by their codes. */
const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};

export const errorText = (code: unknown): string => errors[Number(code)] ?? '#VALUE!';

/** Workbooks hold 15 digits; what comes behind them is the noise of binary fractions. */
export function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) return BigInt(value).toString();
  const short = Number(value.toPrecision(15));
  const text = String(short);
  return text.includes('e-') ? short.toFixed(20).replace(/\.?0+$/, '') : text;
}

const two = (value: number) => String(value).padStart(2, '0');

/** `hours:minutes:seconds`, of any length. */
function duration(value: number): string {
  const seconds = Math.round(Math.abs(value) * 86_400);
  const sign = value < 0 ? '-' : '';
  return `${sign}${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A day, a time of the day or both as ISO 8601 has them, with a space between. The year 1900 has a 29 February, as in Excel. */
function moment(
  value: number,
  format: Extract<NumberFormat, { kind: 'moment' }>,
  date1904: boolean,
): string | undefined {
  // times are fractions of days: to the nearest second
  const code = SSF.parse_date_code(Math.round(value * 86_400) / 86_400 + 1e-9, { date1904 });
  if (value < 0 || !code) return undefined;
  const date = `${String(code.y).padStart(4, '0')}-${two(code.m)}-${two(code.d)}`;
  const seconds = code.S > 0 || format.hasSeconds ? `:${two(code.S)}` : '';
  const time = `${two(code.H)}:${two(code.M)}${seconds}`;
  // a day before the first one is a time of the day, or nothing
  if (value < 1 && format.hasDate) return value === 0 ? undefined : time;
  if (!format.hasTime) return date;
  // a time alone has no day; one that has a day is told apart from that by being later than the first year
  return format.hasDate || value >= 366 ? `${date} ${time}` : time;
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

function withUnits(value: number, code: string, format: Extract<NumberFormat, { kind: 'number' }>): string {
  const { percent, before, behind, digits, decimals, divided } = format;
  const exact = plainNumber(percent ? Number((value * 100).toPrecision(15)) : value);
  if (divided || (digits > 1 && Number.isInteger(value) && value >= 0)) {
    const shown = shownAs(code, value);
    // telephone numbers and codes with leading zeros, as long as no digit is lost
    if (divided && digitsOf(shown).replace(/^0+/, '') === digitsOf(exact)) return shown.trim();
    if (digits > 1 && decimals === 0 && !percent) return `${before}${exact.padStart(digits, '0')}${behind}`.trim();
  }
  const [whole = '', fraction = ''] = exact.split('.');
  const isMoney = before !== '' || behind !== '';
  const padded = isMoney && decimals > fraction.length ? `${whole}.${fraction.padEnd(decimals, '0')}` : exact;
  const sign = padded.startsWith('-') ? '-' : '';
  return `${sign}${before}${padded.slice(sign.length)}${percent ? '%' : ''}${behind}`.trim();
}

function shownAs(code: string, value: number): string {
  try {
    return SSF.format(code, value);
  } catch {
    // a format that its own program does not know
    return '';
  }
}

/** A number as its format means it: the whole number with its unit, dates and times as ISO 8601. */
export function numberText(value: number, code: string, date1904: boolean): string {
  const format = numberFormat(code);
  switch (format.kind) {
    case 'duration':
      return duration(value);
    case 'moment':
      return moment(value, format, date1904) ?? plainNumber(value);
    case 'words':
      // `"yes";;"no"` says a word in place of the number
      return shownAs(code, value).trim() || plainNumber(value);
    default:
      return withUnits(value, code, format);
  }
}

/** What a cell holds: texts as they are, numbers whole, errors as they are shown; '' for nothing. */
export function cellText(cell: CellObject, date1904: boolean): string {
  const { t: type, v: value } = cell;
  switch (type) {
    case 'n':
      return typeof value === 'number'
        ? numberText(value, typeof cell.z === 'string' ? cell.z : 'General', date1904)
        : '';
    case 'b':
      return value ? 'TRUE' : 'FALSE';
    case 'e':
      return errorText(value);
    case 's':
      return String(value ?? '');
    case 'd':
      return value instanceof Date ? value.toISOString() : String(value ?? '');
    default:
      return '';
  }
}
