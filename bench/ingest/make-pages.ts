import { makePdf } from '@millrace/reading/test/make-pdf';

const words =
  'river mill wheel stone grain water winter bridge market lamp harbour letter quiet window garden copper'.split(' ');

const line = (page: number, number: number): string =>
  Array.from({ length: 13 }, (_, i) => words[(page * 11 + number * 5 + i * 7) % words.length]).join(' ');

/** A document as offices have it: a heading and 42 lines of running text a page. */
export const makePages = (pages: number): Buffer =>
  makePdf(
    Array.from({ length: pages }, (_, page) => ({
      lines: [
        { x: 60, y: 790, text: `Chapter ${page + 1}`, size: 16, bold: true },
        ...Array.from({ length: 42 }, (_, i) => ({ x: 60, y: 760 - i * 17, text: line(page, i) })),
      ],
    })),
  );
