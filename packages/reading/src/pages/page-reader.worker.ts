// The thread of page-reader.ts: one page in, its text and links out. A page that hangs or eats memory takes down only this.
import { parentPort } from 'node:worker_threads';
import { extractPage } from './extract-page.ts';

if (!parentPort) throw new Error('This file runs on a worker thread only');
const port = parentPort;
type Order = { html: string; address: string; robotsHeader: string; encoding?: string };
port.on('message', ({ html, address, robotsHeader, encoding }: Order) => {
  port.postMessage(extractPage(html, address, robotsHeader, encoding));
});
