import type { BoxedSpan } from '@millrace/contract/records/locator';
import type { Heading } from '../extracted.ts';
import type { Line } from './place-lines.ts';

const bullet = /^(?:[•‣◦▪▸●○■□–—*·-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s/u;
const cutWord = /\p{L}[-\u2010\u00ad]$/u;

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

function paragraphs(lines: Line[]): Line[][] {
  const pitch = usualPitch(lines);
  const all: Line[][] = [];
  for (const line of lines) {
    const paragraph = all.at(-1);
    const before = paragraph?.at(-1);
    if (paragraph && before && similar(before, line) && isNear(line.across - before.across, before.size, pitch)) {
      paragraph.push(line);
    } else if (paragraph && before && runsOn(before, line)) {
      paragraph.push(line);
    } else {
      all.push([line]);
    }
  }
  return all;
}

const isNear = (distance: number, size: number, pitch: number): boolean =>
  distance > 0 && distance <= 2.5 * size && distance <= Math.max(1.3 * pitch, 1.2 * size);

/** A sentence that goes on at the top of the next column. */
const runsOn = (before: Line, line: Line): boolean =>
  similar(before, line) &&
  line.across < before.across &&
  /[\p{L},]-?$/u.test(before.text) &&
  /^\p{Ll}/u.test(line.text);

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
  if (bullet.test(line.text)) return true;
  // at the top of the next column the right edges do not compare
  if (line.across < before.across) return false;
  const firstWord = line.text.split(' ', 1)[0] ?? '';
  const perCharacter = (line.to - line.from) / line.text.length;
  return before.to + (firstWord.length + 1) * perCharacter < rightEdge - line.size;
}

/**
 * A word that was cut at the end of a line is one word again. `self-` + `service` keeps its hyphen if the page has `self-service`
 * within a line.
 */
function joinedWord(before: string, next: string, pageText: string): string | undefined {
  if (!cutWord.test(before) || !/^\p{Ll}/u.test(next)) return undefined;
  if (before.endsWith('\u00ad')) return before.slice(0, -1);
  const compound = `${/[\p{L}\p{N}]+[-\u2010]$/u.exec(before)?.[0] ?? ''}${/^[\p{L}\p{N}]+/u.exec(next)?.[0] ?? ''}`;
  return pageText.includes(compound) ? before : before.slice(0, -1);
}

/**
 * The text of a page: lines of a paragraph joined by a space (or by a line break where it was meant), paragraphs by an empty line.
 * Each line's stretch of exactly this text has its box. `bodySize`: the size of running text, above which a line is a heading.
 */
export function pageText(lines: Line[], bodySize: number): { text: string; spans: BoxedSpan[]; headings: Heading[] } {
  const raw = lines.map((line) => line.text).join('\n');
  const spans: BoxedSpan[] = [];
  const headings: Heading[] = [];
  let text = '';
  for (const paragraph of paragraphs(lines)) {
    const edges = rightEdges(paragraph);
    if (text !== '') text += '\n\n';
    const start = text.length;
    for (const [i, line] of paragraph.entries()) {
      const before = paragraph[i - 1];
      if (before) {
        const word = joinedWord(before.text, line.text, raw);
        if (word !== undefined) {
          text = text.slice(0, text.length - before.text.length) + word;
          (spans.at(-1) as BoxedSpan).end = text.length;
        } else text += endedOnPurpose(before, line, edges[i - 1] ?? 0) ? '\n' : ' ';
      }
      spans.push({ start: text.length, end: text.length + line.text.length, box: line.box });
      text += line.text;
    }
    const words = text.slice(start);
    if (isHeading(paragraph, words, bodySize)) {
      headings.push({ start, end: text.length, text: words.replaceAll('\n', ' '), level: 1 });
    }
  }
  return { text, spans, headings };
}

const isHeading = (paragraph: Line[], words: string, bodySize: number): boolean =>
  paragraph.length <= 3 &&
  words.length <= 150 &&
  /\p{L}/u.test(words) &&
  paragraph.every((line) => line.size >= 1.15 * bodySize);
