import { around, boxOf, type Cell, type Corners, type Part, readCells } from './line-cells.ts';

/** A stretch of glyphs as pdf.js gives it; `transform` leads from glyph space to PDF space. */
export type GlyphRun = {
  str: string;
  dir: string;
  transform: number[];
  width: number;
  height: number;
  fontName: string;
};
export type FontStyle = { ascent?: number; descent?: number; vertical?: boolean };

/**
 * A line of text on the page. `along` and `across` measure in its own direction of writing: `across` grows towards the next line,
 * `from` and `to` are its ends. `angle` in whole degrees. `cells`: its stretches in reading order, apart where the gap between them is
 * wider than any between words. `text` is the cells joined by a space. `block`: the same one in all lines that belong together whatever
 * their distance: rows of a table, or what was added to the page.
 */
export type Line = Cell & {
  size: number;
  angle: number;
  across: number;
  cells: Cell[];
  block?: Block;
  columns?: Cell[][];
};
export type Block = { kind: 'table' | 'addition' };

type Piece = { corners: Corners; size: number; angle: number; across: number; from: number; to: number };

const multiply = (m: number[], n: number[]): number[] => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
};

/** Where a run stands: `viewport` turns PDF space into points from the top left of the page as it is shown. */
function place(run: GlyphRun, style: FontStyle | undefined, viewport: number[]): Piece {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = multiply(viewport, run.transform);
  const size = Math.hypot(c, d) || run.height || 1;
  const stretch = Math.hypot(a, b) || 1;
  const vertical = style?.vertical === true;
  // the direction of writing and the direction that points up from the baseline
  const along = vertical ? { x: -c / size, y: -d / size } : { x: a / stretch, y: b / stretch };
  const up = vertical ? { x: a / stretch, y: b / stretch } : { x: c / size, y: d / size };
  const length = vertical ? run.height : run.width;
  const ascent = size * (vertical ? 0.5 : style?.ascent || 0.8);
  const descent = size * (vertical ? -0.5 : style?.descent || -0.2);
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [forward, upward] of [
    [0, ascent],
    [0, descent],
    [length, ascent],
    [length, descent],
  ] as const) {
    xs.push(x + along.x * forward + up.x * upward);
    ys.push(y + along.y * forward + up.y * upward);
  }
  const from = x * along.x + y * along.y;
  return {
    corners: { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) },
    size,
    angle: Math.round((Math.atan2(along.y, along.x) * 180) / Math.PI),
    across: -along.y * x + along.x * y,
    from,
    to: from + length,
  };
}

/** A line that grows. Its parts are kept apart, since right-to-left text may be drawn from either end. */
type Draft = Piece & { parts: Part[]; rightToLeft: boolean };

/** Set higher than its line, and mostly smaller, as powers and the marks of footnotes are. */
function isRaised(line: Draft, piece: Piece): boolean {
  const rise = (line.across - piece.across) / line.size;
  return rise >= (piece.size <= 0.85 * line.size ? 0.15 : 0.25);
}

function continues(line: Draft, piece: Piece, rightToLeft: boolean): boolean {
  if (line.angle !== piece.angle) return false;
  const isClose = Math.abs(piece.from - line.to) < 0.2 * line.size;
  const reach = isClose && isRaised(line, piece) ? 0.7 : 0.5;
  if (Math.abs(piece.across - line.across) >= reach * Math.max(line.size, piece.size)) return false;
  // a jump back on the same height is another column or a second drawing, not the next word
  const slack = 2 * line.size;
  return piece.from > line.to - slack || (rightToLeft && piece.to < line.from + slack);
}

function grown(line: Draft, piece: Piece, text: string): Draft {
  line.parts.push({ text, from: piece.from, to: piece.to, corners: piece.corners, raised: isRaised(line, piece) });
  return {
    ...line,
    // a small raised figure must not become the measure of its line
    size: Math.max(line.size, piece.size),
    across: piece.size > line.size ? piece.across : line.across,
    corners: around(line.corners, piece.corners),
    from: Math.min(line.from, piece.from),
    to: Math.max(line.to, piece.to),
    parts: line.parts,
  };
}

function finish(draft: Draft): Line | undefined {
  const cells = readCells(draft.parts, draft);
  const text = cells.map((cell) => cell.text).join(' ');
  if (text === '') return undefined;
  const { size, angle, across, from, to } = draft;
  return { text, box: boxOf(draft.corners), size, angle, across, from, to, cells };
}

/** Joins runs, in the order the document draws them, into lines. The same runs give the same lines. */
export function placeLines(runs: GlyphRun[], styles: Record<string, FontStyle>, viewport: number[]): Line[] {
  const drafts: Draft[] = [];
  let blank = false;
  for (const run of runs) {
    if (run.str.trim() === '') {
      blank ||= run.str !== '';
      continue;
    }
    const piece = place(run, styles[run.fontName], viewport);
    const rightToLeft = run.dir === 'rtl';
    const line = drafts.at(-1);
    if (line && continues(line, piece, rightToLeft)) {
      drafts[drafts.length - 1] = grown(line, piece, blank ? ` ${run.str}` : run.str);
    } else {
      const { from, to, corners } = piece;
      drafts.push({ ...piece, rightToLeft, parts: [{ text: run.str, from, to, corners, raised: false }] });
    }
    blank = false;
  }
  return drafts.map(finish).filter((line) => line !== undefined);
}
