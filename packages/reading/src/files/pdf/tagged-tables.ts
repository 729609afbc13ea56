import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Cell } from './line-cells.ts';
import { placeCells } from './place-cells.ts';
import { type Block, type FontStyle, type GlyphRun, type Line, placeLines } from './place-lines.ts';

/** A node of the structure that tagged PDFs have beside their pages: `Table`, `TR`, `TD`, and stretches of content by their ids. */
type Node = { role?: string; type?: string; id?: string; rowSpan?: number; colSpan?: number; children?: Node[] };

/** A cell as its document has it: the ids of its content, and how many rows and columns it reaches over. */
type TaggedCell = { ids: string[]; rowSpan: number; colSpan: number };
type TaggedTable = TaggedCell[][];

/** A cell of more characters is a part of a page: such a table was made to arrange it. */
const mostCellChars = 500;

const contentOf = (node: Node): string[] =>
  node.type === 'content' && node.id !== undefined ? [node.id] : (node.children ?? []).flatMap(contentOf);

const rowsOf = (node: Node): Node[] =>
  (node.children ?? []).flatMap((child) =>
    child.role === 'TR' ? [child] : child.role === 'Table' ? [] : rowsOf(child),
  );

const isCell = ({ role }: Node): boolean => role === 'TD' || role === 'TH';

const span = (stated: number | undefined): number => Math.min(1_000, Math.max(1, Math.floor(stated ?? 1)));
const cellOf = (node: Node): TaggedCell => ({
  ids: contentOf(node),
  rowSpan: span(node.rowSpan),
  colSpan: span(node.colSpan),
});

function tablesOf(node: Node): TaggedTable[] {
  if (node.role !== 'Table') return (node.children ?? []).flatMap(tablesOf);
  const rows = rowsOf(node).map((row) => (row.children ?? []).filter(isCell).map(cellOf));
  const isTable = rows.length > 1 && rows.some((cells) => cells.length > 1);
  return isTable ? [rows] : [];
}

/** The runs of a page with the id of the content that each belongs to. */
type Marked = { runs: (GlyphRun & { mark: string | undefined })[]; styles: Record<string, FontStyle> };

async function markedRuns(page: PDFPageProxy): Promise<Marked> {
  const content = await page.getTextContent({ includeMarkedContent: true });
  const runs: Marked['runs'] = [];
  const open: (string | undefined)[] = [];
  for (const item of content.items) {
    if ('str' in item) runs.push({ ...item, mark: open.findLast((id) => id !== undefined) });
    else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.id);
  }
  return { runs, styles: content.styles };
}

/** The rows of a table as lines, each cell with its own stretches; undefined for one that only arranges its page. */
function rowLines(table: TaggedTable, { runs, styles }: Marked, viewport: number[]): Line[] | undefined {
  const block: Block = { kind: 'table' };
  const placed = (ids: string[]) =>
    placeLines(
      runs.filter(({ mark }) => mark !== undefined && ids.includes(mark)),
      styles,
      viewport,
    );
  const cells = table.map((row) => row.map((cell) => ({ ...cell, lines: placed(cell.ids) })));
  const grid = placeCells(
    cells.map((row) => row.map(({ lines, ...spans }) => ({ ...spans, cells: lines.flatMap((line) => line.cells) }))),
  );
  if (grid.flat().some((column) => lengthOf(column) > mostCellChars)) return undefined;
  return grid.flatMap((columns, y) => {
    // a row that only repeats what is merged from above has no line of its own
    const first = cells[y]?.flatMap(({ lines }) => lines)[0];
    const all = columns.flat();
    return first ? [{ ...first, text: all.map(({ text }) => text).join(' '), cells: all, columns, block }] : [];
  });
}

const lengthOf = (cells: Cell[]): number => cells.reduce((sum, { text }) => sum + text.length, 0);

/** The lines of a page with the tables that its tags name as rows; undefined where it names none. */
export async function linesWithTables(page: PDFPageProxy, viewport: number[]): Promise<Line[] | undefined> {
  const tree: Node | null = await page.getStructTree().catch(() => null);
  const tables = tree ? tablesOf(tree) : [];
  if (tables.length === 0) return undefined;
  const marked = await markedRuns(page);
  const found = tables.flatMap((table) => {
    const lines = rowLines(table, marked, viewport);
    return lines && lines.length > 1 ? [{ ids: new Set(table.flat().flatMap((cell) => cell.ids)), lines }] : [];
  });
  const all: Line[] = [];
  let text: GlyphRun[] = [];
  const flush = () => {
    all.push(...placeLines(text, marked.styles, viewport));
    text = [];
  };
  const done = new Set<object>();
  for (const run of marked.runs) {
    const table = found.find(({ ids }) => run.mark !== undefined && ids.has(run.mark));
    if (!table) text.push(run);
    else if (!done.has(table)) {
      flush();
      all.push(...table.lines);
      done.add(table);
    }
  }
  flush();
  return all;
}
