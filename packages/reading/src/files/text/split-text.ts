import type { ExtractedRecord } from '../extracted.ts';
import { markdownHeadings } from './markdown-headings.ts';

/** A text up to this length stays in one piece, and longer ones come in pieces of about it. */
export const recordChars = 20_000;
/** Sections below this stay with the one before, so that a list of headings does not become a thousand records. */
const smallSection = 2_000;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Where the sections of the highest level of heading begin, in order, without 0. */
function topSections(text: string): number[] {
  const headings = markdownHeadings(text);
  // one title above everything divides nothing
  const levels = headings.filter((heading) => heading.start > 0).map((heading) => heading.level);
  const top = Math.min(...levels);
  const starts: number[] = [];
  for (const { start, level } of headings) {
    if (level === top && start - (starts.at(-1) ?? 0) >= smallSection) starts.push(start);
  }
  return starts;
}

/** The best place to cut at or before `limit`: behind an empty line, a line, a blank, or between two characters. */
function cutBefore(text: string, from: number, limit: number): number {
  for (const end of ['\n\n', '\n\r\n', '\n', ' ']) {
    const at = text.lastIndexOf(end, limit - end.length);
    if (at > from + recordChars / 2) return at + end.length;
  }
  // containing() gives the character around a place: its beginning is never inside a pair or a composed character
  const last = graphemes.segment(text.slice(limit - 100, limit + 100)).containing(100);
  return last && last.index > 0 ? limit - 100 + last.index : limit;
}

/**
 * Divides a text into records whose texts, one after the other, are exactly the text: at the top headings of Markdown, and at the end
 * of a paragraph where a section is longer than `recordChars`.
 */
export function splitText(text: string, options: { markdown: boolean }): ExtractedRecord[] {
  const starts = options.markdown && text.length > recordChars ? [0, ...topSections(text)] : [0];
  const records: ExtractedRecord[] = [];
  const add = (part: string) =>
    records.push({ page: null, text: part, spans: [], headings: options.markdown ? markdownHeadings(part) : [] });
  for (const [i, start] of starts.entries()) {
    const end = starts[i + 1] ?? text.length;
    let from = start;
    while (end - from > recordChars) {
      const cut = cutBefore(text, from, from + recordChars);
      add(text.slice(from, cut));
      from = cut;
    }
    if (end > from || end === start) add(text.slice(from, end));
  }
  return records;
}
