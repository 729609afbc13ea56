import { around, boxOf, type Corners, type Part, readCells } from '../pdf/line-cells.ts';
import type { Line } from '../pdf/place-lines.ts';
import { turnedBack } from './grey-picture.ts';
import { leastConfidence, linesOf, type Upright } from './read-upright.ts';

type Size = { width: number; height: number };

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * The lines of a picture that was read, with their boxes in points of the page as it is shown. `picture`: its size in pixels before it
 * was turned, a point having `scale` of them. All letters of about the usual height count as of one size, since heights of lines are rough.
 */
export function ocrLines({ page, turn }: Upright, picture: Size, scale: number, least = leastConfidence): Line[] {
  const found = linesOf(page).filter(({ text, confidence }) => text.trim() !== '' && confidence >= least);
  const heights = found.map(({ bbox }) => (bbox.y1 - bbox.y0) / scale);
  const usual = middle(heights);
  const cornersOf = (bbox: { x0: number; y0: number; x1: number; y1: number }): Corners => {
    const { x0, y0, x1, y1 } = turnedBack(bbox, picture, turn);
    return { left: x0 / scale, top: y0 / scale, right: x1 / scale, bottom: y1 / scale };
  };
  return found.flatMap((line, i): Line[] => {
    const height = heights[i] ?? usual;
    const size = 0.75 * (height > 1.6 * usual ? height : usual);
    const parts = line.words.map(
      ({ text, bbox }): Part => ({
        text: ` ${text}`,
        from: bbox.x0 / scale,
        to: bbox.x1 / scale,
        corners: cornersOf(bbox),
        raised: false,
      }),
    );
    const cells = readCells(parts, { rightToLeft: rightToLeft.test(line.text), size });
    const [first, ...more] = parts;
    if (!first || cells.length === 0) return [];
    return [
      {
        text: cells.map((cell) => cell.text).join(' '),
        box: boxOf(more.reduce((corners, part) => around(corners, part.corners), first.corners)),
        size,
        angle: 0,
        across: (line.baseline.y0 + line.baseline.y1) / 2 / scale,
        from: line.bbox.x0 / scale,
        to: line.bbox.x1 / scale,
        cells,
      },
    ];
  });
}
