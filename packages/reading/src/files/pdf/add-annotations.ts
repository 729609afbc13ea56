import { type Addition, type Annotation, additionOf, cellsOf } from './annotation-cells.ts';
import type { Cell } from './line-cells.ts';
import type { Block, Line } from './place-lines.ts';

type Rect = { left: number; top: number; right: number; bottom: number };

const rectOf = ([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[]): Rect => ({
  left: Math.min(x1, x2),
  top: Math.min(y1, y2),
  right: Math.max(x1, x2),
  bottom: Math.max(y1, y2),
});

const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();

/** The share of a line's height that a rectangle reaches over. */
function shared({ box }: Line, { top, bottom }: Rect): number {
  const both = Math.min(box.y + box.height, bottom) - Math.max(box.y, top);
  return both / Math.max(1, Math.min(box.height, bottom - top));
}

const isUpright = ({ angle }: Line): boolean => angle === 0;

/** Flattened forms and marked words have their text on the page already: it is not said twice. */
function isPrinted(lines: Line[], { text, kind }: Addition, rect: Rect): boolean {
  const wanted = squeezed(text);
  const near = lines.filter((line) => {
    const { x, y, width, height } = line.box;
    const slack = kind === 'note' ? 3 : 1;
    return (
      x < rect.right + slack &&
      x + width > rect.left - slack &&
      y < rect.bottom + slack &&
      y + height > rect.top - slack
    );
  });
  return squeezed(near.map((line) => line.text).join('')).includes(wanted);
}

/** The line on the same height whose end is nearest to the left of a field, which is what people read as its name. */
function labelBeside(lines: Line[], rect: Rect): Line | undefined {
  const left = lines.filter((line) => isUpright(line) && shared(line, rect) > 0.5 && line.from < rect.left);
  return left.toSorted((a, b) => b.from - a.from)[0];
}

/** The words to the right of a box that is ticked, else those to its left. */
function labelOfMark(lines: Line[], rect: Rect): { line: Line; cell: number; before: boolean } | undefined {
  const height = rect.bottom - rect.top;
  for (const before of [true, false]) {
    for (const line of lines) {
      if (!isUpright(line) || shared(line, rect) <= 0.5) continue;
      const cell = line.cells.findIndex(({ from, to }) => {
        const gap = before ? from - rect.right : rect.left - to;
        return gap > -height / 2 && gap < Math.max(20, 2 * height);
      });
      if (cell !== -1) return { line, cell, before };
    }
  }
  return undefined;
}

/** In a table they go to the column on their left, which has their name. */
function inColumns(columns: Cell[][], cells: Cell[]): Cell[][] {
  const left = cells[0]?.from ?? 0;
  const at = columns.findLastIndex(([first]) => first !== undefined && first.from <= left);
  return columns.map((column, i) => (i === Math.max(0, at) ? [...column, ...cells] : column));
}

/** A line with cells put in, its text and its ends made anew. */
function withCells(line: Line, at: number, cells: Cell[]): Line {
  const all = line.cells.toSpliced(at, 0, ...cells);
  return {
    ...line,
    cells: all,
    ...(line.columns ? { columns: inColumns(line.columns, cells) } : {}),
    text: all.map(({ text }) => text).join(' '),
    to: all.reduce((end, { to }) => Math.max(end, to), line.to),
    from: all.reduce((start, { from }) => Math.min(start, from), line.from),
  };
}

const replace = (lines: Line[], old: Line, line: Line): Line[] => lines.map((each) => (each === old ? line : each));

/** Lines of their own, behind the last line that is above them and begins no further right. */
function insert(lines: Line[], cells: Cell[], rect: Rect, size: number): Line[] {
  const height = (rect.bottom - rect.top) / Math.max(1, cells.length);
  const block: Block = { kind: 'addition' };
  const own = cells.map((cell, i): Line => {
    const box = { ...cell.box, y: cell.box.y + (cells.length > 1 ? i * height : 0), height };
    const across = box.y + Math.min(height, 1.2 * size) * 0.8;
    return { ...cell, box, size, angle: 0, across, cells: [{ ...cell, box }], block };
  });
  const above = lines.findLastIndex((line) => line.across <= rect.bottom && line.box.x <= rect.right);
  return lines.toSpliced(above + 1, 0, ...own);
}

function addField(lines: Line[], addition: Addition, rect: Rect, size: number): Line[] {
  const cells = cellsOf(addition.text, addition.rect, size);
  const [first, ...more] = cells;
  if (!first) return lines;
  const beside = labelBeside(lines, rect);
  if (beside) {
    const at = beside.cells.findIndex((cell) => cell.from >= rect.left);
    return replace(lines, beside, withCells(beside, at === -1 ? beside.cells.length : at, cells));
  }
  const above = lines.some(
    (line) =>
      line.across <= rect.top + size &&
      rect.top - line.across < 2 * size &&
      line.box.x < rect.right &&
      line.box.x + line.box.width > rect.left,
  );
  const named = addition.label !== '' && !above ? { ...first, text: `${addition.label}: ${first.text}` } : first;
  return insert(lines, [named, ...more], rect, size);
}

function addMark(lines: Line[], addition: Addition, rect: Rect, size: number): Line[] {
  const place = labelOfMark(lines, rect);
  const [mark] = cellsOf(addition.text, addition.rect, size);
  if (!mark) return lines;
  if (place) return replace(lines, place.line, withCells(place.line, place.cell + (place.before ? 0 : 1), [mark]));
  // a box without a name says nothing unless it is ticked
  if (addition.label === '') return lines;
  return insert(lines, [{ ...mark, text: `${mark.text} ${addition.label}` }], rect, size);
}

/**
 * The lines of a page with what was filled into its fields (beside their names), typed onto it, and noted about it (at its end). What
 * the page shows already is not repeated. `toPage`: from PDF space to points from the top left of the page as it is shown.
 */
export function addAnnotations(
  lines: Line[],
  annotations: Annotation[],
  { size, toPage }: { size: number; toPage: (rect: number[]) => number[] },
): Line[] {
  const additions = annotations.map(additionOf).filter((addition) => addition !== undefined);
  let all = lines;
  for (const each of additions) {
    const addition = { ...each, rect: toPage(each.rect) };
    const rect = rectOf(addition.rect);
    if (addition.kind === 'mark') all = addMark(all, addition, rect, size);
    else if (isPrinted(lines, addition, rect)) continue;
    else if (addition.kind === 'field') all = addField(all, addition, rect, size);
  }
  return [...all, ...notesOf(additions, lines, { size, toPage })];
}

/** Notes follow the page: put between its lines they would cut its sentences. */
function notesOf(
  additions: Addition[],
  lines: Line[],
  { size, toPage }: { size: number; toPage: (rect: number[]) => number[] },
): Line[] {
  const bottom = lines.reduce((lowest, { across }) => Math.max(lowest, across), 0);
  return additions
    .filter((addition) => addition.kind === 'note')
    .map((addition) => ({ ...addition, rect: toPage(addition.rect) }))
    .filter((addition) => !isPrinted(lines, addition, rectOf(addition.rect)))
    .flatMap((addition, i) => {
      const [cell] = cellsOf(`${addition.label}: ${addition.text.replace(/\s+/gu, ' ')}`, addition.rect, size);
      const across = bottom + (i + 1) * 10 * size;
      return cell ? [{ ...cell, size, angle: 0, across, cells: [cell], block: { kind: 'addition' } }] : [];
    });
}
