import { noHeaderNote, titlesNote } from '../tables/plan-table.ts';
import type { SheetFacts } from './sheet-tables.ts';
import type { Hidden } from './visible-rows.ts';

/** What was counted while a workbook was read. `sheets`: hidden ones that were left out. */
export type WorkbookCounts = {
  hidden: Hidden & { sheets: number };
  formulas: { computed: number; shown: number };
  errors: number;
  /** Names of the parts of the file. */
  parts: readonly string[];
};

export type ReadSheet = { name: string; facts: SheetFacts };

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

function listed(items: string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

const some = (items: [count: number, one: string, many: string][]): { text: string; count: number } => {
  const there = items.filter(([count]) => count > 0);
  return {
    text: listed(there.map(([count, one, many]) => counted(count, one, many))),
    count: there.reduce((sum, [count]) => sum + count, 0),
  };
};

/** What is hidden, in words; '' for nothing. */
export function hiddenInWords({ sheets, rows, columns, filtered }: WorkbookCounts['hidden']): string {
  const left = some([
    [sheets, 'hidden sheet', 'hidden sheets'],
    [rows, 'hidden row', 'hidden rows'],
    [columns, 'hidden column', 'hidden columns'],
    [filtered, 'row that a filter hides', 'rows that a filter hides'],
  ]);
  return left.count === 0 ? '' : `${left.text} ${left.count === 1 ? 'was' : 'were'} not read.`;
}

const drawn: [pattern: RegExp, one: string, many: string][] = [
  [/^xl\/(?:charts\/chart(?:Ex)?\d*\.xml|chartsheets\/[^/]+\.xml)$/i, 'chart', 'charts'],
  [/^xl\/media\/[^/]+$/i, 'picture', 'pictures'],
  [/^xl\/pivotCache\/pivotCacheDefinition[^/]*\.xml$/i, 'pivot table’s source data', 'pivot tables’ source data'],
  [/^xl\/embeddings\/[^/]+$/i, 'embedded file', 'embedded files'],
];

function sheetNotes(sheets: ReadSheet[]): string[] {
  const several = sheets.length > 1;
  return sheets.flatMap(({ name, facts }) => {
    const where = several ? `Sheet “${name}”: ` : '';
    const notes: string[] = [];
    if (facts.titles.length > 0) notes.push(where + titlesNote(facts.titles));
    if (facts.headless) notes.push(where + noHeaderNote);
    if (facts.tables > 1) {
      notes.push(
        `${where}${counted(facts.tables, 'table', 'tables')} were found, one below the other. Each was read with its own header.`,
      );
    }
    return notes;
  });
}

/** At most so many sentences about single sheets: a workbook may have hundreds of them. */
const mostAboutSheets = 6;

/** What of a workbook was not read or was decided by looks, in words for people. */
export function workbookNotes(sheets: ReadSheet[], { hidden, formulas, errors, parts }: WorkbookCounts): string[] {
  const notes: string[] = [];
  const left = hiddenInWords(hidden);
  if (left !== '') notes.push(`${left} To read what is hidden, change the extraction options.`);
  if (formulas.computed + formulas.shown > 0) {
    const how = some([
      [formulas.computed, 'was computed', 'were computed'],
      [formulas.shown, 'is shown as the formula', 'are shown as formulas'],
    ]);
    const all = counted(formulas.computed + formulas.shown, 'formula has', 'formulas have');
    notes.push(`${all} no stored result: ${how.text}.`);
  }
  if (errors > 0) notes.push(`${counted(errors, 'cell shows an error', 'cells show errors')} such as #N/A.`);
  const pictures = some(
    drawn.map(
      ([pattern, one, many]) =>
        [parts.filter((part) => pattern.test(part)).length, one, many] as [number, string, string],
    ),
  );
  if (pictures.count > 0) notes.push(`${pictures.text} ${pictures.count === 1 ? 'was' : 'were'} not read.`);
  const about = sheetNotes(sheets);
  notes.push(...about.slice(0, mostAboutSheets));
  if (about.length > mostAboutSheets) notes.push('Other sheets have titles or tables like these.');
  return notes;
}
