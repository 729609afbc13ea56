import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '@millrace/contract/app-error';
import type { Page } from './extract-page.ts';

/** `encoding`: that of the page before it was a string. */
type Order = { html: string; address: string; robotsHeader: string; encoding?: string };
export type PageReader = {
  /** Throws AppErrors: `crawl.unreadable-page` when the page is too much for its reader, `crawl.slow-page` when it takes too long. */
  read(page: Order): Promise<Page>;
  close(): Promise<void>;
};
type Job = { order: Order; resolve(page: Page): void; reject(error: AppError): void };

const memoryMb = 256;
const maxThreads = 3;
/** Who has nothing to read for so long gives its memory back. */
const idleMs = 20_000;

const unreadable = (message: string, cause?: unknown) =>
  new AppError('invalid', 'crawl.unreadable-page', message, { cause });
const slow = (message: string) => new AppError('invalid', 'crawl.slow-page', message);
const stopped = 'Reading this page was stopped.';

/** A thread that reads one page at a time. It is gone after a page that was too much for it, and `onFree` hears each time it could take one. */
class ReaderThread {
  readonly #worker: Worker;
  readonly #timeoutMs: number;
  readonly #onFree: () => void;
  #job: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #gone = false;

  constructor(timeoutMs: number, onFree: () => void) {
    this.#timeoutMs = timeoutMs;
    this.#onFree = onFree;
    this.#worker = new Worker(new URL('./page-reader.worker.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.#worker.on('message', (page: Page) => {
      const job = this.#take();
      job?.resolve(page);
      this.#onFree();
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const tooMuch = `Reading this page needed more memory than the limit of ${memoryMb} MB.`;
      this.end(unreadable(isFull ? tooMuch : 'This page could not be read: its HTML is damaged.', error));
    });
    this.#worker.on('exit', () => this.end(unreadable(stopped)));
  }

  get isFree(): boolean {
    return this.#job === undefined && !this.#gone;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  read(job: Job): void {
    this.#worker.ref();
    this.#job = job;
    clearTimeout(this.#timer);
    const tooSlow = `Reading this page took longer than the limit of ${this.#timeoutMs / 1_000} seconds.`;
    this.#timer = setTimeout(() => this.end(slow(tooSlow)), this.#timeoutMs);
    this.#worker.postMessage(job.order);
  }

  #take(): Job | undefined {
    const job = this.#job;
    this.#job = undefined;
    clearTimeout(this.#timer);
    // an idle thread keeps no process alive, and not its memory for ever
    this.#worker.unref();
    this.#timer = setTimeout(() => this.end(unreadable(stopped)), idleMs).unref();
    return job;
  }

  end(error: AppError): void {
    if (this.#gone) return;
    this.#gone = true;
    const job = this.#take();
    clearTimeout(this.#timer);
    void this.#worker.terminate();
    job?.reject(error);
    this.#onFree();
  }
}

/** Reads pages on threads of its own, started when they are needed; one that a page was too much for is replaced. */
export function openPageReader({
  timeoutMs = 15_000,
  threads: size = Math.min(maxThreads, availableParallelism()),
} = {}): PageReader {
  let threads: ReaderThread[] = [];
  const waiting: Job[] = [];
  let closed = false;

  function handOut(): void {
    threads = threads.filter((thread) => !thread.isGone);
    while (waiting.length > 0 && !closed) {
      let thread = threads.find(({ isFree }) => isFree);
      if (!thread && threads.length < size) {
        thread = new ReaderThread(timeoutMs, handOut);
        threads.push(thread);
      }
      if (!thread) return;
      thread.read(waiting.shift() as Job);
    }
  }

  return {
    read(order) {
      if (closed) return Promise.reject(unreadable(stopped));
      return new Promise((resolve, reject) => {
        waiting.push({ order, resolve, reject });
        handOut();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(unreadable(stopped));
      for (const thread of threads) thread.end(unreadable(stopped));
    },
  };
}
