import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '@millrace/contract/app-error';
import { stopped } from './model-errors.ts';
import type { Embedder } from './port.ts';

export type BuiltinEmbedderOptions = {
  /** Each has the model in memory (about 300 MB) and takes a core while it embeds. One on up to three cores, else two. */
  threads?: number;
};

type Call = {
  texts: string[];
  vectors: Float32Array[];
  /** The next text to hand out, and how many have come back. */
  next: number;
  done: number;
  settle: (error: Error | undefined) => void;
};
type Job = { id: number; call: Call; at: number };
/** One text at a time: a second one waiting in the thread would delay a question and gain nothing (a text takes 40 ms or more). */
type Thread = { worker: Worker; job: Job | undefined };

/** Far above what the model reads (128 tokens); its tokenizer takes quadratic time. */
const readChars = 2000;

/**
 * The offline embedder: Universal Sentence Encoder Lite, whose weights come with npm, on threads of its own. English, 512
 * dimensions. Nothing is loaded before the first text. Calls take turns text by text, so that a question never waits for a
 * book that is being indexed. A thread that dies takes only the call along whose text it had (`unavailable`); the next text
 * starts a new one. Idle threads keep no process alive.
 */
export function builtinEmbedder(options: BuiltinEmbedderOptions = {}): Embedder {
  const size = Math.max(1, Math.floor(options.threads ?? (availableParallelism() > 3 ? 2 : 1)));
  const threads = new Set<Thread>();
  const calls: Call[] = [];
  let lastId = 0;
  let closed = false;

  function startThread(): Thread {
    // The process's own flags (an inspector's port, an input type) are not for it.
    const worker = new Worker(new URL('./builtin-embedder.worker.ts', import.meta.url), { execArgv: [] });
    const thread: Thread = { worker, job: undefined };
    threads.add(thread);
    worker.on('message', ({ id, vector }: { id: number; vector: Float32Array }) => {
      const job = thread.job;
      thread.job = undefined;
      if (job?.id === id) take(job.call, job.at, vector);
      handOut();
    });
    let reason: unknown;
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('exit', () => {
      threads.delete(thread);
      if (thread.job) end(thread.job.call, died(reason));
      handOut();
    });
    return thread;
  }

  function handOut(): void {
    // Threads that are being closed stay referenced until they have ended.
    if (closed) return;
    while (calls.length > 0) {
      const thread = freeThread();
      // Round robin: the call that got its turn goes to the end of the line, or leaves it with its last text.
      const call = thread ? calls.shift() : undefined;
      if (!thread || !call) break;
      const at = call.next++;
      if (call.next < call.texts.length) calls.push(call);
      thread.job = { id: ++lastId, call, at };
      thread.worker.ref();
      thread.worker.postMessage({ id: lastId, text: call.texts[at]!.slice(0, readChars).trim() || '.' });
    }
    for (const thread of threads) if (!thread.job) thread.worker.unref();
  }

  function freeThread(): Thread | undefined {
    for (const thread of threads) if (!thread.job) return thread;
    return threads.size < size ? startThread() : undefined;
  }

  function take(call: Call, at: number, vector: Float32Array): void {
    call.vectors[at] = vector;
    if (++call.done === call.texts.length) end(call, undefined);
  }

  function end(call: Call, error: Error | undefined): void {
    const place = calls.indexOf(call);
    if (place >= 0) calls.splice(place, 1);
    call.settle(error);
  }

  return {
    model: 'builtin-en-512',
    maxChars: 550,
    reads: isLatin,
    // of 16 queries and 120 passages about other things
    unrelated: { mean: 0.13, deviation: 0.08 },
    embed: (texts, signal) => {
      if (closed) return Promise.reject(shut());
      if (signal?.aborted) return Promise.reject(stopped());
      if (texts.length === 0) return Promise.resolve([]);
      const { promise, resolve, reject } = Promise.withResolvers<Float32Array[]>();
      const settle = (error: Error | undefined) => {
        signal?.removeEventListener('abort', onAbort);
        if (error) reject(error);
        else resolve(call.vectors);
      };
      const call: Call = { texts, vectors: [], next: 0, done: 0, settle };
      const onAbort = () => end(call, stopped());
      signal?.addEventListener('abort', onAbort, { once: true });
      calls.push(call);
      handOut();
      return promise;
    },
    close: async () => {
      closed = true;
      const pending = new Set(calls);
      for (const { job } of threads) if (job) pending.add(job.call);
      for (const call of pending) end(call, shut());
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

/** It has words of English only; texts of other scripts are all alike to it, and nearer to one another than to what they ask for. */
const isLatin = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu) ?? [];
  return (
    letters.length === 0 || letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length > letters.length / 2
  );
};

function died(cause: unknown): AppError {
  const message = 'The built-in search model stopped unexpectedly. It restarts automatically. Try again.';
  return new AppError('unavailable', 'llm.embedder-died', message, { cause });
}

const shut = (): AppError =>
  new AppError('unavailable', 'llm.closed', 'The server is shutting down. Try again in a moment.');
