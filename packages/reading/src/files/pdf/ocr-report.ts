import { pageList } from '../missing-pages.ts';
import type { NoLetters } from './page-ocr.ts';

/** Below this certainty of a page, in percent, its text is one to check. */
const sure = 70;

type Read = { page: number; confidence: number };

const named = (pages: number[]) => (pages.length === 1 ? `page ${pages[0]}` : `pages ${pageList(pages)}`);
const pagesAre = (pages: number[]) => (pages.length === 1 ? `Page ${pages[0]} was` : `Pages ${pageList(pages)} were`);
const mean = (pages: Read[]): number =>
  Math.round(pages.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, pages.length));

/** Counts what became of pages that were read as pictures, and says it in words. */
export class OcrReport {
  readonly read: Read[] = [];
  readonly blank: number[] = [];
  readonly garbled: number[] = [];
  readonly none: Record<NoLetters, number[]> = { without: [], late: [], beyond: [] };

  /** Whether what came in may be wrong, or something is missing that the list of pages without text does not have. */
  get isFaulty(): boolean {
    return this.garbled.length > 0 || this.read.some(({ confidence }) => confidence < sure);
  }

  notes({ missingLanguages, maxPages }: { missingLanguages: string[]; maxPages: number }): string[] {
    const notes: string[] = [];
    const good = this.read.filter(({ confidence }) => confidence >= sure);
    const poor = this.read.filter(({ confidence }) => confidence < sure);
    const numbers = (pages: Read[]) => pages.map(({ page }) => page);
    if (good.length > 0) notes.push(`${pagesAre(numbers(good))} read by OCR, sure to ${mean(good)} %.`);
    if (poor.length > 0) {
      notes.push(
        `${pagesAre(numbers(poor))} read by OCR, sure to only ${mean(poor)} %: compare the text with the original, or upload a sharper scan.`,
      );
    }
    const { garbled, blank } = this;
    if (garbled.length > 0) {
      notes.push(
        `${pagesAre(garbled)} read, but the text is unsure: its letters make no words, as in files whose fonts do not say which letters they show.`,
      );
    }
    if (this.none.late.length > 0) notes.push(`OCR took too long and was stopped on ${named(this.none.late)}.`);
    if (this.none.beyond.length > 0) {
      const most = maxPages.toLocaleString('en');
      notes.push(`OCR reads at most ${most} pages per file. Not read: ${named(this.none.beyond)}.`);
    }
    const isUsed = this.read.length + this.none.without.length > 0;
    if (isUsed && missingLanguages.length > 0) {
      notes.push(`Languages of OCR that are not installed: ${missingLanguages.join(', ')}.`);
    }
    if (blank.length > 0) {
      notes.push(
        blank.length === 1 ? `Page ${blank[0]} is blank.` : `${blank.length} pages are blank: ${pageList(blank)}.`,
      );
    }
    return notes;
  }
}
