import type { Range } from '@e965/xlsx';
import { findHead, isPlainlyHeader } from '../tables/find-header.ts';
import type { TableRecords } from '../tables/table-records.ts';
import type { SheetRow } from './visible-rows.ts';

/** What was decided by looks about a sheet: rows above the header by their numbers, whether a header was missing, how many tables it has. */
export type SheetFacts = { titles: number[]; headless: boolean; tables: number };

const textsOf = (row: SheetRow): string[] => row.cells.map(({ text }) => text);
const filledOf = (texts: string[]): number[] => texts.flatMap((text, at) => (text.trim() === '' ? [] : [at]));

/** The one text of a row whose other places are blank, or filled from one merged cell: a heading between rows, a remark. */
function loneText(row: SheetRow): string | undefined {
  const filled = row.cells.filter(({ text }) => text.trim() !== '');
  const [first] = filled;
  if (!first) return '';
  const isOne =
    filled.length === 1 || (first.merge !== undefined && filled.every(({ merge }) => merge === first.merge));
  return isOne ? first.text : undefined;
}

const groupsUnder = (row: SheetRow, merges: readonly Range[]): boolean =>
  row.cells.some(({ merge }) => {
    const range = merge === undefined ? undefined : merges[merge];
    return range !== undefined && range.e.c > range.s.c;
  });

/**
 * Names over several columns each without being merged: below each of them are the same names, two or more. The group of each column,
 * or undefined when the rows are no such header.
 */
function spreadGroups(above: SheetRow | undefined, below: SheetRow | undefined): string[] | undefined {
  if (!above || !below || below.gap || above.cells.some(({ merge }) => merge !== undefined)) return undefined;
  const texts = textsOf(above);
  const names = textsOf(below);
  if (filledOf(texts).length < 2 || !isAllText(names)) return undefined;
  let group = '';
  const groups = names.map((_, at) => {
    if ((texts[at] ?? '').trim() !== '') group = texts[at] ?? '';
    return group;
  });
  const under = [...new Set(groups.filter((name) => name !== ''))].map((name) =>
    names.filter((_, at) => groups[at] === name),
  );
  const [first = []] = under;
  const alike = under.length > 1 && first.length > 1 && under.every((own) => own.join('\n') === first.join('\n'));
  return alike ? groups : undefined;
}

const joinNames = (above: string, below: string): string =>
  above.trim() === '' || above === below ? below : below.trim() === '' ? above : `${above} ${below}`;

const isAllText = (texts: string[]): boolean =>
  texts.every((text) => !/^[\d\s.,%-]+$/.test(text) || text.trim() === '');

/** How many of the rows make up the header, and the names of the columns: what is over several columns is said with each of them. */
function headerOf(rows: SheetRow[], merges: readonly Range[]): { names: string[]; count: number } {
  const [first] = rows;
  if (!first) return { names: [], count: 0 };
  let names = textsOf(first);
  let count = 1;
  for (let row = first; count < Math.min(4, rows.length - 1) && groupsUnder(row, merges); count++) {
    const next = rows[count];
    if (!next || next.gap || loneText(next) !== undefined || !isAllText(textsOf(next))) break;
    const below = textsOf(next);
    names = Array.from({ length: Math.max(names.length, below.length) }, (_, at) =>
      joinNames(names[at] ?? '', below[at] ?? ''),
    );
    row = next;
  }
  return { names, count };
}

/** Rows between two gaps, with the index of the first. */
function blocksOf(rows: SheetRow[]): SheetRow[][] {
  const blocks: SheetRow[][] = [];
  for (const row of rows) {
    const block = blocks.at(-1);
    if (block && !row.gap) block.push(row);
    else blocks.push([row]);
  }
  return blocks;
}

type Head = { titles: SheetRow[]; names: string[]; body: SheetRow[]; hasHeader: boolean };

function headOf(rows: SheetRow[], merges: readonly Range[]): Head {
  const texts = rows.slice(0, 60).map((row) => {
    const lone = loneText(row);
    return lone === undefined ? textsOf(row) : [lone];
  });
  const { titles, hasHeader } = findHead(texts);
  const above = rows.slice(0, titles);
  const below = rows.slice(titles);
  if (!hasHeader) return { titles: above, names: (below[0]?.cells ?? []).map(() => ''), body: below, hasHeader };
  // groups of columns have so few names that they may have been taken for a title
  for (const at of [titles - 1, titles]) {
    const names = rows[at + 1];
    const groups = rows.length > at + 2 ? spreadGroups(rows[at], names) : undefined;
    if (!groups || !names) continue;
    const joined = textsOf(names).map((name, column) => joinNames(groups[column] ?? '', name));
    return { titles: rows.slice(0, at), names: joined, body: rows.slice(at + 2), hasHeader };
  }
  const { names, count } = headerOf(below, merges);
  return { titles: above, names, body: below.slice(count), hasHeader };
}

/** Whether a block of rows is another table than the one above it. `titled`: that one has a title. */
function isOtherTable(
  block: SheetRow[],
  head: Head,
  { columns, titled }: { columns: string[]; titled: boolean },
): boolean {
  if (head.body.length === 0 || !head.hasHeader) return false;
  const texts = textsOf(block[head.titles.length] as SheetRow);
  if (filledOf(texts).length < 2) return false;
  const below = head.body.map(textsOf);
  if (texts.join('\n') === columns.join('\n')) return true;
  if (isPlainlyHeader(texts, below)) return true;
  // a line above rows is a heading within a table as often as the title of another one
  if (head.titles.length > 0 && titled && isAllText(texts)) return true;
  const own = filledOf(texts).join();
  const others = [...new Set(below.flatMap(filledOf))].sort((a, b) => a - b).join();
  return isAllText(texts) && below.length > 1 && own === others && own !== filledOf(columns).join();
}

/** The rows of a sheet as records: each table with its own header, titles and remarks by themselves, comments with their row. */
export function addSheet(table: TableRecords, rows: SheetRow[], merges: readonly Range[]): SheetFacts {
  const facts: SheetFacts = { titles: [], headless: false, tables: 0 };
  let columns: string[] = [];
  let titled = false;
  const more = (row: SheetRow) =>
    row.comments.map(({ column, text }) => {
      const name = (columns[column] ?? '').trim();
      return name === '' ? `Comment: ${text}` : `Comment on ${name}: ${text}`;
    });
  const add = (row: SheetRow) => {
    const lone = row.cells.length > 1 ? loneText(row) : undefined;
    const isHeading = lone !== undefined && row.cells.filter(({ text }) => text.trim() !== '').length > 1;
    if (isHeading) table.addText([lone], row.number, more(row));
    else table.add(padded(textsOf(row), columns.length), row.number, more(row));
  };
  // a list in one column has no titles: each of its rows is as long
  const blocks = rows.every(({ cells }) => cells.length < 2) ? [rows] : startsOf(blocksOf(rows));
  for (const [index, block] of blocks.entries()) {
    const head = headOf(block, merges);
    if (index === 0 || isOtherTable(block, head, { columns, titled })) {
      facts.tables++;
      titled = head.titles.length > 0;
      facts.headless ||= !head.hasHeader;
      for (const row of head.titles) {
        facts.titles.push(row.number);
        table.addText([loneText(row) ?? textsOf(row).join(' ')], row.number, more(row));
      }
      const width = Math.max(head.names.length, ...head.body.slice(0, 1_000).map(({ cells }) => cells.length));
      columns = padded(head.names, width);
      table.startTable(columns);
      const header = block.slice(head.titles.length, block.length - head.body.length);
      for (const row of header) if (row.comments.length > 0) table.addText([], row.number, more(row));
      for (const row of head.body) add(row);
    } else if (block.length === 1 && block[0] && loneText(block[0]) !== undefined) {
      const [row] = block;
      table.addText([loneText(row) ?? ''], row.number, more(row));
    } else for (const row of block) add(row);
  }
  return facts;
}

/** Titles with a gap below them belong to the table that follows: the first block is what has a table in it. */
function startsOf(blocks: SheetRow[][]): SheetRow[][] {
  const joined: SheetRow[][] = [];
  let waiting: SheetRow[] = [];
  for (const block of blocks) {
    const isTitle = block.every((row) => loneText(row) !== undefined) && block.length <= 3;
    if (isTitle && block !== blocks.at(-1)) waiting = [...waiting, ...block];
    else {
      joined.push([...waiting, ...block]);
      waiting = [];
    }
  }
  return joined;
}

const padded = (texts: string[], width: number): string[] =>
  texts.length >= width ? texts : [...texts, ...Array.from({ length: width - texts.length }, () => '')];
