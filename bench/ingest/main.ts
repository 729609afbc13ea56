import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onRealPostgres } from '@millrace/db/test/test-database';
import { measureBadLane } from './bad-lane.ts';
import { makeCsv } from './make-csv.ts';
import { makePages } from './make-pages.ts';
import { measure } from './measure.ts';
import { hasPdfToText, parseBare, pdfToText, readAsProduct } from './readers.ts';
import { timeToSearch } from './searchable.ts';

const { values } = parseArgs({
  options: {
    csv: { type: 'string', default: '10,50,200' },
    pdf: { type: 'string', default: '100,1000,5000' },
    line: { type: 'string', default: '2000' },
    search: { type: 'string', default: '1000' },
    bad: { type: 'string', default: '300' },
    builtin: { type: 'boolean', default: false },
  },
});
const numbers = (text: string): number[] => text.split(',').filter(Boolean).map(Number);
const print = (text: string) => process.stdout.write(`${text}\n`);
const fixed = (value: number, digits = 1) => value.toFixed(digits);

async function csvTable(folder: string): Promise<void> {
  if (numbers(values.csv).length === 0) return;
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
  if (numbers(values.pdf).length === 0) return;
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

/** A table of one line, as long as the file, has no rows: what of it is read, and what is said. */
async function endlessLine(folder: string): Promise<void> {
  for (const megabytes of numbers(values.line)) {
    const path = join(folder, 'line.csv');
    await writeFile(path, Buffer.alloc(300_000, 'x'));
    // a hole, which takes no room on the disk
    await truncate(path, megabytes * 1e6);
    let said = 'nothing';
    const { seconds, peakMb } = await measure(() =>
      readAsProduct(path, 'text/csv').catch((error: Error) => {
        said = error.message;
      }),
    );
    print(
      `\nA table of one line of ${megabytes} MB ends after ${fixed(seconds)} s, its reader held ${peakMb} MB: ${said}`,
    );
    await rm(path);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'bench-ingest-'));
try {
  await csvTable(folder);
  await pdfTable(folder);
  await endlessLine(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const pages of numbers(values.search)) {
  const { firstWordsMs, firstVectorMs, readMs, readyMs } = await timeToSearch(pages);
  print(`\nA PDF of ${pages} pages, from its upload on: found by words after ${firstWordsMs} ms, by a vector after`);
  print(`${firstVectorMs} ms, read after ${readMs} ms, ready after ${readyMs} ms (the embedder costs nothing here).`);
}
if (!onRealPostgres) print('\nA worker process needs a real PostgreSQL, which is not here: no bad files for it.');
else if (numbers(values.bad).length > 0) {
  print(
    '\n| bad files | all ended after | the good one | ready | failed | without a reason | worker at most | a reader at most |',
  );
  print('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const count of numbers(values.bad)) {
    const line = await measureBadLane(count, values);
    const { good, ready, failed, silent } = line;
    print(
      `| ${count} | ${line.seconds} s | ${good} | ${ready} | ${failed} | ${silent} | ${line.workerMb} MB (limit 700) | ${line.readerMb} MB |`,
    );
  }
}
