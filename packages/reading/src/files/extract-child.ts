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
      return (await import('./mail/read-eml.ts')).readEml(path);
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return (await import('./office/read-docx.ts')).readDocx(path);
    case 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet':
      return (await import('./tables/read-xlsx.ts')).readXlsx(path, options);
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
    case 'image/tiff':
    case 'image/gif':
      return (await import('./images/read-image.ts')).readImage(path, order.ocr);
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
