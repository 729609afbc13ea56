import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCsv } from './make-csv.ts';
import { makePages } from './make-pages.ts';
import { measure } from './measure.ts';
import { hasPdfToText, parseBare, pdfToText, readAsProduct } from './readers.ts';
import { behindBadFiles, timeToSearch } from './searchable.ts';

const { values } = parseArgs({
  options: {
    csv: { type: 'string', default: '10,50,200' },
    pdf: { type: 'string', default: '100,1000,5000' },
    search: { type: 'string', default: '1000' },
    bad: { type: 'string', default: '300' },
  },
});
const numbers = (text: string): number[] => text.split(',').filter(Boolean).map(Number);
const print = (text: string) => process.stdout.write(`${text}\n`);
const fixed = (value: number, digits = 1) => value.toFixed(digits);

async function csvTable(folder: string): Promise<void> {
  print('\n| CSV | bare csv-parse | the product | of bare (aim ≤ 3) | reader at most |');
  print('| --- | --- | --- | --- | --- |');
  for (const megabytes of numbers(values.csv)) {
    const path = join(folder, `${megabytes}.csv`);
    const rows = await makeCsv(path, megabytes * 1e6);
    const size = (await stat(path)).size / 1e6;
    const bare = await measure(() => parseBare(path));
    const own = await measure(async () => {
      const read = await readAsProduct(path, 'text/csv');
      if (read !== rows) throw new Error(`${read} of ${rows} rows were read`);
    });
    const ratio = fixed(own.seconds / bare.seconds);
    const speeds = [bare, own].map(({ seconds }) => `${fixed(size / seconds)} MB/s`);
    print(`| ${megabytes} MB | ${speeds.join(' | ')} | ${ratio} | ${own.peakMb} MB |`);
    await rm(path);
  }
}

async function pdfTable(folder: string): Promise<void> {
  const compare = await hasPdfToText();
  if (!compare) print('\npdftotext IS MISSING: nothing to compare with. Install poppler-utils, then run this again.');
  print('\n| PDF | pdftotext -bbox | the product | of pdftotext (aim ≤ 5) | reader at most |');
  print('| --- | --- | --- | --- | --- |');
  for (const pages of numbers(values.pdf)) {
    const path = join(folder, `${pages}.pdf`);
    await writeFile(path, makePages(pages));
    const other = compare ? await measure(() => pdfToText(path)) : undefined;
    const own = await measure(() => readAsProduct(path, 'application/pdf'));
    const speed = (seconds: number | undefined) =>
      seconds === undefined ? '-' : `${fixed(pages / seconds, 0)} pages/s`;
    const ratio = other ? fixed(own.seconds / other.seconds) : '-';
    print(`| ${pages} pages | ${speed(other?.seconds)} | ${speed(own.seconds)} | ${ratio} | ${own.peakMb} MB |`);
    await rm(path);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'bench-ingest-'));
try {
  await csvTable(folder);
  await pdfTable(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const pages of numbers(values.search)) {
  const { firstWordsMs, firstVectorMs, readMs, readyMs } = await timeToSearch(pages);
  print(`\nA PDF of ${pages} pages, from its upload on: found by words after ${firstWordsMs} ms, by a vector after`);
  print(`${firstVectorMs} ms, read after ${readMs} ms, ready after ${readyMs} ms (the embedder costs nothing here).`);
}
for (const count of numbers(values.bad)) {
  const { seconds, goodStatus, peakMb } = await behindBadFiles(count);
  print(
    `\n${count} bad files, then a good one: ${goodStatus} after ${fixed(seconds)} s; ${peakMb} MB held at most, the embedded database included.`,
  );
}
