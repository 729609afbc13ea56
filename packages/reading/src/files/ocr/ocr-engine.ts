import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createWorker, type Lang, OEM, type Page, type Worker } from 'tesseract.js';
import type { OcrOptions } from './ocr-options.ts';

/** The file of a language; undefined where its package is not installed. */
export function languageFile(language: string): string | undefined {
  if (!/^[a-z]{3}(?:_[a-z]+)*$/i.test(language)) return undefined;
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@tesseract.js-data/${language}/package.json`)));
    return join(folder, '4.0.0_best_int', `${language}.traineddata.gz`);
  } catch {
    return undefined;
  }
}

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
  /** Those that it should read and cannot. */
  readonly missing: string[];
  #worker: Promise<Worker> | undefined;

  constructor({ languages }: OcrOptions) {
    this.#languages = languages.filter((language) => languageFile(language) !== undefined);
    this.missing = languages.filter((language) => languageFile(language) === undefined);
  }

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
      if (error instanceof OcrTimeout) await this.close();
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
