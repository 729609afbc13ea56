import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { readCsv } from './read-csv.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function read(content: string | Buffer, options: ReadOptions = {}) {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const records: ExtractedRecord[] = [];
  let done: Extract<ExtractMessage, { kind: 'done' }> | undefined;
  for await (const message of readCsv(path, options)) {
    if (message.kind === 'records') records.push(...message.records);
    if (message.kind === 'done') done = message;
  }
  return { records, texts: records.map((record) => record.text), rows: records.map(rowOf), done };
}
const rowOf = ({ place }: ExtractedRecord) => (place?.kind === 'row' ? place.row : undefined);

test('each row is a record in words, with its row number and its title', async () => {
  const { records, done } = await read('id,Title,Body\n1,Mill,It turns\n2,,No title\n');
  expect(records).toEqual([
    {
      page: null,
      place: { kind: 'row', sheet: null, row: 2 },
      title: 'Mill',
      text: 'id: 1\nTitle: Mill\nBody: It turns',
      spans: [],
      headings: [],
    },
    {
      page: null,
      place: { kind: 'row', sheet: null, row: 3 },
      title: undefined,
      text: 'id: 2\nBody: No title',
      spans: [],
      headings: [],
    },
  ]);
  expect(done).toEqual({ kind: 'done', notes: [], incomplete: false, faulty: false });
});

test.each([
  ['semicolons with commas inside', 'name;price\nwheel;1,50\nstone;20,00\n', 'name: wheel\nprice: 1,50'],
  ['tabs', 'name\tprice\nwheel\t1\nstone\t2\n', 'name: wheel\nprice: 1'],
  ['bars', 'name|price\nwheel|1\nstone|2\n', 'name: wheel\nprice: 1'],
  ['one column', 'name\nwheel\nstone\n', 'name: wheel'],
  ['a byte order mark', '\ufeffname,price\nwheel,1\n', 'name: wheel\nprice: 1'],
  ['line ends of Windows', 'name,price\r\nwheel,1\r\n', 'name: wheel\nprice: 1'],
  [
    'a line end, a delimiter and quotes in quotes',
    'name,price\n"a ""big"", wide\nwheel",1\n',
    'name: a "big", wide\nwheel\nprice: 1',
  ],
])('a table with %s is read right', async (_, content, first) => {
  expect((await read(content)).texts[0]).toBe(first);
});

test('rows of another length are taken, counted and listed', async () => {
  const { texts, done } = await read('a,b\n1,2\n3\n4,5,6\n7,8\n');
  expect(texts).toEqual(['a: 1\nb: 2', 'a: 3', 'a: 4\nb: 5\nColumn 3: 6', 'a: 7\nb: 8']);
  expect(done).toMatchObject({ faulty: true });
  expect(done?.notes).toEqual(['2 rows have more or fewer columns than the header: 3–4. They were read as they are.']);
});

test('lines above the header are skipped, and rows keep the numbers that the file gives them, blank ones too', async () => {
  const { rows, texts } = await read('Report of 2026\n\na,b\n1,2\n\n3,4\n', { csv: { skipRows: 2 } });
  expect(texts).toEqual(['a: 1\nb: 2', 'a: 3\nb: 4']);
  expect(rows).toEqual([4, 6]);
});

test('only the columns that were chosen become text', async () => {
  const csv = { textColumns: ['body'], titleColumn: 'id' };
  const { records } = await read('id,body,secret\n7,Hello,x\n', { csv });
  expect(records[0]).toMatchObject({ title: '7', text: 'body: Hello' });
});

test('a column that is not there is refused with the columns that are', async () => {
  await expect(read('id,body\n7,Hello\n', { csv: { titleColumn: 'name' } })).rejects.toThrow(
    /no column “name”.*id, body/,
  );
});

test('the delimiter and the encoding that were stated count more than what is detected', async () => {
  const { texts } = await read('a;b,c\n1;2,3\n', { csv: { delimiter: ',' } });
  expect(texts).toEqual(['a;b: 1;2\nc: 3']);
  const cyrillic = Buffer.from([0xcc, 0xc5, 0xd4, 0x0a, 0xcd, 0x0a]);
  expect((await read(cyrillic, { csv: { encoding: 'koi8-r' } })).texts).toEqual(['лет: м']);
});

test('one late letter tells that a long table is not UTF-8', async () => {
  const head = Buffer.from(`name,town\n${'Ada,London\n'.repeat(60_000)}`);
  const { texts, done } = await read(Buffer.concat([head, Buffer.from('J\xfcrgen M\xfcller,K\xf6ln\n', 'latin1')]));
  expect(texts.at(-1)).toBe('name: Jürgen Müller\ntown: Köln');
  expect(texts).toHaveLength(60_001);
  expect(done?.notes.join('')).not.toContain('\ufffd');
});

test('octets that the stated encoding does not have are told', async () => {
  const { done } = await read(Buffer.from('a\nJ\xfcrgen\n', 'latin1'), { csv: { encoding: 'utf-8' } });
  expect(done).toMatchObject({ faulty: true });
  expect(done?.notes[0]).toMatch(/Some bytes are not valid utf-8/);
});

test.each([
  [
    'a quote that is never closed',
    `a,b\n1,2\n3,"${'x'.repeat(1_500_000)}`,
    /Row 3 is longer than 1,000,000 characters/,
  ],
  ['a short quote that is never closed', 'a,b\n1,2\n3,"x\n', /Row 3 has no end/],
])('%s ends with the rows before it and the reason', async (_, content, reason) => {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const texts: string[] = [];
  const reading = (async () => {
    for await (const message of readCsv(path, {})) {
      if (message.kind === 'records') texts.push(...message.records.map((record) => record.text));
    }
  })();
  await expect(reading).rejects.toThrow(reason);
  expect(texts).toEqual(['a: 1\nb: 2']);
});

test('a table without rows is refused', async () => {
  await expect(read('a,b\n')).rejects.toMatchObject({ reason: 'sources.no-text' });
});

describe('a line that states the delimiter', () => {
  test.each([
    ['semicolons', 'sep=;\r\nCode;Name\r\nA-1;Bolt\r\nA-2;Nut\r\n', ['Code: A-1\nName: Bolt', 'Code: A-2\nName: Nut']],
    ['a comma beside decimal commas', '\ufeffsep=;\nname;price\nwheel;1,50\n', ['name: wheel\nprice: 1,50']],
    ['a sign that nobody would guess', 'SEP=^\nname^price\nwheel^2\n', ['name: wheel\nprice: 2']],
    ['a tab, in quotes', '"sep=\t"\nname\tprice\nwheel\t2\n', ['name: wheel\nprice: 2']],
  ])('of %s is no row', async (_, content, expected) => {
    const { texts, rows, done } = await read(content);
    expect(texts).toEqual(expected);
    expect(rows[0]).toBe(3);
    expect(done).toMatchObject({ notes: [], faulty: false });
  });
});

describe('what is above and below the header', () => {
  test('titles are records of their own, and that is reported', async () => {
    const { texts, rows, done } = await read('Prices of 2026\nSource: harbour office,,\n\na,b,c\n1,2,3\n4,5,6\n');
    expect(texts).toEqual(['Prices of 2026', 'Source: harbour office', 'a: 1\nb: 2\nc: 3', 'a: 4\nb: 5\nc: 6']);
    expect(rows).toEqual([1, 2, 5, 6]);
    expect(done?.notes[0]).toBe('Rows 1–2 are above the header and were read as titles.');
  });

  test('a table of figures alone has no header, and loses no row', async () => {
    const { texts, done } = await read('1,2.5\n2,3.5\n3,4.5\n');
    expect(texts[0]).toBe('Column 1: 1\nColumn 2: 2.5');
    expect(texts).toHaveLength(3);
    expect(done?.notes).toEqual(['No header row was found, so the columns are numbered.']);
  });

  test('years name columns', async () => {
    const { texts } = await read('Region,2024,2025\nNorth,12,14\nSouth,9,7\n');
    expect(texts).toEqual(['Region: North\n2024: 12\n2025: 14', 'Region: South\n2024: 9\n2025: 7']);
  });
});

describe('the delimiter', () => {
  test('is not the comma of decimal numbers', async () => {
    const { texts } = await read(`name;price\n${'wheel;1,50\nstone;20,75\n'.repeat(30)}`);
    expect(texts[0]).toBe('name: wheel\nprice: 1,50');
  });

  test('of one column with commas in its sentences is none of them', async () => {
    const { texts } = await read('note\nSalt, pepper\nOil, wine, bread\n');
    expect(texts).toEqual(['note: Salt, pepper', 'note: Oil, wine, bread']);
  });

  test('that could be another one is reported as a guess', async () => {
    const { done } = await read('a;b,c\nd;e,f\ng;h,i\n');
    expect(done?.notes.join()).toMatch(/The delimiter is a guess: .*It could also be/);
  });
});

describe('bytes that are no letter', () => {
  test('one stray byte leaves the table UTF-8, and its line is named', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `Müller ${i};Zürich\n`).join('');
    const { texts, done } = await read(
      Buffer.concat([Buffer.from(`Name;City\n${rows}Zo`), Buffer.from([0xeb, 0x3b, 0x42, 0x0a])]),
    );
    expect(texts[49]).toBe('Name: Müller 49\nCity: Zürich');
    expect(texts[50]).toBe('Name: Zo\ufffd\nCity: B');
    expect(done).toMatchObject({ faulty: true });
    expect(done?.notes[0]).toMatch(/^One place is not valid UTF-8 .* at line 52 \(byte /);
  });

  test('four bytes per letter of GB18030 are read beside two', async () => {
    const bytes = Buffer.from(
      '69642c6e616d652c6e6f74650a312ccdf5b7bc2cb8dbbfdab5c4c3c5d4dad5c7b3b1c7b0c1bdd0a1cab1b4f2bfaa0a322c8131d0388131d3398131d1308131d3308131d1382cb1b8d7a20a',
      'hex',
    );
    const { texts } = await read(bytes);
    expect(texts).toEqual(['id: 1\nname: 王芳\nnote: 港口的门在涨潮前两小时打开', 'id: 2\nname: नेपाल\nnote: 备注']);
  });
});

test('line ends of several systems end rows alike', async () => {
  const { texts } = await read('a,b\r\n1,2\n3,4\r5,6\r\n');
  expect(texts).toEqual(['a: 1\nb: 2', 'a: 3\nb: 4', 'a: 5\nb: 6']);
});

test('byte order marks within a table are no part of its cells', async () => {
  const { texts } = await read('\ufeff\ufeffa,b\n1,2\n\ufeff3,4\n');
  expect(texts).toEqual(['a: 1\nb: 2', 'a: 3\nb: 4']);
});

test('text that is guarded from being taken for a number is that text', async () => {
  const { records } = await read('Name,"Code"\n="007",="00123"\n"=""008""","=""00124"""\n');
  expect(records.map(({ title, text }) => [title, text])).toEqual([
    ['007', 'Name: 007\nCode: 00123'],
    ['008', 'Name: 008\nCode: 00124'],
  ]);
});
