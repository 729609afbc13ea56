import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assemblePdf, makePdf, pdfStream, textPdf } from '../../../test/make-pdf.ts';
import { scanPdf } from '../../../test/scan-pdf.ts';
import { extractSource } from '../extract-source.ts';
import type { ExtractedRecord } from '../extracted.ts';
import { defaultOcr, type OcrOptions } from '../ocr/ocr-options.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scans-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** In the reading process, which may start a thread but no native code. The limit for the whole is far below what letters take. */
async function read(octets: Buffer, ocr: Partial<OcrOptions> = {}) {
  const path = join(dir, randomUUID());
  await writeFile(path, octets);
  const records: ExtractedRecord[] = [];
  const blank: number[] = [];
  let end = {};
  const limits = { memoryMb: 512, timeoutMs: 30_000, signal: new AbortController().signal };
  for await (const message of extractSource({
    path,
    mediaType: 'application/pdf',
    ...limits,
    ocr: { ...defaultOcr, ...ocr },
  })) {
    if (message.kind === 'record') records.push(message.record);
    if (message.kind === 'blank') blank.push(message.page);
    if (message.kind === 'done') end = message;
  }
  return { records, blank, end };
}

const story = [
  'The lock keeper opens the sluice at noon, and the boats leave the harbour.',
  'Whoever comes later than four must wait until the next day, because the gate',
  'is shut at night. The fee is twelve crowns for each boat and each passage.',
].join('\n');
const inOneLine = story.replaceAll('\n', ' ');

test('scanned pages are read upright with the boxes of their lines, blank ones are named', async () => {
  const scan = await scanPdf(textPdf([story, story, ' ']), [{}, { turn: 2 }, {}]);
  const { records, blank, end } = await read(scan);
  expect(records.map(({ page, text }) => [page, text])).toEqual([
    [1, inOneLine],
    [2, inOneLine],
  ]);
  const [upright, turned] = records.map(({ text, spans }) =>
    spans.map(({ start, end, box }) => [text.slice(start, end), box] as const),
  );
  expect(upright?.[0]?.[0]).toBe(story.split('\n')[0]);
  // the line is drawn at 72 points from the left and 842 - 770 from the top
  expect(upright?.[0]?.[1].x).toBeCloseTo(72, -1);
  expect(upright?.[0]?.[1].y).toBeCloseTo(62, -1);
  expect(turned?.[0]?.[1].y).toBeCloseTo(842 - 72, -1);
  expect(blank).toEqual([3]);
  expect(end).toMatchObject({
    incomplete: false,
    notes: [expect.stringMatching(/^Pages 1–2 were read by OCR, sure to 9\d %\.$/), 'Page 3 is blank.'],
  });
});

test('a page whose time runs out is reported, and so are those beyond the limit', async () => {
  const scan = await scanPdf(textPdf([story]), [{}]);
  const late = await read(scan, { pageTimeoutMs: 1 });
  expect(late.records.map((record) => record.text)).toEqual(['']);
  expect(late.end).toMatchObject({ notes: ['OCR took too long and was stopped on page 1.'] });
  const beyond = await read(scan, { maxPages: 0 });
  expect(beyond.records.map((record) => record.text)).toEqual(['']);
  expect(beyond.end).toMatchObject({ notes: ['OCR reads at most 0 pages per file. Not read: page 1.'] });
});

test('a language that is not installed is reported', async () => {
  const scan = await scanPdf(textPdf([story]), [{}]);
  const { records, end } = await read(scan, { languages: ['tlh'] });
  expect(records.map((record) => record.text)).toEqual(['']);
  expect(end).toMatchObject({ notes: ['Languages of OCR that are not installed: tlh.'] });
});

test('several languages are read at once', async () => {
  const words = 'Größe und Grüße: Die Straße führt über die Brücke zum Müller.';
  const scan = await scanPdf(makePdf([{ lines: [{ x: 72, y: 700, text: words, size: 14 }] }]), [{ dpi: 300 }]);
  const { records } = await read(scan, { languages: ['eng', 'deu'] });
  expect(records[0]?.text).toMatch(/^Größe und Grüße: Die Straße führt .ber die Brücke zum Müller\.$/);
});

/** A page whose letters are named as others than they show, as in files that were made without a map to Unicode. */
function garbledPdf(): Buffer {
  const names = Array.from({ length: 26 }, (_, i) => `/${String.fromCharCode(97 + ((i + 3) % 26))}`).join(' ');
  const shown = inOneLine.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + 23) % 26)),
  );
  const map = Array.from({ length: 26 }, (_, i) => {
    const code = (97 + i).toString(16);
    return `<${code}> <00${code}>`;
  }).join('\n');
  const cmap = `/CMapName /X def\n1 begincodespacerange <00> <ff> endcodespacerange\n26 beginbfchar\n${map}\nendbfchar`;
  const lines = shown.match(/.{1,80}(?: |$)/g) ?? [];
  return assemblePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    pdfStream(lines.map((line, i) => `BT /F1 11 Tf 72 ${700 - 14 * i} Td (${line}) Tj ET`).join('\n')),
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [97 ${names}] >> >>`,
    pdfStream(cmap),
  ]);
}

test('a page whose letters make no words is read as a picture', async () => {
  const { records, end } = await read(garbledPdf());
  expect(records[0]?.text).toContain('The lock keeper opens the sluice at noon');
  expect(end).toMatchObject({ notes: [expect.stringMatching(/^Page 1 was read by OCR/)] });
});

test('a scan with a printed stamp has both', async () => {
  const stamp = 'Received 30 June 2031';
  const { records } = await read(await scanPdf(textPdf([`\n\n\n${story}`]), [{ stamp }]));
  expect(records[0]?.text).toContain(stamp);
  expect(records[0]?.text).toContain(inOneLine);
});
