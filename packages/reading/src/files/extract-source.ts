import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { ExtractMessage, ExtractOrder, Reading, Resumption } from './extracted.ts';
import { type MessageOfReader, mostWithin, withMembers } from './members/with-members.ts';
import { systemFolders } from './ocr/languages.ts';
import { defaultOcr, type OcrOptions } from './ocr/ocr-options.ts';
import { watchMemory } from './watch-memory.ts';
import { ReadingTime } from './watch-time.ts';

const maxPages = 5_000;
/** What reads letters takes this much beside what the file takes, in one language; each further one some 20 MB. */
const ocrMemoryMb = 384;

export type ExtractOptions = {
  path: string;
  mediaType: string;
  /** How the file is to be read, where that was said. */
  options?: ReadOptions;
  /** What opens the file, where it has a password. */
  password?: string | undefined;
  /** In which the dates of mails are written, such as `Asia/Tokyo`; UTC where there is none. */
  timeZone?: string | undefined;
  /** Above this much resident memory, or this long, the reading process is killed. */
  memoryMb: number;
  timeoutMs: number;
  /** How letters are read from pictures; each page has a time of its own, which does not count for `timeoutMs`. */
  ocr?: OcrOptions;
  signal: AbortSignal;
};

/** Why the reading process was killed, as long as it was by us. */
type Verdict = { error: AppError | undefined };

const refusal = (reason: string, message: string) => new AppError('invalid', `sources.${reason}`, message);

const tooSlow = (timeoutMs: number) =>
  refusal(
    'too-slow',
    `Reading this file took longer than the limit of ${Math.round(timeoutMs / 1000)} seconds. Split it into parts, then upload them.`,
  );
const tooMuchMemory = (memoryMb: number) =>
  refusal(
    'too-much-memory',
    `Reading this file needed more memory than the limit of ${memoryMb} MB. Split it or make its pages simpler, then upload it again.`,
  );

/** The folders that the reading process may look into besides the file: our code, our words for errors, and the packages that read. */
async function readableFolders(): Promise<string[]> {
  const places = [
    new URL('../..', import.meta.url),
    new URL('..', import.meta.resolve('@millrace/contract/app-error')),
    new URL('.', import.meta.resolve('pdfjs-dist/package.json')),
  ];
  const folders = await Promise.all(places.map((place) => realpath(fileURLToPath(place))));
  // readers have packages of their own: pnpm keeps them all in one folder
  const store = /^.*?[/\\]node_modules(?:[/\\]\.pnpm)?(?=[/\\])/.exec(folders.at(-1) ?? '')?.[0];
  const systemLanguages = systemFolders.filter((folder) => existsSync(folder));
  return [...folders, ...(store ? [store] : []), ...systemLanguages];
}

/** A process with no secret in its environment, that may read the file and its own code and may do nothing else to the machine's files. */
async function startReader({ path, mediaType, memoryMb }: ExtractOptions, resume?: Resumption): Promise<ChildProcess> {
  const readable = [await realpath(path), ...(await readableFolders())];
  return fork(fileURLToPath(new URL('./extract-child.ts', import.meta.url)), [], {
    execArgv: [
      '--permission',
      // what opens pictures is native code, what reads letters runs on a thread; a PDF gives that right up before its file is opened
      ...(mediaType.startsWith('image/') ? ['--allow-addons'] : []),
      ...(mediaType.startsWith('image/') || resume ? ['--allow-worker'] : []),
      ...readable.map((place) => `--allow-fs-read=${place}`),
      `--max-old-space-size=${memoryMb}`,
      '--disable-warning=ExperimentalWarning',
    ],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Kills the process when time, memory or patience is over, and notes which. Returns how to stop watching. */
function guard(child: ChildProcess, options: ExtractOptions, verdict: Verdict, time: ReadingTime): () => void {
  const kill = (error: AppError | undefined) => {
    verdict.error ??= error;
    child.kill('SIGKILL');
  };
  const stopTime = time.watch(() => kill(tooSlow(options.timeoutMs)));
  const stopWatching = watchMemory(child.pid, options.memoryMb, () => kill(tooMuchMemory(options.memoryMb)));
  const onAbort = () => kill(undefined);
  options.signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    stopTime();
    stopWatching();
    options.signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
  };
}

/** Why a process ended without having said so. V8 says that its heap is full, C++ that it gets no more; other aborts are crashes. */
function unexpectedEnd(code: number | null, signal: string | null, stderr: string, memoryMb: number): AppError {
  if (/out of memory|bad_alloc/.test(stderr)) return tooMuchMemory(memoryMb);
  return new AppError(
    'internal',
    'sources.reader-stopped',
    'The file could not be read: the reader stopped unexpectedly. Try again. If it happens again, save the file again in the program that made it.',
    {
      cause: new Error(`reader ended with ${code ?? signal}: ${stderr}`),
    },
  );
}

/**
 * Reads a file in a process of its own and yields what it finds as it comes, not faster than it is taken; files within it are read in
 * the same way and come as records with their paths. The processes are gone when this ends, however it ends. Throws AppError invalid with
 * the reason in words, or what the signal was aborted with.
 */
export function extractSource(options: ExtractOptions): AsyncGenerator<Reading> {
  const read = (file: { path: string; mediaType: string }) => extractAlone({ ...options, options: {}, ...file });
  return withMembers(extractAlone(options), { read, signal: options.signal, left: { ...mostWithin } });
}

/** One file, without those within it. */
async function* extractAlone(options: ExtractOptions): AsyncGenerator<MessageOfReader> {
  const ocr = options.ocr ?? defaultOcr;
  const time = new ReadingTime({ timeoutMs: options.timeoutMs, pageTimeoutMs: ocr.pageTimeoutMs });
  let resume: Resumption | undefined;
  do {
    const memoryMb = options.memoryMb + (resume ? ocrMemoryMb : 0);
    resume = yield* readOnce({ ...options, memoryMb, ocr }, time, resume);
  } while (resume);
}

/** Reads in one process. Returns from where another must continue, or undefined at the end. */
async function* readOnce(
  options: ExtractOptions & { ocr: OcrOptions },
  time: ReadingTime,
  resume: Resumption | undefined,
): AsyncGenerator<MessageOfReader, Resumption | undefined> {
  options.signal.throwIfAborted();
  const child = await startReader(options, resume);
  const verdict: Verdict = { error: undefined };
  const release = guard(child, options, verdict, time);
  const inbox = receive(child, (message) => time.setPage(message.kind === 'recognizing'));
  try {
    tell(child, {
      kind: 'read',
      path: options.path,
      mediaType: options.mediaType,
      maxPages,
      options: options.options ?? {},
      ocr: options.ocr,
      ...(options.password === undefined ? {} : { password: options.password }),
      ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }),
      ...(resume ? { resume } : {}),
    });
    for (let taken = 1; ; taken++) {
      const message = await inbox.next();
      if (message.kind === 'ended') {
        options.signal.throwIfAborted();
        throw verdict.error ?? unexpectedEnd(message.code, message.signal, message.stderr, options.memoryMb);
      }
      if (message.kind === 'refused') throw new AppError('invalid', message.reason, message.message);
      if (message.kind === 'again') return message;
      if (message.kind !== 'recognizing') {
        time.setWaiting(true);
        yield message;
        time.setWaiting(false);
      }
      if (message.kind === 'done') return undefined;
      tell(child, { kind: 'taken', messages: taken });
    }
  } finally {
    release();
  }
}

/** A process that has just died cannot be told anything; its end is in the inbox. */
function tell(child: ChildProcess, order: ExtractOrder): void {
  if (child.connected) child.send(order, () => {});
}

type Ended = { kind: 'ended'; code: number | null; signal: string | null; stderr: string };

/** The messages of a process in order, and after the last one its end. */
function receive(
  child: ChildProcess,
  onMessage: (message: ExtractMessage) => void,
): { next(): Promise<ExtractMessage | Ended> } {
  const waiting: (ExtractMessage | Ended)[] = [];
  let arrived = () => {};
  let stderr = '';
  const put = (message: ExtractMessage | Ended) => {
    waiting.push(message);
    arrived();
  };
  child.stderr?.on('data', (part: Buffer) => {
    // long enough for what V8 says of a full heap: the reason comes first, a trace of many lines after it
    stderr = (stderr + part.toString('utf8')).slice(-8_000);
  });
  child.on('message', (message) => {
    onMessage(message as ExtractMessage);
    put(message as ExtractMessage);
  });
  child.on('error', (error) => put({ kind: 'ended', code: null, signal: null, stderr: error.message }));
  // 'close' comes when the channel is drained and stderr read, so no message is behind it
  child.on('close', (code, signal) => put({ kind: 'ended', code, signal, stderr }));
  return {
    async next() {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
      return waiting.shift() as ExtractMessage | Ended;
    },
  };
}
