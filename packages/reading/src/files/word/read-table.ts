import type { Block, Table, TableCell } from './model.ts';
import { isGone, type Walk, within } from './walk.ts';
import { child, elementsOf, isOn, stated, type XmlElement } from './xml-tree.ts';

const blank = (colSpan: number): TableCell => ({ blocks: [], rowSpan: 1, colSpan, header: false });

/** A number of columns as a file states it. */
const columns = (text: string | undefined, usual: number): number => {
  const count = Number(text ?? usual);
  return Number.isInteger(count) && count > 0 ? Math.min(count, 1_000) : usual;
};

/** `restart` begins a merged cell, `continue` is covered by it; undefined: not merged. */
function mergeOf(properties: XmlElement | undefined, name: string): 'restart' | 'continue' | undefined {
  const merge = child(properties, name);
  return merge && (merge.attributes.val === 'restart' ? 'restart' : 'continue');
}

/** The rows of a table that are shown, with each merged cell once, where it begins. */
export function readTable(element: XmlElement, walk: Walk): Table {
  const rows: TableCell[][] = [];
  /** The cells that reach down so far, by the column in which they begin. */
  const open = new Map<number, TableCell>();
  for (const row of within(element, 'w:tr', walk)) {
    const properties = child(row, 'w:trPr');
    if (isGone(properties, walk)) {
      walk.leftOut.deletions += walk.revision === 'accepted' && child(properties, 'w:del') ? 1 : 0;
      continue;
    }
    if (isOn(properties, 'w:hidden')) {
      walk.leftOut.hidden++;
      continue;
    }
    rows.push(readRow(row, properties, open, walk));
  }
  return { kind: 'table', rows };
}

function readRow(
  row: XmlElement,
  properties: XmlElement | undefined,
  open: Map<number, TableCell>,
  walk: Walk,
): TableCell[] {
  const cells: TableCell[] = [];
  const before = columns(stated(properties, 'w:gridBefore'), 0);
  const after = columns(stated(properties, 'w:gridAfter'), 0);
  const header = isOn(properties, 'w:tblHeader') ?? false;
  if (before > 0) cells.push(blank(before));
  let column = before;
  for (const element of within(row, 'w:tc', walk)) {
    const own = child(element, 'w:tcPr');
    const colSpan = columns(stated(own, 'w:gridSpan'), 1);
    const blocks = walk.blocksOf(elementsOf(element), walk);
    const left = cells.at(-1);
    const above = open.get(column);
    if (mergeOf(own, 'w:hMerge') === 'continue' && left) left.colSpan += colSpan;
    else if (mergeOf(own, 'w:vMerge') === 'continue' && above) above.rowSpan++;
    else cells.push(cellAt(column, { blocks, rowSpan: 1, colSpan, header }, mergeOf(own, 'w:vMerge'), open));
    column += colSpan;
  }
  if (after > 0) cells.push(blank(after));
  return cells;
}

/** Notes where a cell begins that others below it may continue; whatever reached down there has ended. */
function cellAt(
  column: number,
  cell: TableCell & { blocks: Block[] },
  merge: 'restart' | 'continue' | undefined,
  open: Map<number, TableCell>,
): TableCell {
  for (let x = column; x < column + cell.colSpan; x++) open.delete(x);
  if (merge === 'restart') open.set(column, cell);
  return cell;
}
