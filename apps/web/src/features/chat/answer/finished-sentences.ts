const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** The offset after the last sentence of a growing text that is certainly complete: another one has begun after it. */
export function endOfSentences(text: string, from: number): number {
  const starts = [...segmenter.segment(text.slice(from))].map(({ index }) => from + index);
  return starts.at(-1) ?? from;
}

/** Markdown as it is spoken: without marks and citation numbers. */
export const asSpoken = (markdown: string): string =>
  markdown
    .replace(/ ?\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, '')
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[*_`#>|[\]]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
