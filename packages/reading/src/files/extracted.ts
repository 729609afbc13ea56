import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { BoxedSpan, Locator } from '@millrace/contract/records/locator';
import type { OcrOptions } from './ocr/ocr-options.ts';
import type { OcrCounts } from './pdf/ocr-report.ts';

/** A heading within a text: `start` to `end` in UTF-16 units. Level 1 is the highest. */
export type Heading = { start: number; end: number; text: string; level: number };

/** One place of a source as it comes out of a file: a page of a PDF, a section or the whole of a text. */
export type ExtractedRecord = {
  /** Counts from 1; null where there are no pages. */
  page: number | null;
  /** Where there are no pages: its row, its time. */
  place?: Locator;
  /** What the record is called, where the file says so: a row by its title column. */
  title?: string;
  /** Its language and when it was written (ISO 8601), where the source itself says so. */
  lang?: string | null;
  time?: string | null;
  text: string;
  spans: BoxedSpan[];
  headings: Heading[];
};

/** What the reading process says, in this order: opened, records and unreadable pages as they come, then done; or refused at any time. */
export type ExtractMessage =
  | { kind: 'opened'; totalPages: number | null }
  | { kind: 'record'; record: ExtractedRecord }
  /** Many small ones at once, such as rows. */
  | { kind: 'records'; records: ExtractedRecord[] }
  | { kind: 'unreadable'; page: number }
  /** A page with nothing on it. */
  | { kind: 'blank'; page: number }
  /** The letters of a page are about to be recognized, which may take as long as is allowed for a page, whatever the whole may take. */
  | { kind: 'recognizing'; page: number }
  /** The reader has ended before this page: it has letters to be recognized, for which it must be started again. */
  | ({ kind: 'again' } & Resumption)
  /** A picture as people shall see it: upright, of a bearable size, without what the camera wrote into it. */
  | { kind: 'picture'; base64: string; mediaType: string }
  /**
   * A file within the file, such as an attachment, in pieces in order: whoever reads a file is given its records in place of these.
   * `path`: what it is called there. `mediaType`: what it is said to be, where that is said. `last`: nothing more comes of it.
   */
  | { kind: 'member'; path: string; mediaType?: string; base64: string; last: boolean }
  /**
   * `notes`: what people should know though it went well. `incomplete`: the end of the file is missing. `faulty`: the notes tell of
   * what did not come in as it should.
   */
  | { kind: 'done'; notes: string[]; incomplete: boolean; faulty?: boolean }
  | { kind: 'refused'; reason: string; message: string };

/** From where a reader continues that was started again, and what its predecessors counted. */
export type Resumption = { fromPage: number; counts: OcrCounts };

/** What whoever reads a file is given of it. */
export type Reading = Exclude<ExtractMessage, { kind: 'refused' | 'recognizing' | 'again' | 'member' }>;

/** What the reading process is told: the file it shall read, then how many of its messages were taken. */
export type ExtractOrder =
  | {
      kind: 'read';
      path: string;
      mediaType: string;
      maxPages: number;
      options: ReadOptions;
      ocr: OcrOptions;
      password?: string;
      timeZone?: string;
      resume?: Resumption;
    }
  | { kind: 'taken'; messages: number };
