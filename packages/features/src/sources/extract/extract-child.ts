/**
 * The process that reads a file: apart from the worker, so that a hostile or broken file can only take down this.
 * It is told over IPC what to read and sends what it finds, a bounded number of messages ahead of what was taken.
 */
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage, ExtractOrder } from './extracted.ts';

/** So many messages may be under way, or a slow database would let a thousand pages pile up in memory. */
const ahead = 16;

let taken = 0;
let wake = () => {};

const say = (message: ExtractMessage) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });

async function read(order: Extract<ExtractOrder, { kind: 'read' }>): Promise<void> {
  const pdf = order.mediaType === 'application/pdf';
  // each reader is loaded when it is needed: pdf.js alone takes a fifth of a second
  const messages = pdf
    ? (await import('./read-pdf.ts')).readPdf(order.path, order.maxPages)
    : (await import('./read-text.ts')).readText(order.path, order.mediaType);
  let sent = 0;
  for await (const message of messages) {
    while (sent - taken >= ahead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    await say(message);
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
