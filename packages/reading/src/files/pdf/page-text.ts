import type { BoxedSpan } from '@millrace/contract/records/locator';
import type { Heading } from '../extracted.ts';
import { joinWord } from './join-words.ts';
import type { Line } from './place-lines.ts';
import { Written } from './written.ts';

const bullet = /^(?:[•‣◦▪▸●○■□–—*·-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s/u;

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const similar = (a: Line, b: Line): boolean =>
  a.angle === b.angle && Math.max(a.size, b.size) <= 1.15 * Math.min(a.size, b.size);

/** The usual distance from line to line on this page, or 0 where nothing is usual. */
function usualPitch(lines: Line[]): number {
  const pitches: number[] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (before && similar(before, line) && line.across > before.across) pitches.push(line.across - before.across);
  }
  return middle(pitches);
}

/** Lines that are read as one. What was added between the lines of a paragraph follows it, so that it cuts no sentence. */
function paragraphs(lines: Line[]): Line[][] {
  const pitch = usualPitch(lines);
  const all: Line[][] = [];
  let added: Line[][] = [];
  let paragraph: Line[] = [];
  for (const line of lines) {
    const before = paragraph.at(-1);
    if (line.block?.kind === 'addition') {
      const last = added.at(-1);
      if (last?.[0]?.block === line.block) last.push(line);
      else added.push([line]);
    } else if (before && belongs(before, line, pitch)) {
      paragraph.push(line);
    } else {
      paragraph = [line];
      all.push(...added, paragraph);
      added = [];
    }
  }
  return [...all, ...added];
}

function belongs(before: Line, line: Line, pitch: number): boolean {
  if (before.block || line.block) return before.block === line.block;
  if (!similar(before, line)) return false;
  return isNear(line.across - before.across, before.size, pitch) || runsOn(before, line);
}

const isNear = (distance: number, size: number, pitch: number): boolean =>
  distance > 0 && distance <= 2.5 * size && distance <= Math.max(1.3 * pitch, 1.2 * size);

/** A sentence that goes on at the top of the next column. */
const runsOn = (before: Line, line: Line): boolean =>
  line.across < before.across && /[\p{L},]-?$/u.test(before.text) && /^\p{Ll}/u.test(line.text);

/** For each line the right edge of its column: how far the longest line of the paragraph reaches there. */
function rightEdges(paragraph: Line[]): number[] {
  const columns: Line[][] = [];
  for (const [i, line] of paragraph.entries()) {
    const before = paragraph[i - 1];
    if (before && line.across > before.across) columns.at(-1)?.push(line);
    else columns.push([line]);
  }
  return columns.flatMap((lines) => {
    const edge = lines.reduce((widest, line) => Math.max(widest, line.to), Number.NEGATIVE_INFINITY);
    return lines.map(() => edge);
  });
}

/** The line was ended on purpose if the next word would still have fitted into it. */
function endedOnPurpose(before: Line, line: Line, rightEdge: number): boolean {
  if (line.block || bullet.test(line.text)) return true;
  // rows, though too few for a table
  if (before.cells.length > 1 && line.cells.length > 1) return true;
  // at the top of the next column the right edges do not compare
  if (line.across < before.across) return false;
  const firstWord = line.text.split(' ', 1)[0] ?? '';
  const perCharacter = (line.to - line.from) / line.text.length;
  return before.to + (firstWord.length + 1) * perCharacter < rightEdge - line.size;
}

/**
 * The text of a page: lines of a paragraph joined by a space (or by a line break where it was meant), paragraphs by an empty line.
 * Each cell's stretch of exactly this text has its box. `bodySize`: the size of running text, above which a line is a heading.
 */
export function pageText(lines: Line[], bodySize: number): { text: string; spans: BoxedSpan[]; headings: Heading[] } {
  const raw = lines.map((line) => line.text).join('\n');
  const written = new Written();
  const headings: Heading[] = [];
  for (const paragraph of paragraphs(lines)) {
    const edges = rightEdges(paragraph);
    if (written.text !== '') written.text += '\n\n';
    const start = written.text.length;
    for (const [i, line] of paragraph.entries()) {
      const before = paragraph[i - 1];
      if (before) {
        const joint = line.block ? undefined : joinWord(before.text, line.text, raw);
        if (joint) written.join(joint);
        else written.text += endedOnPurpose(before, line, edges[i - 1] ?? 0) ? '\n' : ' ';
      }
      if (line.columns) written.addRow(line.columns);
      else written.add(line.cells, ' ');
    }
    written.dropSoftHyphen();
    const words = written.text.slice(start);
    if (isHeading(paragraph, words, bodySize)) {
      headings.push({ start, end: written.text.length, text: words.replaceAll('\n', ' '), level: 1 });
    }
  }
  return { text: written.text, spans: written.spans, headings };
}

const isHeading = (paragraph: Line[], words: string, bodySize: number): boolean =>
  !paragraph[0]?.block &&
  paragraph.length <= 3 &&
  words.length <= 150 &&
  /\p{L}/u.test(words) &&
  paragraph.every((line) => line.size >= 1.15 * bodySize);
