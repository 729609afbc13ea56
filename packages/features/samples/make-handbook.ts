/** Writes employee-handbook.pdf from handbook-text.ts. Run by hand when the text has changed: node packages/features/samples/make-handbook.ts */
import { writeFileSync } from 'node:fs';
import { makePdf, type PdfLine, pageHeight } from '@millrace/reading/test/make-pdf';
import { handbook } from './handbook-text.ts';

const left = 72;
const right = 523;
const top = 770;
const bottom = 90;

/** Advance widths of Helvetica in thousandths of the size, from U+0020 to U+007E. */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
  278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
  667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + (widths[letter.charCodeAt(0) - 32] ?? 556), 0) * (size / 1000);

function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

type Style = { size: number; leading: number; before: number; bold: boolean; indent: number };
const styles: Record<string, Style> = {
  '# ': { size: 19, leading: 25, before: 26, bold: true, indent: 0 },
  '## ': { size: 13.5, leading: 18, before: 18, bold: true, indent: 0 },
  '- ': { size: 10.5, leading: 15, before: 4, bold: false, indent: 14 },
  '': { size: 10.5, leading: 15, before: 9, bold: false, indent: 0 },
};

const pages: PdfLine[][] = [[]];
let y = top;
for (const block of handbook.trim().split('\n')) {
  const mark = Object.keys(styles).find((start) => block.startsWith(start)) ?? '';
  const { size, leading, before, bold, indent } = styles[mark] as Style;
  const lines = wrap(block.slice(mark.length), size, right - left - indent);
  // a heading does not stay alone at the foot of a page
  const needed = before + (bold ? leading + 60 : Math.min(lines.length, 2) * leading);
  if (y - needed < bottom) {
    pages.push([]);
    y = top;
  } else y -= before;
  for (const [i, text] of lines.entries()) {
    if (y < bottom) {
      pages.push([]);
      y = top;
    }
    if (mark === '- ' && i === 0) pages.at(-1)?.push({ x: left, y, text: '\u00b7', size, bold: true });
    pages.at(-1)?.push({ x: left + indent, y, text, size, bold });
    y -= leading;
  }
}
for (const [i, lines] of pages.entries()) {
  lines.push({ x: left, y: 48, text: `Brightwater Tools, Employee Handbook, page ${i + 1} of ${pages.length}`, size: 8.5 });
}
const pdf = makePdf(
  pages.map((lines) => ({ lines })),
  { title: 'Brightwater Tools: Employee Handbook' },
);
writeFileSync(new URL('./employee-handbook.pdf', import.meta.url), pdf);
process.stdout.write(`${pages.length} pages of ${pageHeight} points, ${pdf.length} octets\n`);
