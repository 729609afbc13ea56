import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createWorker, type Lang, OEM, type Page, type Worker } from 'tesseract.js';
import { type LanguageFile, languageFile } from './languages.ts';
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
  readonly #languages: { name: string; file: LanguageFile }[];
  #worker: Promise<Worker> | undefined;

  /** @param folders where languages of the system are */
  constructor({ languages }: OcrOptions, folders?: string[]) {
    this.#languages = languages.flatMap((name) => {
      const file = languageFile(name, folders);
      return file ? [{ name, file }] : [];
    });
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
    const [first, ...more] = this.#languages;
    if (!first) throw new Error('No language is installed.');
    const worker = await createWorker(first.name, OEM.LSTM_ONLY, {
      langPath: dirname(first.file.path),
      cacheMethod: 'none',
      gzip: first.file.isPacked,
      // what goes wrong is thrown where it was asked for
      errorHandler: () => {},
    });
    for (const { name, file } of more) {
      const data = await readFile(file.path);
      await worker.FS('writeFile', [`${name}.traineddata`, file.isPacked ? gunzipSync(data) : data]);
    }
    const names = this.#languages.map(({ name }) => name);
    if (more.length > 0) await worker.reinitialize(Loaded.of(...names) as unknown as Lang[]);
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
