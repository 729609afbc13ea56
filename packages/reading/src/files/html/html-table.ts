import { fillGrid, type GridCell, gridRowText, type SpannedCell } from '../tables/grid.ts';
import { withoutMarks } from '../text/raised.ts';
import type { PageElement } from './html-dom.ts';

/** How to write what stands in a cell: on one line, or as blocks. */
export type CellWriter = { flat(element: PageElement): string; blocks(element: PageElement): string };

/** Rows of a head, a body or a foot: no cell reaches out of its group. */
type Group = { place: number; rows: PageElement[] };
/** `strays`: what stands in a table and in none of its cells. */
type Parts = { captions: PageElement[]; groups: Group[]; strays: (PageElement | string)[] };

const nameOf = (element: PageElement): string => element.tagName.toUpperCase();
/** Where a group is shown, wherever it stands. */
const places: Record<string, number> = { THEAD: 0, TBODY: 1, TFOOT: 2 };

/** The words that stand in an element itself, which a browser shows before the table. */
const wordsIn = (element: PageElement): string[] =>
  [...element.childNodes].flatMap((node) => {
    const text = node.nodeType === 3 ? (node.nodeValue ?? '').replace(/\s+/gu, ' ').trim() : '';
    return text === '' ? [] : [withoutMarks(text)];
  });

/** The parts of a table without those of tables within it. Rows may stand in forms and other elements that do not belong there. */
function partsOf(table: PageElement): Parts {
  const parts: Parts = { captions: [], groups: [], strays: [] };
  const visit = (element: PageElement, group: Group | undefined) => {
    let open = group;
    parts.strays.push(...wordsIn(element));
    for (const child of element.children) {
      const name = nameOf(child);
      const place = places[name];
      if (name === 'CAPTION') parts.captions.push(child);
      else if (name === 'TR') {
        if (!open) {
          open = { place: 1, rows: [] };
          parts.groups.push(open);
        }
        open.rows.push(child);
        parts.strays.push(...wordsIn(child));
      } else if (place !== undefined) {
        const own = { place, rows: [] };
        parts.groups.push(own);
        visit(child, own);
        open = undefined;
      } else if (name !== 'TABLE' && [...child.querySelectorAll('tr')].length > 0) visit(child, open);
      else parts.strays.push(child);
    }
  };
  visit(table, undefined);
  parts.groups.sort((a, b) => a.place - b.place);
  return parts;
}

/** The cells of a row, also those in elements that do not belong there; words that stand in none are one. */
const cellsOf = (row: PageElement): PageElement[] =>
  [...row.children].flatMap((cell) => {
    const name = nameOf(cell);
    if (/^T[DH]$/.test(name)) return [cell];
    if (name !== 'TABLE' && [...cell.querySelectorAll('td, th')].length > 0) return cellsOf(cell);
    return (cell.textContent ?? '').trim() === '' || /^(?:SCRIPT|STYLE|TEMPLATE)$/.test(name) ? [] : [cell];
  });

function span(cell: PageElement, name: string, least: number): number {
  const count = Number.parseInt(cell.getAttribute(name) ?? '1', 10);
  return Number.isInteger(count) && count >= least ? count : 1;
}

/** A cell that holds more is a part of a page, not a value. */
const longestCell = 1_000;

/** Whether a table only places the parts of a page or a mail: then each cell is read as a part. */
function isLayout(table: PageElement, { captions, groups }: Parts): boolean {
  if (/^(?:presentation|none)$/i.test(table.getAttribute('role') ?? '')) return true;
  const cells = groups.flatMap(({ rows }) => rows.map(cellsOf));
  const width = Math.max(0, ...cells.map((row) => row.reduce((sum, cell) => sum + span(cell, 'colspan', 1), 0)));
  if (width <= 1) return true;
  const has = (selector: string) =>
    cells.some((row) => row.some((cell) => [...cell.querySelectorAll(selector)].length > 0));
  const isNamed = captions.length > 0 || cells.some((row) => row.some((cell) => nameOf(cell) === 'TH'));
  if (!isNamed) return has('table, h1, h2, h3, h4, h5, h6');
  return has('table') && cells.some((row) => row.some((cell) => (cell.textContent ?? '').length > longestCell));
}

function gridOf({ groups }: Parts, { flat }: CellWriter): GridCell[][] {
  const rows: SpannedCell[][] = [];
  for (const group of groups) {
    for (const [i, row] of group.rows.entries()) {
      const left = group.rows.length - i;
      rows.push(
        cellsOf(row).map((cell) => {
          const rowSpan = span(cell, 'rowspan', 0);
          return {
            text: flat(cell),
            rowSpan: rowSpan === 0 ? left : Math.min(rowSpan, left),
            colSpan: span(cell, 'colspan', 1),
            header: nameOf(cell) === 'TH' || group.place === 0,
          };
        }),
      );
    }
  }
  return fillGrid(rows);
}

/** A row whose only text reaches over all of it is a line of its own. */
function rowText(row: GridCell[]): string {
  const [only] = row;
  const isWhole =
    only && !only.merged && row.every((cell) => cell === only || (cell.merged && cell.text === only.text));
  return isWhole ? only.text.replace(/\s+/gu, ' ').trim() : gridRowText(row);
}

/** A table as text: its caption, then a line for each row with merged cells in each place that they reach over. */
export function tableText(table: PageElement, writer: CellWriter): string {
  const parts = partsOf(table);
  const { captions, groups, strays } = parts;
  const around = [...captions, ...strays].map((part) => (typeof part === 'string' ? part : writer.blocks(part)));
  if (isLayout(table, parts)) {
    const cells = groups.flatMap(({ rows }) => rows.flatMap(cellsOf));
    return [...around, ...cells.map(writer.blocks)].filter(Boolean).join('\n\n');
  }
  const rows = gridOf(parts, writer).map(rowText).filter(Boolean).join('\n');
  return [...around, rows].filter(Boolean).join('\n');
}

/** A table in a cell of another one, on one line: its cells apart by commas, its rows by semicolons. */
export function nestedTableText(table: PageElement, writer: CellWriter): string {
  const parts = partsOf(table);
  const around = [...parts.captions, ...parts.strays].map((part) =>
    typeof part === 'string' ? part : writer.flat(part),
  );
  const rows = gridOf(parts, writer).map((row) =>
    row
      .filter(({ merged, text }) => !merged && text !== '')
      .map(({ text }) => text)
      .join(', '),
  );
  return [...around, ...rows].filter(Boolean).join('; ');
}
