import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectEncoding } from '../text/detect-encoding.ts';
import { columnNames } from './csv-dialect.ts';
import { previewTable } from './preview-table.ts';
import { readCsv } from './read-csv.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'previews-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** What a table came to in the two ways: rows as texts, their numbers, and what is noted. */
async function both(content: Buffer) {
  const path = join(dir, 'table.csv');
  await writeFile(path, content);
  const imported: { text: string; row: number | undefined }[] = [];
  let notes: string[] = [];
  for await (const message of readCsv(path, {})) {
    if (message.kind === 'records') {
      for (const { text, place } of message.records)
        imported.push({ text, row: place?.kind === 'row' ? place.row : undefined });
    }
    if (message.kind === 'done') notes = message.notes;
  }
  const preview = previewTable(content, detectEncoding(content, { cut: false }), { rows: 50, cut: false });
  const names = (row: string[]) => [
    ...preview.columns,
    ...columnNames(row.map(() => '')).slice(preview.columns.length),
  ];
  const shown = preview.rows.map((row, at) => ({
    text: row.flatMap((cell, i) => (cell.trim() === '' ? [] : [`${names(row)[i]}: ${cell}`])).join('\n'),
    row: preview.numbers[at],
  }));
  return { imported: imported.slice(-shown.length), shown, notes, preview };
}

test.each([
  ['a line with the delimiter', 'sep=;\r\nid;name\r\n1;Anna\r\n2;Bo\r\n'],
  ['titles', 'Prices of 2031\n\nitem,unit,price\nrope,m,4\ntar,l,7\n'],
  ['no header', '1;2,5\n2;3,5\n'],
  ['decimal commas', 'name;price\nwheel;1,50\nstone;20,75\n'],
  ['ragged rows and gaps', 'a,b\n1,2,3\n\n4,5\n6\n'],
  ['marks within', '\ufeffa,b\n1,2\n\ufeff3,4\n'],
])('the preview of a table with %s shows what the import reads', async (_, content) => {
  const { imported, shown, notes, preview } = await both(Buffer.from(content));
  expect(shown.length).toBeGreaterThan(1);
  expect(shown).toEqual(imported);
  expect(notes).toEqual(expect.arrayContaining(preview.notes));
});
