/**
 * `languages`: as Tesseract calls them (`eng`, `deu`), each from a package `@tesseract.js-data/…` or of the system. A page that takes longer than
 * `pageTimeoutMs` is given up; of a file at most `maxPages` are recognized.
 */
export type OcrOptions = { languages: string[]; pageTimeoutMs: number; maxPages: number };

export const defaultOcr: OcrOptions = { languages: ['eng'], pageTimeoutMs: 120_000, maxPages: 1_000 };
