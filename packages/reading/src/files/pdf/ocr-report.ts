import { pageList } from '../missing-pages.ts';
import { sureFrom } from '../ocr/read-upright.ts';
import type { NoLetters } from './page-ocr.ts';

type Read = { page: number; confidence: number };

const named = (pages: number[]) => (pages.length === 1 ? `page ${pages[0]}` : `pages ${pageList(pages)}`);
const pagesAre = (pages: number[]) => (pages.length === 1 ? `Page ${pages[0]} was` : `Pages ${pageList(pages)} were`);
const mean = (pages: Read[]): number =>
  Math.round(pages.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, pages.length));

/** What became of pages that were looked at as pictures, by their numbers. */
export type OcrCounts = { read: Read[]; blank: number[]; garbled: number[]; none: Record<NoLetters, number[]> };

const nothing = (): OcrCounts => ({ read: [], blank: [], garbled: [], none: { without: [], late: [], beyond: [] } });

/** Counts what became of pages, and says it in words. */
export class OcrReport implements OcrCounts {
  readonly read: Read[];
  readonly blank: number[];
  readonly garbled: number[];
  readonly none: Record<NoLetters, number[]>;

  constructor(counts: OcrCounts = nothing()) {
    this.read = counts.read;
    this.blank = counts.blank;
    this.garbled = counts.garbled;
    this.none = counts.none;
  }

  get counts(): OcrCounts {
    const { read, blank, garbled, none } = this;
    return { read, blank, garbled, none };
  }

  /** How many pages were read, or should have been. */
  get looked(): number {
    return this.read.length + this.none.without.length + this.none.late.length;
  }

  /** Whether what came in may be wrong, or something is missing that the list of pages without text does not have. */
  get isFaulty(): boolean {
    return this.garbled.length > 0 || this.read.some(({ confidence }) => confidence < sureFrom);
  }

  notes({ missingLanguages, maxPages }: { missingLanguages: string[]; maxPages: number }): string[] {
    const notes: string[] = [];
    const good = this.read.filter(({ confidence }) => confidence >= sureFrom);
    const poor = this.read.filter(({ confidence }) => confidence < sureFrom);
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
    if (this.looked > 0 && missingLanguages.length > 0) {
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
