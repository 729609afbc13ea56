import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const words =
  'river mill wheel stone grain water winter bridge market lamp harbour letter quiet window garden copper'.split(' ');

/** A table as shops and offices have them: a number, a name, a town, some sentences with commas, quotes and line ends in quotes. */
function rowOf(n: number): string {
  const word = (i: number) => words[(n * 7 + i * 13 + (n >> 4)) % words.length] ?? '';
  const note = Array.from({ length: 24 + (n % 17) }, (_, i) => word(i)).join(' ');
  const quoted = n % 5 === 0 ? `"${note}, said ""the miller""${n % 50 === 0 ? '\n' : ' '}and left"` : note;
  return `${n},${word(3)} ${word(5)},${word(8)},${quoted},2026-0${1 + (n % 9)}-1${n % 10}\n`;
}

/** Writes a table of about this many bytes; nothing of it stays in memory. Returns how many rows it has. */
export async function makeCsv(path: string, bytes: number): Promise<number> {
  const out = createWriteStream(path);
  let part = 'id,name,town,note,date\n';
  let rows = 0;
  for (let written = 0; written < bytes; ) {
    while (part.length < 256 * 1024) part += rowOf(rows++);
    written += part.length;
    if (!out.write(part)) await once(out, 'drain');
    part = '';
  }
  out.end(part);
  await once(out, 'finish');
  return rows;
}
