import type { Box } from '@millrace/contract/records/locator';
import { type GreyPicture, inkShare, isBlank, painted } from '../ocr/grey-picture.ts';
import { installed } from '../ocr/languages.ts';
import { type OcrEngine, OcrTimeout } from '../ocr/ocr-engine.ts';
import { ocrLines } from '../ocr/ocr-lines.ts';
import type { OcrOptions } from '../ocr/ocr-options.ts';
import { readUpright } from '../ocr/read-upright.ts';
import type { Line } from './place-lines.ts';
import { PageRenderer } from './render-page.ts';

/** Why a page has no letters: there are none, its time ran out, or more pages are not read. */
export type NoLetters = 'without' | 'late' | 'beyond';
/** What became of a page that was looked at as a picture. `confidence`: in percent. */
export type PageLook =
  | { kind: 'blank' }
  /** There are letters to be read, but nothing that reads them: the process must be started again with the right to do so. */
  | { kind: 'again' }
  | { kind: 'none'; why: NoLetters }
  | { kind: 'lines'; lines: Line[]; confidence: number };

/** So much of a page with a few printed words must be something else, or it is not worth a look. */
const leastRest = 0.004;
/** Beside printed words only what is sure is taken, or photographs would add noise. */
const sureBeside = 70;
const leastWordsBeside = 5;

const none = (why: NoLetters): PageLook => ({ kind: 'none', why });

/** Looks at pages of a PDF as pictures and reads their letters. */
export class PageOcr {
  readonly #octets: Uint8Array;
  readonly #options: OcrOptions;
  readonly #password: string | undefined;
  readonly #engine: OcrEngine | undefined;
  #renderer: Promise<PageRenderer | undefined> | undefined;
  #looked: number;

  /** `looked`: how many pages were read so before. */
  constructor(
    octets: Uint8Array,
    {
      engine,
      looked,
      options,
      password,
    }: { engine: OcrEngine | undefined; looked: number; options: OcrOptions; password?: string | undefined },
  ) {
    this.#octets = octets;
    this.#options = options;
    this.#password = password;
    this.#engine = engine;
    this.#looked = looked;
  }

  #render(number: number, scale?: number) {
    this.#renderer ??= PageRenderer.open(this.#octets, this.#password).catch(() => undefined);
    return this.#renderer.then((renderer) => renderer?.render(number, scale).catch(() => undefined));
  }

  /** Whether much of a page is neither paper nor within these boxes, which are of its printed words. */
  async hasMore(number: number, boxes: Box[]): Promise<boolean> {
    const rendered = await this.#render(number, 0.5);
    return rendered !== undefined && inkShare(painted(rendered.picture, boxes, rendered.scale)) > leastRest;
  }

  /** Reads a page without the parts in these boxes. */
  async read(number: number, boxes: Box[]): Promise<PageLook> {
    const rendered = await this.#render(number);
    if (!rendered) return none('without');
    const picture = painted(rendered.picture, boxes, rendered.scale);
    if (isBlank(picture)) return { kind: 'blank' };
    if (installed(this.#options.languages).length === 0) return none('without');
    if (this.#looked >= this.#options.maxPages) return none('beyond');
    if (!this.#engine || this.#engine.isLost) return { kind: 'again' };
    this.#looked++;
    return this.#recognize(this.#engine, picture, rendered.scale);
  }

  async #recognize(engine: OcrEngine, picture: GreyPicture, scale: number): Promise<PageLook> {
    try {
      const upright = await readUpright(engine, picture, performance.now() + this.#options.pageTimeoutMs);
      const lines = ocrLines(upright, picture, scale);
      if (lines.length === 0) return none('without');
      return { kind: 'lines', lines, confidence: upright.confidence };
    } catch (error) {
      return none(error instanceof OcrTimeout ? 'late' : 'without');
    }
  }

  /** What else is on a page that has printed words in these boxes: `lines` only where they are surely text. */
  async readBeside(number: number, boxes: Box[]): Promise<PageLook> {
    if (!(await this.hasMore(number, boxes))) return { kind: 'blank' };
    const look = await this.read(number, boxes);
    if (look.kind !== 'lines') return look;
    const words = look.lines.reduce((sum, line) => sum + (line.text.match(/\p{L}{2,}/gu)?.length ?? 0), 0);
    return look.confidence < sureBeside || words < leastWordsBeside ? none('without') : look;
  }

  async close(): Promise<void> {
    await this.#engine?.close();
    (await this.#renderer)?.close();
  }
}
