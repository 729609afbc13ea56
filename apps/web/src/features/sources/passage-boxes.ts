import type { Box, PlacedSpan } from '@millrace/contract/sources';

/** The boxes that the text from `start` to `end` stands in; a span that is only partly inside gives its share of the line. */
export function passageBoxes(spans: readonly PlacedSpan[], start: number, end: number): Box[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map(({ start: from, end: to, box }) => {
      const length = Math.max(1, to - from);
      const left = Math.max(0, start - from) / length;
      const right = Math.min(length, end - from) / length;
      return { ...box, x: box.x + box.width * left, width: box.width * (right - left) };
    });
}
