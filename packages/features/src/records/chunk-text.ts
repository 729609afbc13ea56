import type { Heading } from '@millrace/reading/files/extracted';

/** A stretch of a text, `start` to `end` in UTF-16 units, with the nearest heading at or above its beginning. */
export type Chunk = { start: number; end: number; heading: string };

export type ChunkOptions = {
  /** No chunk is longer, in UTF-16 units; the embedder cuts what is. */
  maxChars: number;
  /** In the order of the text. */
  headings: Heading[];
  /** The heading that is in force where the text begins, from the page before. */
  heading?: string;
};

type Stretch = { start: number; end: number };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Chunks aim at this share of the maximum: whole sentences up to there. */
const targetShare = 0.82;

/** Where texts may be cut, from the best place to the last resort. Each divides a stretch completely. */
const cuts: ((text: string, stretch: Stretch) => Stretch[])[] = [
  (text, stretch) => atMatches(text, stretch, /\n[ \t\r]*\n\s*/g),
  (text, stretch) => atMatches(text, stretch, /\n/g),
  (text, stretch) => bySegments(text, stretch, sentences),
  (text, stretch) => bySegments(text, stretch, words),
  (text, stretch) => bySegments(text, stretch, graphemes),
  byCodePoints,
];

function atMatches(text: string, { start, end }: Stretch, separator: RegExp): Stretch[] {
  const parts: Stretch[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(separator)) {
    const to = start + match.index + match[0].length;
    parts.push({ start: from, end: to });
    from = to;
  }
  if (from < end) parts.push({ start: from, end });
  return parts;
}

function bySegments(text: string, { start, end }: Stretch, segmenter: Intl.Segmenter): Stretch[] {
  const parts: Stretch[] = [];
  for (const { index, segment } of segmenter.segment(text.slice(start, end))) {
    parts.push({ start: start + index, end: start + index + segment.length });
  }
  return parts;
}

/** For a single character with hundreds of marks on it. */
function byCodePoints(text: string, { start, end }: Stretch): Stretch[] {
  const parts: Stretch[] = [];
  for (let from = start; from < end; ) {
    const to = Math.min(end, from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1));
    parts.push({ start: from, end: to });
    from = to;
  }
  return parts;
}

/** Packs a stretch into chunks, cutting at the best places that make them fit. */
function pack(text: string, stretch: Stretch, limits: { target: number; max: number }, level: number): Stretch[] {
  if (stretch.end - stretch.start <= limits.max) return [stretch];
  const cut = cuts[level];
  if (!cut) return [stretch];
  const packed: Stretch[] = [];
  let open: Stretch | undefined;
  const close = () => {
    if (open) packed.push(open);
    open = undefined;
  };
  for (const part of cut(text, stretch)) {
    if (open && part.end - open.start <= limits.target) {
      open.end = part.end;
      continue;
    }
    close();
    if (part.end - part.start <= limits.max) {
      open = { ...part };
      continue;
    }
    const smaller = pack(text, part, limits, level + 1);
    // the last piece stays open: what follows it may still fit
    open = smaller.pop();
    packed.push(...smaller);
  }
  close();
  return withoutCrumbs(packed, limits.max);
}

/** A few words left over at the end go to the chunk before, if they fit. */
function withoutCrumbs(packed: Stretch[], max: number): Stretch[] {
  const last = packed.at(-1);
  const before = packed.at(-2);
  if (last && before && last.end - last.start < max / 6 && last.end - before.start <= max) {
    before.end = last.end;
    packed.pop();
  }
  return packed;
}

type Section = Stretch & { heading: string };

/** From heading to heading. Headings that follow each other without text between open one section together. */
function sections(text: string, { headings, heading = '' }: ChunkOptions): Section[] {
  const all: Section[] = [{ start: 0, end: text.length, heading }];
  let bodyFrom = 0;
  for (const found of headings) {
    const current = all.at(-1) as Section;
    if (text.slice(bodyFrom, found.start).trim() === '') {
      current.heading = found.text || current.heading;
    } else {
      current.end = found.start;
      all.push({ start: found.start, end: text.length, heading: found.text || current.heading });
    }
    bodyFrom = found.end;
  }
  return all;
}

/**
 * Cuts a text into chunks at headings, then paragraphs, lines and sentences; only where those are too long at words and characters.
 * The chunks are in order, do not overlap and cover every character; none ends inside a character that people see as one, unless that
 * alone exceeds `maxChars`. An empty text has none.
 */
export function chunkText(text: string, options: ChunkOptions): Chunk[] {
  if (text === '') return [];
  const limits = { target: Math.floor(options.maxChars * targetShare), max: options.maxChars };
  return sections(text, options).flatMap((section) =>
    pack(text, { start: section.start, end: section.end }, limits, 0).map((chunk) => ({
      ...chunk,
      heading: section.heading,
    })),
  );
}
