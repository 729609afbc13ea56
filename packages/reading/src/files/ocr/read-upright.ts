import type { Page } from 'tesseract.js';
import { asPgm, type GreyPicture, halved, type Turn, turned } from './grey-picture.ts';
import type { OcrEngine } from './ocr-engine.ts';

/** Below this certainty of a page, in percent, it may lie on its side or upside down. Text that does is read with 30 to 55. */
const sureUpright = 75;
/** Another way up must be this much better: noise is noise from all sides. */
const lead = 10;
/** Below this share of certainty a line is a pattern that was taken for letters. */
export const leastConfidence = 35;

/** What was read, from a picture that had to be turned so far. */
export type Upright = { page: Page; turn: Turn; confidence: number };

export const linesOf = ({ blocks }: Page) =>
  (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));

/** The mean certainty of the letters in percent: a long line counts more than a short one. 0 for none. */
export function confidenceOf(page: Page): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of linesOf(page)) {
    const length = text.trim().length;
    letters += length;
    sum += length * confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** Reads a picture, turned by quarters where it is not upright. Throws OcrTimeout at the deadline. */
export async function readUpright(engine: OcrEngine, picture: GreyPicture, deadline: number): Promise<Upright> {
  const read = async (from: GreyPicture, turn: Turn): Promise<Upright> => {
    const page = await engine.recognize(asPgm(turned(from, turn)), deadline);
    return { page, turn, confidence: confidenceOf(page) };
  };
  const asItIs = await read(picture, 0);
  if (asItIs.confidence >= sureUpright) return asItIs;
  const small = halved(picture);
  const tries: Upright[] = [];
  for (const turn of [1, 3, 2] as const) {
    const tried = await read(small, turn);
    tries.push(tried);
    if (tried.confidence >= sureUpright) break;
  }
  const best = tries.reduce((one, other) => (other.confidence > one.confidence ? other : one));
  if (best.confidence < asItIs.confidence + lead) return asItIs;
  const full = await read(picture, best.turn);
  return full.confidence >= asItIs.confidence + lead ? full : asItIs;
}
