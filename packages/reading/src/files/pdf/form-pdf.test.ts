import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemblePdf, pdfStream } from '../../../test/make-pdf.ts';
import type { ExtractedRecord } from '../extracted.ts';
import { readPdf } from './read-pdf.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'forms-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type Printed = [x: number, y: number, text: string];

/** A page with these words and annotations; each annotation has the appearance that a viewer would draw. */
function page(printed: Printed[], annotations: string[], form = ''): Buffer {
  const content = printed.map(([x, y, text]) => `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`).join('\n');
  const refs = annotations.map((_, i) => `${7 + i} 0 R`).join(' ');
  return assemblePdf([
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${refs}] /DA (/F1 12 Tf 0 g) ${form} >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [${refs}] >>`,
    pdfStream(content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    pdfStream(
      '/Tx BMC BT /F1 12 Tf 2 4 Td (QX-88231-K) Tj ET EMC',
      '/Type /XObject /Subtype /Form /BBox [0 0 300 18] /Resources << /Font << /F1 5 0 R >> >>',
    ),
    ...annotations.map((entries) => `<< /Type /Annot /F 4 ${entries} >>`),
  ]);
}

async function read(octets: Buffer) {
  const path = join(dir, randomUUID());
  await writeFile(path, octets);
  const records: ExtractedRecord[] = [];
  let notes: string[] = [];
  for await (const message of readPdf(path, 10)) {
    if (message.kind === 'record') records.push(message.record);
    if (message.kind === 'done') notes = message.notes;
  }
  const [record] = records;
  const spans = record?.spans.map(({ start, end, box }) => [record.text.slice(start, end), box] as const);
  return { text: record?.text ?? '', spans: spans ?? [], headings: record?.headings ?? [], notes };
}

const policy = '/Subtype /Widget /FT /Tx /T (policy) /V (QX-88231-K) /Rect [160 736 460 754] /AP << /N 6 0 R >>';
const amount = '/Subtype /Widget /FT /Tx /T (amount) /V (4,310.75 EUR) /Rect [160 696 460 714]';

test('what was filled into a form stands behind the names of its fields, once, with its own box', async () => {
  const { text, spans } = await read(
    page(
      [
        [50, 780, 'Claim form.'],
        [50, 740, 'Policy number:'],
        [50, 700, 'Amount claimed:'],
      ],
      [policy, amount],
    ),
  );
  expect(text).toBe('Claim form.\n\nPolicy number: QX-88231-K\n\nAmount claimed: 4,310.75 EUR');
  expect(spans).toContainEqual(['QX-88231-K', { x: 160, y: 88, width: 300, height: 18 }]);
});

test('a form without printed words has the names of its fields', async () => {
  const { text, headings } = await read(page([], [policy, amount]));
  expect(text).toBe('policy: QX-88231-K\n\namount: 4,310.75 EUR');
  expect(headings).toEqual([]);
});

test('a value that is printed on the page as well is read once', async () => {
  const { text } = await read(
    page(
      [
        [50, 740, 'Policy number:'],
        [162, 740, 'QX-88231-K'],
      ],
      [policy],
    ),
  );
  expect(text).toBe('Policy number: QX-88231-K');
});

test('choices come by what people see, boxes with their mark, and passwords not at all', async () => {
  const { text } = await read(
    page(
      [
        [50, 740, 'Country:'],
        [50, 700, 'I agree'],
        [150, 700, 'Send me mail'],
      ],
      [
        '/Subtype /Widget /FT /Ch /Ff 131072 /T (country) /V (np) /Opt [[(np) (Nepal)] [(de) (Germany)]] /Rect [160 736 460 754]',
        '/Subtype /Widget /FT /Btn /T (agree) /V /Yes /AS /Yes /AP << /N << /Yes 6 0 R /Off 6 0 R >> >> /Rect [34 698 46 710]',
        '/Subtype /Widget /FT /Btn /T (mail) /V /Off /AS /Off /AP << /N << /Yes 6 0 R /Off 6 0 R >> >> /Rect [134 698 146 710]',
        '/Subtype /Widget /FT /Tx /Ff 8192 /T (pin) /V (4711) /Rect [160 600 460 618]',
        '/Subtype /Widget /FT /Tx /T (Text7) /V (third floor) /TU (Remarks) /Rect [160 560 460 578]',
      ],
    ),
  );
  expect(text).toContain('Country: Nepal');
  expect(text).toContain('[x] I agree [ ] Send me mail');
  expect(text).toContain('Remarks: third floor');
  expect(text).not.toContain('4711');
});

test('what was typed onto a page is text of it, notes follow with their author, marked words are not repeated', async () => {
  const { text } = await read(
    page(
      [
        [50, 740, 'The wheel turns all day.'],
        [50, 700, 'The stones grind.'],
      ],
      [
        '/Subtype /FreeText /Contents (Checked by the miller) /DA (/F1 12 Tf) /Rect [50 715 300 733]',
        '/Subtype /Text /T (Ada) /Contents (Only in winter) /Rect [300 740 320 760]',
        '/Subtype /Highlight /T (Ada) /Contents (The stones grind.) /Rect [50 698 140 712] /QuadPoints [50 712 140 712 50 698 140 698]',
        '/Subtype /Popup /Contents (Only in winter) /Rect [300 640 320 660]',
        '/Subtype /Text /T (Bob) /Contents (Not for you) /F 2 /Rect [300 640 320 660]',
      ],
    ),
  );
  expect(text).toBe(
    'The wheel turns all day.\n\nChecked by the miller\n\nThe stones grind.\n\nNote by Ada: Only in winter',
  );
});

test('a form of the kind that only Adobe shows is reported, since its values cannot be read', async () => {
  const { notes } = await read(page([[50, 740, 'Please wait.']], [], '/XFA 6 0 R'));
  expect(notes.join()).toMatch(/XFA form, whose fields cannot be read/);
});
