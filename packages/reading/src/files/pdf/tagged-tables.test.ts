import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemblePdf, pdfStream } from '../../../test/make-pdf.ts';
import { readPdf } from './read-pdf.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type TestCell = { x: number; y: number; lines: string[]; attributes?: string };

/** A page whose structure has one table; each cell is one stretch of marked content, whose lines are 12 points apart. */
function taggedPdf(rows: TestCell[][]): Buffer {
  const cells = rows.flat();
  const content = cells.map(({ x, y, lines }, i) => {
    const shown = lines.map((line, n) => `BT /F1 10 Tf 1 0 0 1 ${x} ${y - 12 * n} Tm (${line}) Tj ET`).join(' ');
    return `/TD << /MCID ${i} >> BDC ${shown} EMC`;
  });
  const [row, cell] = [8, 8 + rows.length];
  const numbers = rows.map((each) => each.map((one) => cell + cells.indexOf(one)));
  return assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    pdfStream(
      `BT /F1 10 Tf 50 800 Td (The gates are open at these hours, on all days of the year but the first.) Tj ET\n${content.join('\n')}`,
    ),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [${cells.map((_, i) => `${cell + i} 0 R`).join(' ')}]] >> >>`,
    `<< /Type /StructElem /S /Table /P 6 0 R /K [${rows.map((_, i) => `${row + i} 0 R`).join(' ')}] >>`,
    ...numbers.map((list) => `<< /Type /StructElem /S /TR /P 7 0 R /K [${list.map((n) => `${n} 0 R`).join(' ')}] >>`),
    ...rows.flatMap((each, y) =>
      each.map((one) => {
        const attributes = one.attributes ? `/A << /O /Table ${one.attributes} >>` : '';
        return `<< /Type /StructElem /S /TD /P ${row + y} 0 R /Pg 3 0 R /K ${cells.indexOf(one)} ${attributes} >>`;
      }),
    ),
  ]);
}

async function read(octets: Buffer) {
  const path = join(dir, randomUUID());
  await writeFile(path, octets);
  for await (const message of readPdf(path, 1)) if (message.kind === 'record') return message.record;
  throw new Error('there is no page');
}

const at = (x: number, y: number, ...lines: string[]): TestCell => ({ x, y, lines });

test('a table that the structure of its document names comes row by row, however its cells are drawn', async () => {
  const { text, spans } = await read(
    taggedPdf([
      [at(50, 700, 'Gate'), at(120, 706, 'Day of', 'the week'), at(200, 700, 'Hours')],
      [at(50, 660, 'North'), at(120, 666, 'Mon-', 'day'), at(200, 660, '08:00')],
      // its empty cell is not in the structure
      [at(50, 630, 'South'), at(200, 630, '09:30')],
    ]),
  );
  expect(text).toMatch(
    /^The gates are open .*first\.\n\n\| Gate \| Day of the week \| Hours \|\n\| North \| Monday \| 08:00 \|\n\| South \| \| 09:30 \|$/,
  );
  const cell = spans.find(({ start, end }) => text.slice(start, end) === 'the week');
  expect(cell?.box).toMatchObject({ x: 120, y: expect.closeTo(842 - 694 - 9, 0) });
});

test('merged cells are in each row and column that they reach over', async () => {
  const { text } = await read(
    taggedPdf([
      [at(50, 700, 'Gate'), { ...at(120, 700, 'Hours'), attributes: '/ColSpan 2' }],
      [{ ...at(50, 670, 'North'), attributes: '/RowSpan 2' }, at(120, 670, 'Monday'), at(200, 670, '08:00')],
      [at(120, 640, 'Tuesday'), at(200, 640, '09:30')],
    ]),
  );
  expect(text).toContain('| Gate | Hours | Hours |\n| North | Monday | 08:00 |\n| North | Tuesday | 09:30 |');
});

test('a table that only arranges its page is read as text', async () => {
  const long = Array.from(
    { length: 8 },
    (_, i) => `In line ${i} the wheel of the mill turns in the river and the stones grind the grain`,
  );
  const { text } = await read(
    taggedPdf([
      [at(50, 700, 'Menu'), at(120, 700, ...long)],
      [at(50, 500, 'Foot'), at(120, 500, 'end')],
    ]),
  );
  expect(text).not.toContain('|');
  expect(text).toContain('In line 7 the wheel');
});
