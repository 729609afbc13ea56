import type { Box, BoxedSpan } from '@millrace/contract/records/locator';

/** The width of a text in any unit: only shares of a line are computed from it. */
type Measure = (text: string) => number;

/** The share of a line that its first `count` characters take. Letters differ in width; a plain font's widths come close enough. */
function shareOf(line: string, count: number, measure: Measure): number {
  if (count <= 0) return 0;
  if (count >= line.length) return 1;
  const whole = measure(line);
  return whole > 0 ? measure(line.slice(0, count)) / whole : count / line.length;
}

type Passage = { text: string; spans: readonly BoxedSpan[]; start: number; end: number };

/** The boxes that a record's text from `start` to `end` is in; a span that is only partly inside gives its share of the line. */
export function passageBoxes({ text, spans, start, end }: Passage, measure: Measure = (part) => part.length): Box[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map(({ start: from, end: to, box }) => {
      const line = text.slice(from, to);
      const left = shareOf(line, start - from, measure);
      const right = shareOf(line, end - from, measure);
      return { ...box, x: box.x + box.width * left, width: box.width * (right - left) };
    });
}
