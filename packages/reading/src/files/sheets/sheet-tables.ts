import type { Range } from '@e965/xlsx';
import { isForm, isPlainlyHeader } from '../tables/find-header.ts';
import type { TableRecords } from '../tables/table-records.ts';
import { filledOf, type Head, headOf, isAllText, loneText, textsOf } from './sheet-header.ts';
import { type SheetRow, textOf } from './visible-rows.ts';

/** What was decided by looks about a sheet: rows above the header by their numbers, whether a header was missing, how many tables it has. */
export type SheetFacts = { titles: number[]; headless: boolean; tables: number };

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
  const filling = new Filling(table);
  // a list in one column has no titles: each of its rows is as long
  const blocks = rows.every(({ cells }) => cells.length < 2) ? [rows] : startsOf(blocksOf(rows));
  for (const block of blocks) filling.add(block, headOf(block, merges));
  return filling.facts;
}

/** Puts the blocks of one sheet into its records, one after the other. */
class Filling {
  readonly facts: SheetFacts = { titles: [], headless: false, tables: 0 };
  readonly #table: TableRecords;
  /** Of the table that rows belong to; none before the first one and behind a form. */
  #columns: string[] = [];
  #titled = false;

  constructor(table: TableRecords) {
    this.#table = table;
  }

  add(block: SheetRow[], head: Head): void {
    const [first] = block;
    const below = block.slice(head.titles.length);
    const isNew = this.#columns.length === 0;
    const texts = below.map(textsOf);
    if (isForm(texts) && (isNew || texts.every(([name = '']) => name.trim().endsWith(':')))) {
      this.#addForm(head.titles, below);
    } else if (isNew || isOtherTable(block, head, { columns: this.#columns, titled: this.#titled })) {
      this.#addTable(block, head);
    } else if (block.length === 1 && first && loneText(first) !== undefined) {
      this.#addText(first);
    } else {
      for (const row of block) this.#addRow(row);
    }
  }

  #addTable(block: SheetRow[], { titles, names, body, hasHeader }: Head): void {
    this.#addTitles(titles);
    const header = block.slice(titles.length, block.length - body.length);
    if (body.length === 0) {
      for (const row of header) this.#addText(row);
      return;
    }
    this.facts.tables++;
    this.facts.headless ||= !hasHeader;
    this.#titled = titles.length > 0;
    this.#columns = padded(names, Math.max(names.length, ...body.slice(0, 1_000).map(({ cells }) => cells.length)));
    this.#table.startTable(this.#columns);
    for (const row of header) this.#table.addText([], row.number, this.#comments(row));
    for (const row of body) this.#addRow(row);
  }

  #addForm(titles: SheetRow[], rows: SheetRow[]): void {
    this.#addTitles(titles);
    this.#columns = [];
    for (const row of rows) {
      const [name = '', value = ''] = textsOf(row).filter((text) => text.trim() !== '');
      this.#table.addPair(name, value, row.number, this.#comments(row));
    }
  }

  #addTitles(titles: SheetRow[]): void {
    for (const row of titles) {
      this.facts.titles.push(row.number);
      this.#addText(row);
    }
  }

  #addText(row: SheetRow): void {
    const lone = loneText(row);
    this.#table.addText(lone === undefined ? textsOf(row) : [lone], row.number, this.#comments(row));
  }

  #addRow(row: SheetRow): void {
    const filled = row.cells.filter((cell) => textOf(cell).trim() !== '');
    // one merged cell over the columns is a heading between rows
    if (filled.length > 1 && loneText(row) !== undefined) this.#addText(row);
    else this.#table.add(padded(textsOf(row), this.#columns.length), row.number, this.#comments(row));
    // a large sheet does not fit into memory twice
    row.cells = [];
  }

  #comments({ comments }: SheetRow): string[] {
    return comments.map(({ column, text }) => {
      const name = (this.#columns[column] ?? '').trim();
      return name === '' ? `Comment: ${text}` : `Comment on ${name}: ${text}`;
    });
  }
}

/** Titles, and a header, with a gap below them belong to the table that follows: the first block is what has a table in it. */
function startsOf(blocks: SheetRow[][]): SheetRow[][] {
  const joined: SheetRow[][] = [];
  let waiting: SheetRow[] = [];
  for (const [at, block] of blocks.entries()) {
    const isTitle = block.every((row) => loneText(row) !== undefined) && block.length <= 3;
    const isHeader = joined.length === 0 && isHeaderOf(block, blocks[at + 1]);
    if ((isTitle || isHeader) && block !== blocks.at(-1)) waiting = [...waiting, ...block];
    else {
      joined.push([...waiting, ...block]);
      waiting = [];
    }
  }
  return joined;
}

/** Whether one row by itself names the columns of the rows behind the gap: it has as many names as those have cells. */
function isHeaderOf(block: SheetRow[], next: SheetRow[] | undefined): boolean {
  const [first] = block;
  if (!first || block.length > 1 || !next) return false;
  const texts = textsOf(first);
  const widest = Math.max(...next.slice(0, 20).map((row) => filledOf(textsOf(row)).length));
  return isAllText(texts) && filledOf(texts).length > 1 && filledOf(texts).length >= widest;
}

const padded = (texts: string[], width: number): string[] =>
  texts.length >= width ? texts : [...texts, ...Array.from({ length: width - texts.length }, () => '')];
