import type { Page } from 'tesseract.js';
import { asPgm, densestBand, type GreyPicture, halved, type Turn, turned } from './grey-picture.ts';
import type { OcrEngine } from './ocr-engine.ts';

/** Below this certainty of a page, in percent, it may lie on its side or upside down. Text that does is read with 30 to 55. */
const sureUpright = 75;
/** Below this certainty, in percent, a text is one to check. */
export const sureFrom = 70;
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

/** So many letters tell which way is up; a part of a page that has fewer is not the one to ask. */
const tellingLetters = 20;

const lettersOf = (page: Page): number => linesOf(page).reduce((sum, { text }) => sum + text.trim().length, 0);

/** Reads a picture, turned by quarters where it is not upright. Throws OcrTimeout at the deadline. */
export async function readUpright(engine: OcrEngine, picture: GreyPicture, deadline: number): Promise<Upright> {
  const read = async (from: GreyPicture, turn: Turn): Promise<Upright> => {
    const page = await engine.recognize(asPgm(turned(from, turn)), deadline);
    return { page, turn, confidence: confidenceOf(page) };
  };
  // a sixteenth of the work of the whole page
  const small = halved(picture);
  const band = densestBand(small);
  const probe = await read(band, 0);
  if (probe.confidence >= sureUpright) return read(picture, 0);
  const hasLetters = lettersOf(probe.page) >= tellingLetters;
  const part = hasLetters ? band : small;
  let best = hasLetters ? probe : await read(small, 0);
  const least = best.confidence + lead;
  for (const turn of [2, 1, 3] as const) {
    if (best.confidence >= sureUpright) break;
    const tried = await read(part, turn);
    if (tried.confidence >= Math.max(least, best.confidence)) best = tried;
  }
  return read(picture, best.turn);
}
