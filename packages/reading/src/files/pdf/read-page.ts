import type { Box } from '@millrace/contract/records/locator';
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ExtractedRecord } from '../extracted.ts';
import { codeShare, legibility } from '../text/legible.ts';
import { addAnnotations } from './add-annotations.ts';
import { type Annotation, additionOf } from './annotation-cells.ts';
import { findTables } from './find-tables.ts';
import { pageText } from './page-text.ts';
import { type GlyphRun, type Line, placeLines } from './place-lines.ts';
import { splitColumns } from './split-columns.ts';
import { linesWithTables } from './tagged-tables.ts';

/** No page that people read holds so much; one that does would only stall the worker that takes it. */
const maxPageChars = 1_000_000;
/** A page with fewer printed characters may have the rest of its words in a picture. */
const fewChars = 100;

/** Running text is what most characters are set in: counted over the pages so far. */
export class SizeCount {
  #characters = new Map<number, number>();

  add(lines: Line[]): void {
    for (const line of lines) {
      const size = Math.round(line.size * 2) / 2;
      this.#characters.set(size, (this.#characters.get(size) ?? 0) + line.text.length);
    }
  }

  /** The usual size of letters in points; 10 before any were seen. */
  usual(): number {
    let best = 10;
    let most = -1;
    for (const [size, characters] of this.#characters) if (characters > most) [best, most] = [size, characters];
    return best;
  }
}

/** A page as it is printed. `isGarbled`: its letters cannot be read, though there are some. `boxes`: where it has words and fields. */
export type PrintedPage = {
  number: number;
  lines: Line[];
  annotations: Annotation[];
  toPage: (rect: number[]) => number[];
  isGarbled: boolean;
  isSparse: boolean;
  boxes: Box[];
};

const boxOf = ([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[]): Box => ({
  x: Math.min(x1, x2),
  y: Math.min(y1, y2),
  width: Math.abs(x2 - x1),
  height: Math.abs(y2 - y1),
});

/** What the page itself says. Throws when it is broken or has too much text. */
export async function readPrinted(page: PDFPageProxy): Promise<PrintedPage> {
  const viewport = page.getViewport({ scale: 1 });
  const runs: GlyphRun[] = [];
  const content = await page.getTextContent();
  for (const item of content.items) if ('str' in item) runs.push(item);
  // controls, which stand for letters in fonts without a map to Unicode, are in the runs only
  const raw = runs.map((run) => run.str).join(' ');
  if (raw.length - runs.length > maxPageChars) throw new Error('this page has too much text');
  const tagged = await linesWithTables(page, viewport.transform);
  const lines = tagged ?? placeLines(runs, content.styles, viewport.transform);
  const text = lines.map((line) => line.text).join('\n');
  // a broken annotation must not take its page with it
  const annotations: Annotation[] = await page.getAnnotations().catch(() => []);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[] = viewport.transform;
  const shown = (x = 0, y = 0) => [a * x + c * y + e, b * x + d * y + f];
  const toPage = ([x1, y1, x2, y2]: number[]) => [...shown(x1, y1), ...shown(x2, y2)];
  const filled = annotations.filter((annotation) => additionOf(annotation) !== undefined);
  return {
    number: page.pageNumber,
    lines,
    annotations,
    toPage,
    isGarbled: codeShare(raw) > 0.1 || !legibility(text).legible,
    isSparse: text.length < fewChars,
    boxes: [...lines.map((line) => line.box), ...filled.map(({ rect }) => boxOf(toPage(rect)))],
  };
}

/** The record of a page: these lines, and what was filled in and noted. */
export function pageRecord(page: PrintedPage, lines: Line[], bodySize: number): ExtractedRecord {
  const all = addAnnotations(findTables(splitColumns(lines)), page.annotations, {
    size: bodySize,
    toPage: page.toPage,
  });
  return { page: page.number, ...pageText(all, bodySize) };
}
