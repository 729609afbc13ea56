/**
 * The process that reads a file: apart from the worker, so that a hostile or broken file can only take down this.
 * It is told over IPC what to read and sends what it finds, a bounded number of messages ahead of what was taken.
 */
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage, ExtractOrder } from './extracted.ts';
import type { OcrEngine } from './ocr/ocr-engine.ts';
import { normalizeMessage } from './text/normalize-text.ts';

/** So many messages may be under way, or a slow database would let a thousand pages pile up in memory. */
const ahead = 16;

let taken = 0;
let wake = () => {};

const say = (message: ExtractMessage) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });

type ReadOrder = Extract<ExtractOrder, { kind: 'read' }>;

/** A reader that was started again for letters starts what reads them before it looks at the file. */
async function engineFor({ ocr, resume }: ReadOrder): Promise<OcrEngine | undefined> {
  if (!resume) return undefined;
  const { OcrEngine } = await import('./ocr/ocr-engine.ts');
  const engine = new OcrEngine(ocr);
  await engine.startAlone();
  return engine;
}

/** Each reader is loaded when it is needed: pdf.js alone takes a fifth of a second. */
async function open(order: ReadOrder): Promise<AsyncGenerator<ExtractMessage>> {
  const { path, mediaType, maxPages, options } = order;
  switch (mediaType) {
    case 'application/pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf(path, maxPages, { ...order, engine: await engineFor(order) });
    case 'text/csv':
      return (await import('./tables/read-csv.ts')).readCsv(path, options);
    case 'text/html':
      return (await import('./html/read-html.ts')).readHtml(path, options);
    case 'message/rfc822':
      return (await import('./mail/read-eml.ts')).readEml(path, order.timeZone);
    case 'application/mbox':
      return (await import('./mail/read-mbox.ts')).readMbox(path, order.timeZone);
    case 'application/vnd.ms-outlook':
      return (await import('./mail/read-msg.ts')).readMsg(path, order.timeZone);
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return (await import('./office/read-docx.ts')).readDocx(path);
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
    case 'application/vnd.ms-excel':
    case 'application/vnd.ms-excel.sheet.binary.macroenabled.12':
    case 'application/vnd.oasis.opendocument.spreadsheet':
      return (await import('./tables/read-xlsx.ts')).readXlsx(path, options);
    case 'application/vnd.openxmlformats-officedocument.presentationml.presentation':
      return (await import('./slides/read-pptx.ts')).readPptx(path);
    case 'application/vnd.oasis.opendocument.text':
      return (await import('./opendocument/read-odt.ts')).readOdt(path);
    case 'application/vnd.oasis.opendocument.presentation':
      return (await import('./opendocument/read-odp.ts')).readOdp(path);
    case 'application/epub+zip':
      return (await import('./epub/read-epub.ts')).readEpub(path);
    case 'application/rtf':
      return (await import('./rtf/read-rtf.ts')).readRtf(path);
    case 'application/zip': {
      const document = await (await import('./zip/document-in-zip.ts')).documentInZip(path);
      return document ? open({ ...order, mediaType: document }) : (await import('./zip/read-zip.ts')).readZip(path);
    }
    case 'application/msword':
      return (await import('./office/read-doc.ts')).readDoc(path);
    case 'application/json':
      return (await import('./json/read-json.ts')).readJson(path, options);
    case 'application/x-ndjson':
      return (await import('./json/read-json-lines.ts')).readJsonLines(path, options);
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
    case 'image/tiff':
    case 'image/gif':
      return (await import('./images/read-image.ts')).readImage(path, order.ocr);
    case 'image/heic': {
      const picture = await (await import('./images/decode-heic.ts')).decodeHeic(path);
      return (await import('./images/read-image.ts')).readImage(picture, order.ocr);
    }
    default:
      return (await import('./text/read-text.ts')).readText(path, mediaType, options);
  }
}

async function read(order: ReadOrder): Promise<void> {
  const messages = await open(order);
  let sent = 0;
  for await (const message of messages) {
    while (sent - taken >= ahead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await say(normalizeMessage(message));
    sent++;
  }
}

process.on('message', (order: ExtractOrder) => {
  if (order.kind === 'taken') {
    taken = order.messages;
    wake();
    return;
  }
  read(order)
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return say({ kind: 'refused', reason: error.reason, message: error.message });
    })
    .then(() => process.disconnect());
});
// the worker is gone: nobody wants this any more
process.on('disconnect', () => process.exit());
