import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { addAnnotations } from './add-annotations.ts';
import type { Annotation } from './annotation-cells.ts';
import { damaged, openPdf, refusal } from './open-pdf.ts';
import { pageText } from './page-text.ts';
import { type GlyphRun, type Line, placeLines } from './place-lines.ts';

/** No page that people read holds so much; one that does would only stall the worker that takes it. */
const maxPageChars = 1_000_000;

/** Running text is what most characters are set in: counted over the pages so far. */
class SizeCount {
  #characters = new Map<number, number>();

  add(lines: Line[]): void {
    for (const line of lines) {
      const size = Math.round(line.size * 2) / 2;
      this.#characters.set(size, (this.#characters.get(size) ?? 0) + line.text.length);
    }
  }

  usual(): number {
    let best = 0;
    let most = -1;
    for (const [size, characters] of this.#characters) if (characters > most) [best, most] = [size, characters];
    return best;
  }
}

async function readPage(page: PDFPageProxy, sizes: SizeCount): Promise<ExtractedRecord> {
  const viewport = page.getViewport({ scale: 1 });
  const runs: GlyphRun[] = [];
  const content = await page.getTextContent();
  for (const item of content.items) if ('str' in item) runs.push(item);
  if (runs.reduce((sum, run) => sum + run.str.length, 0) > maxPageChars) throw new Error('this page has too much text');
  const printed = placeLines(runs, content.styles, viewport.transform);
  sizes.add(printed);
  // a broken annotation must not take its page with it
  const annotations: Annotation[] = await page.getAnnotations().catch(() => []);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[] = viewport.transform;
  const shown = (x = 0, y = 0) => [a * x + c * y + e, b * x + d * y + f];
  const toPage = ([x1, y1, x2, y2]: number[]) => [...shown(x1, y1), ...shown(x2, y2)];
  const bodySize = sizes.usual() || 10;
  const lines = addAnnotations(printed, annotations, { size: bodySize, toPage });
  return { page: page.pageNumber, ...pageText(lines, bodySize) };
}

/** What a document would do in a viewer that lets it; here nothing is run, but who downloads it should know. */
async function activeParts(document: PDFDocumentProxy, octets: Buffer): Promise<string[]> {
  const has = (mark: string) => octets.includes(mark);
  const hasScript = has('/JavaScript') || (await document.hasJSActions().catch(() => false));
  const found: string[] = [];
  if (hasScript) found.push('a script');
  if (has('/Launch')) found.push('a command that starts a program');
  if (has('/EmbeddedFile')) found.push('an attached file');
  return found;
}

/** A form that only Adobe's programs can show: its pages hold a sentence that says so, not what was filled in. */
async function hasUnreadForm(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  return (
    'IsXFAPresent' in info &&
    info.IsXFAPresent === true &&
    (!('IsAcroFormPresent' in info) || info.IsAcroFormPresent !== true)
  );
}

const unreadFormNote =
  'This PDF is an XFA form, whose fields cannot be read. Open it in Adobe Acrobat, print it to a PDF, then upload that.';

const activeNote = (found: string[]): string =>
  `This PDF contains ${found.join(' and ')}. None of it was run or read, but be careful when you open the file.`;

/**
 * Reads a PDF page by page; pages without text come with an empty text, broken ones as `unreadable`.
 * Throws AppError invalid when nothing can be read.
 */
export async function* readPdf(path: string, maxPages: number): AsyncGenerator<ExtractMessage> {
  const { document, octets, incomplete, notes: missing } = await openPdf(path);
  const active = await activeParts(document, octets);
  const totalPages = document.numPages;
  if (totalPages === 0) throw refusal('no-pages', 'This PDF has no pages.');
  if (totalPages > maxPages) {
    throw refusal(
      'too-many-pages',
      `This PDF has ${totalPages.toLocaleString('en')} pages; at most ${maxPages.toLocaleString('en')} can be read. Split it into parts, then upload them.`,
    );
  }
  yield { kind: 'opened', totalPages };
  const sizes = new SizeCount();
  let read = 0;
  for (let number = 1; number <= totalPages; number++) {
    const page = await document.getPage(number).catch(() => undefined);
    const record = page && (await readPage(page, sizes).catch(() => undefined));
    page?.cleanup();
    // fonts and pictures that pages have in common gather in the document
    if (number % 50 === 0) await document.cleanup();
    if (record) read++;
    yield record ? { kind: 'record', record } : { kind: 'unreadable', page: number };
  }
  if (read === 0) throw damaged(undefined);
  const hasForm = await hasUnreadForm(document);
  const faulty = hasForm || missing.length > 0;
  const notes = [...missing, ...(hasForm ? [unreadFormNote] : []), ...(active.length > 0 ? [activeNote(active)] : [])];
  yield { kind: 'done', notes, incomplete, ...(faulty ? { faulty } : {}) };
}
