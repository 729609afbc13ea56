import { Worker } from 'node:worker_threads';
import { AppError } from '@millrace/contract/app-error';
import type { Page } from './extract-page.ts';

type Order = { html: string; address: string; robotsHeader: string };
export type PageReader = {
  /** Throws AppError invalid when the page hangs its reader or needs too much memory. */
  read(page: Order): Promise<Page>;
  close(): Promise<void>;
};
type Job = { resolve(page: Page): void; reject(error: AppError): void };

const memoryMb = 256;

/** Reads pages on a thread of its own, one after the other; the thread is replaced when a page was too much for it. */
export function openPageReader({ timeoutMs = 15_000 } = {}): PageReader {
  let worker: Worker | undefined;
  let job: Job | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function start(): Worker {
    const thread = new Worker(new URL('./page-reader.worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    thread.on('message', (page: Page) => job?.resolve(page));
    thread.on('error', (error: NodeJS.ErrnoException) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const message = full
        ? `Reading this page needed more than the ${memoryMb} MB of memory it may use.`
        : 'This page could not be read: its HTML is damaged.';
      if (thread === worker) replace(message, error);
    });
    thread.on('exit', () => {
      if (thread === worker) replace('Reading this page was stopped.');
    });
    return thread;
  }

  function replace(message: string, cause?: unknown): void {
    const thread = worker;
    worker = undefined;
    void thread?.terminate();
    job?.reject(new AppError('invalid', 'crawl.unreadable-page', message, { cause }));
  }

  async function readNow(page: Order): Promise<Page> {
    worker ??= start();
    const tooSlow = `Reading this page took longer than the ${timeoutMs / 1_000} seconds it may take.`;
    const timer = setTimeout(() => replace(tooSlow), timeoutMs);
    try {
      return await new Promise<Page>((resolve, reject) => {
        job = { resolve, reject };
        worker?.postMessage(page);
      });
    } finally {
      job = undefined;
      clearTimeout(timer);
    }
  }

  return {
    read(page) {
      const read = turn.then(() => readNow(page));
      turn = read.catch(() => {});
      return read;
    },
    async close() {
      const thread = worker;
      replace('Reading this page was stopped.');
      await thread?.terminate();
    },
  };
}
