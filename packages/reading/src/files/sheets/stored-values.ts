import { type CellObject, utils, type WorkBook } from '@e965/xlsx';
import { cellsOf } from './visible-rows.ts';

/** More digits than these are not exact in a binary number. */
const exactDigits = 15;

const storedNumber = /<c\s[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<v>(-?\d{16,400})<\/v>/g;
const storedDate =
  /<c\s(?=[^>]*\bt="d")[^>]*?\br="([A-Z]+\d+)"[^>]*>\s*<v>(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)[^<]*)?<\/v>/g;

const isLong = (cell: CellObject | undefined): boolean =>
  cell?.t === 'n' && cell.f === undefined && typeof cell.v === 'number' && Math.abs(cell.v) >= 10 ** exactDigits;

const hasNoFormat = (cell: CellObject): boolean => cell.z === undefined || cell.z === 'General';

/**
 * Cells whose text in the file says more than their value: numbers of more digits than fit, such as those of cards, and dates that are
 * written as such without a format. `xml`: of the sheet.
 */
export function storedValues(book: WorkBook, name: string, xml: Buffer | undefined): Map<CellObject, string> {
  const values = new Map<CellObject, string>();
  const sheet = book.Sheets[name];
  const data = sheet ? cellsOf(sheet) : [];
  const hasDates = xml?.includes(' t="d"') === true;
  if (!xml || (!hasDates && !data.some((row) => row?.some(isLong)))) return values;
  const text = xml.toString('utf8');
  const cellAt = (ref: string): CellObject | undefined => {
    const { r, c } = utils.decode_cell(ref);
    return data[r]?.[c];
  };
  for (const [, ref = '', digits = ''] of text.matchAll(storedNumber)) {
    const cell = cellAt(ref);
    if (cell && isLong(cell)) values.set(cell, digits);
  }
  for (const [, ref = '', day = '', time = ''] of hasDates ? text.matchAll(storedDate) : []) {
    const cell = cellAt(ref);
    if (cell && hasNoFormat(cell)) values.set(cell, /^(?:00:?)*$/.test(time) ? day : `${day} ${time}`);
  }
  return values;
}
