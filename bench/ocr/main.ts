import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OcrEngine } from '@millrace/reading/files/ocr/ocr-engine';
import { defaultOcr } from '@millrace/reading/files/ocr/ocr-options';
import { readPdf } from '@millrace/reading/files/pdf/read-pdf';
import { textPdf } from '@millrace/reading/test/make-pdf';
import { type Scan, scanPdf } from '@millrace/reading/test/scan-pdf';
import { errorRate } from './error-rate.ts';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '4' }, languages: { type: 'string', default: 'eng' } },
});
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Pages of the sample documents, about 500 words each, in 11 point Helvetica. */
async function samplePages(): Promise<string[]> {
  const names = ['river-station-guide.md', 'customer-support-faq.txt'];
  const texts = await Promise.all(
    names.map((name) => readFile(new URL(`../../packages/features/samples/${name}`, import.meta.url), 'utf8')),
  );
  // what WinAnsi cannot say would be a question mark on the page
  const words =
    texts
      .join(' ')
      .replace(/[#*|]/g, '')
      .match(/[\x21-\x7e]+/g) ?? [];
  return Array.from({ length: Number(values.pages) }, (_, i) => words.slice(i * 500, (i + 1) * 500).join(' '));
}

const scans: [name: string, scan: Scan][] = [
  ['300 dpi', { dpi: 300 }],
  ['200 dpi', { dpi: 200 }],
  ['150 dpi', { dpi: 150 }],
  ['100 dpi', { dpi: 100 }],
  ['75 dpi', { dpi: 75 }],
  ['200 dpi, on its side', { dpi: 200, turn: 1 }],
  ['200 dpi, upside down', { dpi: 200, turn: 2 }],
  ['200 dpi, on its other side', { dpi: 200, turn: 3 }],
  ['200 dpi, askew by 1°', { dpi: 200, skew: 1 }],
  ['200 dpi, askew by 3°', { dpi: 200, skew: 3 }],
  ['200 dpi, dust on 1 % of the pixels', { dpi: 200, dust: 0.01 }],
  ['200 dpi, dust on 5 % of the pixels', { dpi: 200, dust: 0.05 }],
  ['100 dpi, dust on 1 % of the pixels', { dpi: 100, dust: 0.01 }],
];

const ocr = { ...defaultOcr, languages: values.languages.split('+') };
const engine = new OcrEngine(ocr);

async function read(path: string) {
  const texts: string[] = [];
  let notes: string[] = [];
  for await (const message of readPdf(path, 1_000, { ocr, engine })) {
    if (message.kind === 'record') texts.push(message.record.text);
    if (message.kind === 'done') notes = message.notes;
  }
  return { texts, notes };
}

const folder = await mkdtemp(join(tmpdir(), 'bench-ocr-'));
try {
  const pages = await samplePages();
  const printed = textPdf(pages);
  print('| scan | characters wrong | CPU seconds per page | what the source says |');
  print('| --- | --- | --- | --- |');
  for (const [name, scan] of scans) {
    const path = join(folder, 'scan.pdf');
    await writeFile(
      path,
      await scanPdf(
        printed,
        pages.map(() => scan),
      ),
    );
    const before = process.cpuUsage();
    const { texts, notes } = await read(path);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6 / pages.length;
    const wrong = pages.reduce((sum, page, i) => sum + errorRate(page, texts[i] ?? ''), 0) / pages.length;
    print(`| ${name} | ${(100 * wrong).toFixed(2)} % | ${seconds.toFixed(1)} | ${notes.join(' ')} |`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
// its thread would keep the process
process.exit();
