import { symbolOf } from './symbols.ts';
import type { Walk } from './walk.ts';
import { child, childrenNamed, isOn, stated, type XmlElement } from './xml-tree.ts';

const pageNumbers = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i;

/** Opens a field, or says again what the one at `index` is, now that its code is known. `code` is '' as long as it is not. */
export function openField(start: XmlElement, walk: Walk, code: string, index?: number): void {
  const before = index === undefined ? undefined : walk.fields[index];
  const field = {
    code,
    inResult: before?.inResult ?? start.name === 'w:fldSimple',
    page: walk.isMargin && pageNumbers.test(code),
    wrote: before?.wrote ?? false,
    lines: 0,
    start,
  };
  if (index === undefined) walk.fields.push(field);
  else walk.fields[index] = field;
}

/** Whether what comes is the code of a field, or the number of a page. */
export const isSilent = (walk: Walk): boolean => walk.fields.some(({ inResult, page }) => !inResult || page);

/** Closes the innermost field. Returns what it shows where no result was written: the form fields of old, symbols. */
export function endField(walk: Walk): string {
  const field = walk.fields.pop();
  if (!field || field.page) return '';
  if (field.wrote) {
    // whoever holds it has text now
    const outer = walk.fields.at(-1);
    if (outer) outer.wrote = true;
    return '';
  }
  if (isSilent(walk)) return '';
  const form = child(field.start, 'w:ffData');
  const box = child(form, 'w:checkBox');
  if (box) return (isOn(box, 'w:checked') ?? isOn(box, 'w:default')) ? '☒' : '☐';
  const list = child(form, 'w:ddList');
  if (list) {
    const index = Number(stated(list, 'w:result') ?? stated(list, 'w:default') ?? 0);
    return childrenNamed(list, 'w:listEntry')[index]?.attributes.val ?? '';
  }
  const [, number, font] = /^\s*SYMBOL\s+(\S+)(?:.*\\f\s+"?([^"\\]+)"?)?/i.exec(field.code) ?? [];
  if (number) return symbolOf(font?.trim() ?? '', Number(number).toString(16));
  // the fields for numbers of old; those of lists within a line depend on where they stand
  if (/^\s*AUTONUM\b/i.test(field.code)) return `${++walk.autoNumbers.count}.`;
  if (/^\s*(?:LISTNUM|AUTONUM\w+)\b/i.test(field.code)) walk.leftOut.numbers++;
  return equation(field.code);
}

/** The commonest parts of Word's old fields for formulas: `EQ \f(a,b)`, `EQ \r(3,x)`. */
function equation(code: string): string {
  const formula = /^\s*EQ\s+(.*)$/is.exec(code)?.[1];
  if (formula === undefined) return '';
  return formula
    .replace(/\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)/gi, '($1)/($2)')
    .replace(/\\r\s*\(([^(),;]*)[,;]([^(),;]*)\)/gi, 'root($1, $2)')
    .replace(/\\r\s*\(([^(),;]*)\)/gi, '√($1)')
    .replace(/\\s\\up\d*\s*\(([^()]*)\)/gi, '^($1)')
    .replace(/\\s\\do\d*\s*\(([^()]*)\)/gi, '_($1)')
    .replace(/\\[a-z]+\d*/gi, '')
    .trim();
}
