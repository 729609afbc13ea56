import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeXlsx, type XlsxCell, type XlsxSheet } from '../../../test/make-xlsx.ts';
import type { ExtractMessage } from '../extracted.ts';
import { readCsv } from '../tables/read-csv.ts';
import { readXlsx } from '../tables/read-xlsx.ts';

// What tables are made of, and what each of the readers makes of it.

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function read(
  reader: (path: string, options: ReadOptions) => AsyncGenerator<ExtractMessage>,
  content: Buffer,
  options: ReadOptions = {},
) {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const texts: string[] = [];
  let notes = '';
  for await (const message of reader(path, options)) {
    if (message.kind === 'records') texts.push(...message.records.map(({ text }) => text));
    if (message.kind === 'done') notes = message.notes.join(' ');
  }
  return { texts, notes };
}

const csv = (content: string) => read(readCsv, Buffer.from(content));
const sheet = (rows: XlsxCell[][], rest: Partial<XlsxSheet> = {}) => makeXlsx([{ name: 'S', rows, ...rest }]);
const xlsx = (content: Buffer, options?: ReadOptions) => read(readXlsx, content, options);

type Feature = { feature: string; csv: string; xlsx: Buffer; texts: string[]; notes?: RegExp };

const features: Feature[] = [
  {
    feature: 'long numbers',
    csv: 'EAN,Order\n4006381333931,20240917001234\n',
    xlsx: sheet([
      ['EAN', 'Order'],
      [4006381333931, { value: 20240917001234, format: '0' }],
    ]),
    texts: ['EAN: 4006381333931\nOrder: 20240917001234'],
  },
  {
    feature: 'numbers of more than 15 digits',
    csv: 'Card,Name\n4111111111111111234,Ada\n',
    xlsx: sheet([
      ['Card', 'Name'],
      [{ value: '4111111111111111234' }, 'Ada'],
    ]),
    texts: ['Card: 4111111111111111234\nName: Ada'],
  },
  {
    feature: 'numbers that are stored as text',
    csv: 'Code,Name\n007,Bolt\n',
    xlsx: sheet([
      ['Code', 'Name'],
      ['007', 'Bolt'],
    ]),
    texts: ['Code: 007\nName: Bolt'],
  },
  {
    feature: 'decimal numbers',
    csv: 'Item,Amount\nrope,1234.5678901234\ntar,0.3\n',
    xlsx: sheet([
      ['Item', 'Amount'],
      ['rope', { value: 1234.5678901234, format: '0.00' }],
      ['tar', 0.1 + 0.2],
    ]),
    texts: ['Item: rope\nAmount: 1234.5678901234', 'Item: tar\nAmount: 0.3'],
  },
  {
    feature: 'percentages and amounts of money',
    csv: 'Item,Share,Price,Weight\nrope,12.5%,1234.50 €,12 kg\n',
    xlsx: sheet([
      ['Item', 'Share', 'Price', 'Weight'],
      [
        'rope',
        { value: 0.125, format: '0%' },
        { value: 1234.5, format: '#,##0.00\\ "€"' },
        { value: 12, format: '0 "kg"' },
      ],
    ]),
    texts: ['Item: rope\nShare: 12.5%\nPrice: 1234.50 €\nWeight: 12 kg'],
  },
  {
    feature: 'dates, times and durations',
    csv: 'Day,When,At,Took\n2031-03-05,2031-03-05 14:30,14:30,26:24:00\n',
    xlsx: sheet([
      ['Day', 'When', 'At', 'Took'],
      [
        { value: 47912, format: 'd\\.\\ mmmm\\ yyyy' },
        { value: 47912.604166667, format: 'm/d/yy h:mm' },
        { value: 0.604166667, format: 'h:mm AM/PM' },
        { value: 1.1, format: '[h]:mm' },
      ],
    ]),
    texts: ['Day: 2031-03-05\nWhen: 2031-03-05 14:30\nAt: 14:30\nTook: 26:24:00'],
  },
  {
    feature: 'truth values and errors',
    csv: 'Open,Rate\nTRUE,#N/A\n',
    xlsx: sheet([
      ['Open', 'Rate'],
      [true, { error: '#N/A' }],
    ]),
    texts: ['Open: TRUE\nRate: #N/A'],
  },
  {
    feature: 'titles above the header',
    csv: 'Prices of 2031\nHarbour office\n\nItem,Unit,Price\nrope,m,4\ntar,l,7\n',
    xlsx: sheet([
      ['Prices of 2031'],
      ['Harbour office'],
      [],
      ['Item', 'Unit', 'Price'],
      ['rope', 'm', 4],
      ['tar', 'l', 7],
    ]),
    texts: ['Prices of 2031', 'Harbour office', 'Item: rope\nUnit: m\nPrice: 4', 'Item: tar\nUnit: l\nPrice: 7'],
    notes: /Rows 1–2 are above the header/,
  },
  {
    feature: 'no header',
    csv: '1,2.5\n2,3.5\n3,4.5\n',
    xlsx: sheet([
      [1, 2.5],
      [2, 3.5],
      [3, 4.5],
    ]),
    texts: ['Column 1: 1\nColumn 2: 2.5', 'Column 1: 2\nColumn 2: 3.5', 'Column 1: 3\nColumn 2: 4.5'],
    notes: /No header row was found/,
  },
  {
    feature: 'columns of the same name or of none',
    csv: 'Name,Price,Price,\nrope,4,5,x\n',
    xlsx: sheet([
      ['Name', 'Price', 'Price', null],
      ['rope', 4, 5, 'x'],
    ]),
    texts: ['Name: rope\nPrice: 4\nPrice (2): 5\nColumn 4: x'],
  },
];

describe.each(features)('$feature', ({ csv: content, xlsx: workbook, texts, notes }) => {
  test.each(['CSV', 'XLSX'])('in %s', async (kind) => {
    const found = await (kind === 'CSV' ? csv(content) : xlsx(workbook));
    expect(found.texts).toEqual(texts);
    if (notes) expect(found.notes).toMatch(notes);
  });
});
