import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { GreyPicture } from '../ocr/grey-picture.ts';

/** Letters of 6 points need so many pixels per inch to be read well; a page of more than A3 gets fewer, or memory would not do. */
const scannedDpi = 250;
const longestSide = 4_000;

/** A page as a picture; a point of the page has `scale` pixels. */
export type RenderedPage = { picture: GreyPicture; scale: number };

/** Draws pages of a PDF, in WebAssembly: what a hostile file does to it stays in its memory. */
export class PageRenderer {
  readonly #library: PDFiumLibrary;
  readonly #document: PDFiumDocument;

  private constructor(library: PDFiumLibrary, document: PDFiumDocument) {
    this.#library = library;
    this.#document = document;
  }

  static async open(octets: Uint8Array, password?: string): Promise<PageRenderer> {
    const library = await PDFiumLibrary.init();
    try {
      return new PageRenderer(library, await library.loadDocument(octets, password));
    } catch (error) {
      library.destroy();
      throw error;
    }
  }

  /** `number` counts from 1; `givenScale`: other than for reading. The page is as it is shown, with its fields. */
  async render(number: number, givenScale?: number): Promise<RenderedPage> {
    const page = this.#document.getPage(number - 1);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const scale = Math.min(givenScale ?? scannedDpi / 72, longestSide / Math.max(originalWidth, originalHeight));
    const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
    return { picture: { width, height, grey: data }, scale };
  }

  close(): void {
    this.#document.destroy();
    this.#library.destroy();
  }
}
