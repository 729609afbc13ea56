import type { ExtractedRecord, ExtractMessage, Resumption } from '../extracted.ts';
import { notInstalled } from '../ocr/languages.ts';
import type { OcrEngine } from '../ocr/ocr-engine.ts';
import { defaultOcr, type OcrOptions } from '../ocr/ocr-options.ts';
import { legibility } from '../text/legible.ts';
import { OcrReport } from './ocr-report.ts';
import { damaged, openPdf, refusal } from './open-pdf.ts';
import { PageOcr } from './page-ocr.ts';
import { type PrintedPage, pageRecord, readPrinted, SizeCount } from './read-page.ts';
import { activeNote, activeParts, hasUnreadForm, unreadFormNote } from './warn-of-contents.ts';

/** `engine`: what reads letters, already started. `resume`: from where a reader before this one could not go on. */
export type PdfOptions = {
  ocr?: OcrOptions;
  engine?: OcrEngine | undefined;
  password?: string | undefined;
  resume?: Resumption | undefined;
};

type Reading = { ocr: PageOcr; report: OcrReport; sizes: SizeCount };

const again = (fromPage: number, { counts }: OcrReport): ExtractMessage => ({ kind: 'again', fromPage, counts });
const emptyRecord = (page: number): ExtractedRecord => ({ page, text: '', spans: [], headings: [] });

/** A page without letters that can be read, looked at as a picture. */
async function readPicture(page: PrintedPage, { ocr, report, sizes }: Reading): Promise<ExtractMessage> {
  const { number } = page;
  // what fields hold is known exactly; letters that cannot be read hide nothing
  const known = page.isGarbled ? [] : page.boxes;
  const look = await ocr.read(number, known);
  if (look.kind === 'again') return again(number, report);
  const bodySize = sizes.usual();
  if (look.kind === 'lines') {
    const text = look.lines.map((line) => line.text).join('\n');
    if (!page.isGarbled || legibility(text).legible) {
      report.read.push({ page: number, confidence: look.confidence });
      return { kind: 'record', record: pageRecord(page, look.lines, look.lines[0]?.size ?? bodySize) };
    }
  }
  if (page.isGarbled) report.garbled.push(number);
  const record = pageRecord(page, page.lines, bodySize);
  if (record.text !== '') return { kind: 'record', record };
  if (look.kind === 'blank') {
    report.blank.push(number);
    return { kind: 'blank', page: number };
  }
  if (look.kind === 'none') report.none[look.why].push(number);
  return { kind: 'record', record: emptyRecord(number) };
}

/** What a page says in print, in its fields and, where that is little, in its pictures. */
async function* readPage(page: PrintedPage, reading: Reading): AsyncGenerator<ExtractMessage> {
  const { ocr, report, sizes } = reading;
  const { number, lines } = page;
  if (lines.length === 0 || page.isGarbled) {
    yield { kind: 'recognizing', page: number };
    yield await readPicture(page, reading);
    return;
  }
  sizes.add(lines);
  let all = lines;
  if (page.isSparse) {
    yield { kind: 'recognizing', page: number };
    const beside = await ocr.readBeside(number, page.boxes);
    if (beside.kind === 'again') {
      yield again(number, report);
      return;
    }
    if (beside.kind === 'lines') {
      all = [...lines, ...beside.lines];
      report.read.push({ page: number, confidence: beside.confidence });
    }
  }
  yield { kind: 'record', record: pageRecord(page, all, sizes.usual()) };
}

/**
 * Reads a PDF page by page: what is printed and filled in, and by OCR what is a picture. Pages without text come with an empty text,
 * those without anything as `blank`, broken ones as `unreadable`. Where it cannot go on without an engine, it ends with `again`. Throws
 * AppError invalid when nothing can be read.
 */
export async function* readPdf(
  path: string,
  maxPages: number,
  { ocr: options = defaultOcr, engine, password, resume }: PdfOptions = {},
): AsyncGenerator<ExtractMessage> {
  const { document, octets, incomplete, notes: missing } = await openPdf(path, password);
  const active = await activeParts(document, octets);
  const totalPages = document.numPages;
  if (totalPages === 0) throw refusal('no-pages', 'This PDF has no pages.');
  if (totalPages > maxPages) {
    throw refusal(
      'too-many-pages',
      `This PDF has ${totalPages.toLocaleString('en')} pages; at most ${maxPages.toLocaleString('en')} can be read. Split it into parts, then upload them.`,
    );
  }
  if (!resume) yield { kind: 'opened', totalPages };
  const report = new OcrReport(resume?.counts);
  const ocr = new PageOcr(octets, { engine, options, password, looked: report.looked });
  const reading: Reading = { ocr, report, sizes: new SizeCount() };
  let read = 0;
  try {
    for (let number = 1; number <= totalPages; number++) {
      const page = await document.getPage(number).catch(() => undefined);
      const printed = page && (await readPrinted(page).catch(() => undefined));
      page?.cleanup();
      // fonts and pictures that pages have in common gather in the document
      if (number % 50 === 0) await document.cleanup();
      if (printed) read++;
      if (number < (resume?.fromPage ?? 1)) {
        if (printed && !printed.isGarbled) reading.sizes.add(printed.lines);
      } else if (printed) {
        for await (const message of readPage(printed, reading)) {
          yield message;
          if (message.kind === 'again') return;
        }
      } else yield { kind: 'unreadable', page: number };
    }
  } finally {
    await ocr.close();
  }
  if (read === 0) throw damaged(undefined);
  const hasForm = await hasUnreadForm(document);
  const notes = [
    ...missing,
    ...report.notes({ missingLanguages: notInstalled(options.languages), maxPages: options.maxPages }),
    ...(hasForm ? [unreadFormNote] : []),
    ...(active.length > 0 ? [activeNote(active)] : []),
  ];
  const faulty = hasForm || missing.length > 0 || report.isFaulty;
  yield { kind: 'done', notes, incomplete, ...(faulty ? { faulty } : {}) };
}
