import { AppError } from '@millrace/contract/app-error';
import type { BoxedSpan } from '@millrace/contract/records/locator';
import sharp from 'sharp';
import type { Page } from 'tesseract.js';
import type { ExtractMessage } from '../extracted.ts';
import { OcrEngine, OcrTimeout } from '../ocr/ocr-engine.ts';
import { defaultOcr, type OcrOptions } from '../ocr/ocr-options.ts';
import { confidenceOf, leastConfidence, sureFrom } from '../ocr/read-upright.ts';

/** A picture of more is refused before it is unpacked: 100 megapixels take 400 MB. */
const maxPixels = 100_000_000;
/** What people see of it, and what is read: letters need more than eyes. Pixels of the longest side. */
const shownSide = 1920;
const readSide = 4000;

const refusal = (reason: string, message: string, cause?: unknown) =>
  new AppError('invalid', `sources.${reason}`, message, { cause });

const inside = (side: number) => ({ width: side, height: side, fit: 'inside' as const, withoutEnlargement: true });

/** Upright, without what the camera wrote into it (place, device, time), at most 1920 pixels; and grey and larger for reading. */
async function prepare(path: string | Buffer) {
  const open = () => sharp(path, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 }).autoOrient();
  try {
    const { width, height, format, pages = 1 } = await sharp(path, { limitInputPixels: false }).metadata();
    if (width * height > maxPixels) throw tooManyPixels(width, height);
    const shown = await open()
      .resize(inside(shownSide))
      .flatten({ background: '#fff' })
      .jpeg({ quality: 85 })
      .toBuffer();
    const reading = await open()
      .resize(inside(readSide))
      .flatten({ background: '#fff' })
      .greyscale()
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true });
    const { width: shownWidth } = await sharp(shown).metadata();
    const more = format === 'tiff' ? pages - 1 : 0;
    return { shown, reading: reading.data, scale: shownWidth / reading.info.width, more };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refusal(
      'damaged',
      'This image is damaged or cut off and cannot be opened. Save it again, then upload the new file.',
      error,
    );
  }
}

const tooManyPixels = (width: number, height: number) =>
  refusal(
    'too-many-pixels',
    `This image is ${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels; at most ${maxPixels / 1_000_000} megapixels can be read. Make it smaller, then upload it again.`,
  );

async function recognise(picture: Buffer, options: OcrOptions): Promise<Page> {
  const engine = new OcrEngine(options);
  if (!engine.isAvailable) throw refusal('no-ocr', 'OCR is not available because none of its languages is installed.');
  try {
    return await engine.recognize(picture, performance.now() + options.pageTimeoutMs);
  } catch (error) {
    if (!(error instanceof OcrTimeout)) throw error;
    throw refusal('too-slow', 'OCR of this image took too long. Make the image smaller, then upload it again.');
  } finally {
    await engine.close();
  }
}

/** Lines in reading order with their boxes in pixels of the picture as it is shown. */
function place(page: Page, scale: number): { text: string; spans: BoxedSpan[] } {
  const spans: BoxedSpan[] = [];
  let text = '';
  const round = (value: number) => Math.round(value * scale * 10) / 10;
  for (const block of page.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      let first = true;
      for (const line of paragraph.lines) {
        const words = line.text.trim().toWellFormed();
        if (words === '' || line.confidence < leastConfidence) continue;
        if (text !== '') text += first ? '\n\n' : '\n';
        first = false;
        const { x0, y0, x1, y1 } = line.bbox;
        const box = { x: round(x0), y: round(y0), width: round(x1 - x0), height: round(y1 - y0) };
        spans.push({ start: text.length, end: text.length + words.length, box });
        text += words;
      }
    }
  }
  return { text, spans };
}

const onlyFirst = (more: number): string =>
  `Only the first page of this TIFF was read; ${more === 1 ? 'one more page was' : `${more.toLocaleString('en')} more pages were`} not. Save it as a PDF, then upload that.`;

/** Reads the letters of a picture and makes the picture that people see. Throws AppError invalid when it has none, or cannot be opened. */
export async function* readImage(path: string | Buffer, ocr: OcrOptions = defaultOcr): AsyncGenerator<ExtractMessage> {
  const { shown, reading, scale, more } = await prepare(path);
  yield { kind: 'opened', totalPages: null };
  yield { kind: 'picture', base64: shown.toString('base64'), mediaType: 'image/jpeg' };
  const page = await recognise(reading, ocr);
  const { text, spans } = place(page, scale);
  if (text === '') {
    throw refusal(
      'no-text',
      'No text was found in this image. Try a sharper or larger image. Only the languages that OCR is set up for are recognized.',
    );
  }
  yield { kind: 'record', record: { page: null, text, spans, headings: [] } };
  const confidence = Math.round(confidenceOf(page));
  const doubt = `The text was read by OCR, sure to only ${confidence} %: compare it with the picture, or upload a sharper one.`;
  const notes = [...(more > 0 ? [onlyFirst(more)] : []), ...(confidence < sureFrom ? [doubt] : [])];
  yield { kind: 'done', notes, incomplete: false, faulty: notes.length > 0 };
}
