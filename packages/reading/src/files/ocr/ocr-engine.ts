import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createWorker, type Lang, OEM, type Page, type Worker } from 'tesseract.js';
import { installed, languageFile } from './languages.ts';
import type { OcrOptions } from './ocr-options.ts';

/** Tesseract.js loads the languages of one folder only. Those that were put into its file system by hand are here already. */
class Loaded extends Array<string> {
  override filter(): string[] {
    return [];
  }
}

export class OcrTimeout extends Error {}

/** Reads the letters of pictures, one picture at a time, on a thread. Nothing is fetched and nothing is kept. */
export class OcrEngine {
  readonly #languages: string[];
  #worker: Promise<Worker> | undefined;

  constructor({ languages }: OcrOptions) {
    this.#languages = installed(languages);
  }

  /** Starts it now and gives up the right to start threads: what is read afterwards can start none, whatever it does. */
  async startAlone(): Promise<void> {
    this.#worker ??= this.#start();
    await this.#worker;
    // newer than its types, and than the first versions of Node 24
    const drop: unknown = Reflect.get(process.permission ?? {}, 'drop');
    if (typeof drop === 'function') drop.call(process.permission, 'worker');
  }

  /** After a timeout: where it was started alone, it cannot be started again. */
  isLost = false;

  /** Whether there is a language to read in. */
  get isAvailable(): boolean {
    return this.#languages.length > 0;
  }

  async #start(): Promise<Worker> {
    const [first = '', ...more] = this.#languages;
    const worker = await createWorker(first, OEM.LSTM_ONLY, {
      langPath: dirname(languageFile(first) ?? ''),
      cacheMethod: 'none',
      gzip: true,
      // what goes wrong is thrown where it was asked for
      errorHandler: () => {},
    });
    for (const language of more) {
      const packed = await readFile(languageFile(language) ?? '');
      await worker.FS('writeFile', [`${language}.traineddata`, gunzipSync(packed)]);
    }
    if (more.length > 0) await worker.reinitialize(Loaded.of(first, ...more) as unknown as Lang[]);
    return worker;
  }

  /** Throws OcrTimeout at the deadline, a time as of `performance.now()`; the next picture is read all the same. */
  async recognize(picture: Buffer, deadline: number): Promise<Page> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new OcrTimeout()), deadline - performance.now());
    try {
      const reading = worker.recognize(picture, {}, { text: false, blocks: true });
      reading.catch(() => {});
      return (await Promise.race([reading, late.promise])).data;
    } catch (error) {
      if (error instanceof OcrTimeout) {
        this.isLost = true;
        await this.close();
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    this.#worker = undefined;
    await worker?.terminate();
  }
}
