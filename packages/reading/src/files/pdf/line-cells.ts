import type { Box } from '@millrace/contract/records/locator';
import { raised, resolveRaised, withoutMarks } from '../text/raised.ts';

/**
 * A stretch of a line with its own box; `from` and `to` are its ends in the line's direction of writing. `parts`: what it was drawn in,
 * where that was more than once.
 */
export type Cell = { text: string; box: Box; from: number; to: number; parts?: Part[] };

export type Corners = { left: number; top: number; right: number; bottom: number };
/** What was drawn at once. `raised`: smaller and higher than its line. */
export type Part = { text: string; from: number; to: number; corners: Corners; raised: boolean };

const round = (value: number): number => Math.round(value * 100) / 100;

export const around = (a: Corners, b: Corners): Corners => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

export const boxOf = ({ left, top, right, bottom }: Corners): Box => ({
  x: round(left),
  y: round(top),
  width: round(right - left),
  height: round(bottom - top),
});

/** A gap of so many times the size of the letters is none between words, however far a line was stretched. */
const cellGap = 1;
/** What is set higher right behind a word and is longer is no power and no note, but words of another size. */
const shortRaised = /^[\p{L}\p{N}+\-\u2212\u2013.,/*†‡§()[\]]{1,8}$/u;

/** The parts in reading order as cells, with a space where there is a gap. `text` of a part begins with a space where the document has one. */
export function readCells(parts: Part[], { rightToLeft, size }: { rightToLeft: boolean; size: number }): Cell[] {
  const ordered = withPowers(rightToLeft ? parts.toSorted((a, b) => b.from - a.from) : parts);
  const cells: (Part & { parts: Part[] })[] = [];
  for (const part of ordered) {
    const cell = cells.at(-1);
    const gap = cell ? (rightToLeft ? cell.from - part.to : part.from - cell.to) : 0;
    if (!cell || gap > cellGap * size) cells.push({ ...part, text: withoutMarks(part.text), parts: [part] });
    else {
      const text = (gap > 0.2 * size ? ' ' : '') + withoutMarks(part.text);
      cell.parts.push(part);
      cell.text += part.raised && shortRaised.test(text) ? raised(text) : text;
      cell.corners = around(cell.corners, part.corners);
      cell.from = Math.min(cell.from, part.from);
      cell.to = Math.max(cell.to, part.to);
    }
  }
  return cells
    .map(({ text, corners, from, to, parts: drawn }) => ({
      text: cleaned(resolveRaised(text)),
      box: boxOf(corners),
      from,
      to,
      ...(drawn.length > 1 ? { parts: drawn } : {}),
    }))
    .filter(({ text }) => text !== '');
}

/** Raised parts that follow each other (`−` and `6`) are one. */
function withPowers(parts: Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before?.raised && part.raised && Math.abs(part.from - before.to) < 2) {
      const corners = around(before.corners, part.corners);
      joined[joined.length - 1] = { ...before, text: before.text + part.text, to: part.to, corners };
    } else joined.push(part);
  }
  return joined;
}

/** Letters as they are joined in print (ﬁ, lam with alef) and the shapes of Arabic and Hebrew letters. */
const shapes = /[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]/gu;

/** Without what the database and the eye cannot take: controls, hidden hyphens, halves of pairs. Blanks become one space. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(shapes, (letters) => letters.normalize('NFKC'))
    .normalize('NFC')
    .replace(/[\s\p{Zs}]+/gu, ' ')
    .replace(/[\p{Cc}\ufeff]|\u00ad(?!$)/gu, '')
    .trim();
