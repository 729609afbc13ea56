import type { Box } from '@millrace/contract/records/locator';

/** A picture of one byte per pixel, 0 being black, line by line from the top left. */
export type GreyPicture = { width: number; height: number; grey: Uint8Array };

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;

export function turned({ width, height, grey }: GreyPicture, turn: Turn): GreyPicture {
  if (turn === 0) return { width, height, grey };
  if (turn === 2) return { width, height, grey: grey.slice().reverse() };
  const out = new Uint8Array(grey.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = turn === 1 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      out[to] = grey[y * width + x] ?? 255;
    }
  }
  return { width: height, height: width, grey: out };
}

type Corners = { x0: number; y0: number; x1: number; y1: number };

/** Where a rectangle of the turned picture is in the picture of this size that it was made from. */
export function turnedBack(
  { x0, y0, x1, y1 }: Corners,
  { width, height }: { width: number; height: number },
  turn: Turn,
): Corners {
  if (turn === 1) return { x0: y0, y0: height - x1, x1: y1, y1: height - x0 };
  if (turn === 2) return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
  if (turn === 3) return { x0: width - y1, y0: x0, x1: width - y0, y1: x1 };
  return { x0, y0, x1, y1 };
}

/** Half the size, each pixel the mean of four: enough to tell which way is up, in a quarter of the time. */
export function halved({ width, height, grey }: GreyPicture): GreyPicture {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      const sum = (grey[at] ?? 0) + (grey[at + 1] ?? 0) + (grey[at + width] ?? 0) + (grey[at + width + 1] ?? 0);
      out[y * w + x] = sum >> 2;
    }
  }
  return { width: w, height: h, grey: out };
}

/** The quarter of a picture, over its whole width, that has the most on it. */
export function densestBand(picture: GreyPicture): GreyPicture {
  const { width, height, grey } = picture;
  const tall = Math.max(Math.ceil(height / 4), Math.min(height, 200));
  const paper = paperOf(shades(picture));
  const ink = Array.from({ length: height }, (_, y) => {
    let sum = 0;
    for (let x = 0; x < width; x++) if (Math.abs((grey[y * width + x] ?? paper) - paper) >= leastContrast) sum++;
    return sum;
  });
  let within = ink.slice(0, tall).reduce((sum, line) => sum + line, 0);
  let [most, top] = [within, 0];
  for (let y = tall; y < height; y++) {
    within += (ink[y] ?? 0) - (ink[y - tall] ?? 0);
    if (within > most) [most, top] = [within, y - tall + 1];
  }
  return { width, height: tall, grey: grey.slice(top * width, (top + tall) * width) };
}

/** Below this difference to the paper a pixel is a shade of it, and below this share of such pixels they are dust. */
const leastContrast = 48;
const leastInk = 0.00005;

/** The shade that most of a picture has. */
function paperOf(counts: Uint32Array): number {
  let paper = 255;
  for (const [value, count] of counts.entries()) if (count > (counts[paper] ?? 0)) paper = value;
  return paper;
}

function shades({ grey }: GreyPicture): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** The share of a picture that is not paper, of whatever shade that is. */
export function inkShare(picture: GreyPicture): number {
  const counts = shades(picture);
  const paper = paperOf(counts);
  const ink = counts.reduce((sum, count, value) => (Math.abs(value - paper) >= leastContrast ? sum + count : sum), 0);
  return ink / Math.max(1, picture.grey.length);
}

export const isBlank = (picture: GreyPicture): boolean => inkShare(picture) < leastInk;

/** With paper over these boxes, which are in points of `scale` pixels each. */
export function painted(picture: GreyPicture, boxes: Box[], scale: number): GreyPicture {
  if (boxes.length === 0) return picture;
  const { width, height } = picture;
  const paper = paperOf(shades(picture));
  const grey = picture.grey.slice();
  for (const box of boxes) {
    const from = Math.max(0, Math.floor((box.x - 1) * scale));
    const to = Math.min(width, Math.ceil((box.x + box.width + 1) * scale));
    const bottom = Math.min(height, Math.ceil((box.y + box.height + 1) * scale));
    for (let y = Math.max(0, Math.floor((box.y - 1) * scale)); y < bottom; y++) {
      if (to > from) grey.fill(paper, y * width + from, y * width + to);
    }
  }
  return { width, height, grey };
}

/** As a file that the engine opens without further unpacking. */
export const asPgm = ({ width, height, grey }: GreyPicture): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]);
