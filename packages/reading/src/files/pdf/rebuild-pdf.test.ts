import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { assemblePdf, pdfStream, textPdf } from '../../../test/make-pdf.ts';
import { rebuildPdf } from './rebuild-pdf.ts';

/** Objects packed into one stream, as most programs write them since PDF 1.5. */
function pack(objects: [number: number, body: string][]): Buffer {
  let at = 0;
  const heads = objects.map(([number, body]) => {
    const head = `${number} ${at}`;
    at += body.length + 1;
    return head;
  });
  const first = `${heads.join(' ')} `;
  const packed = deflateSync(first + objects.map(([, body]) => body).join(' '));
  return pdfStream(packed, `/Type /ObjStm /N ${objects.length} /First ${first.length} /Filter /FlateDecode`);
}

const page = (contents: number) => `<< /Type /Page /Parent 11 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R >>`;
const cutAt = (octets: Buffer, mark: string) => octets.subarray(0, octets.lastIndexOf(mark));

test('pages whose objects are packed are found again', () => {
  const octets = assemblePdf([
    pdfStream('BT ET'),
    pack([
      [10, '<< /Type /Catalog /Pages 11 0 R >>'],
      [11, '<< /Type /Pages /Count 3 /Kids [12 0 R 13 0 R 14 0 R] >>'],
      [12, page(1)],
      [13, page(1)],
      // its contents were behind the cut
      [14, page(90)],
    ]),
  ]);
  expect(rebuildPdf(cutAt(octets, 'xref'))).toMatchObject({ pages: 2, total: 3 });
});

test('pages are listed though the lists above them are lost', () => {
  const octets = assemblePdf([pdfStream('BT ET'), page(1), page(1)]);
  expect(rebuildPdf(cutAt(octets, 'xref'))).toMatchObject({ pages: 2, total: undefined });
});

test('pages that were taken out of the document stay out, and a newer page replaces the older', () => {
  const octets = assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    pdfStream('BT ET'),
    '<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>',
    '<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>',
  ]);
  const newer = Buffer.concat([
    cutAt(octets, 'xref'),
    Buffer.from('4 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n'),
  ]);
  expect(rebuildPdf(newer)).toMatchObject({ pages: 1, total: 1 });
});

test('words of a stream that look like objects are none', () => {
  const octets = assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
    pdfStream('BT (\n3 0 obj << /Type /Font >> endobj) Tj ET'),
  ]);
  expect(rebuildPdf(cutAt(octets, 'xref'))).toMatchObject({ pages: 1 });
});

test('an encrypted file is left to others', () => {
  expect(rebuildPdf(textPdf(['secret'], { userPassword: 'sesame' }))).toBeUndefined();
});
