import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeXlsx, type XlsxCell, type XlsxSheet } from '../../../test/make-xlsx.ts';
import { readXlsx } from '../tables/read-xlsx.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function xlsx(content: Buffer, options: ReadOptions = {}) {
  const path = join(dir, randomUUID());
  await writeFile(path, content);
  const texts: string[] = [];
  let notes = '';
  for await (const message of readXlsx(path, options)) {
    if (message.kind === 'records') texts.push(...message.records.map(({ text }) => text));
    if (message.kind === 'done') notes = message.notes.join(' ');
  }
  return { texts, notes };
}

const sheet = (rows: XlsxCell[][], rest: Partial<XlsxSheet> = {}) => makeXlsx([{ name: 'S', rows, ...rest }]);

describe('a workbook', () => {
  test('has merged cells at each of their places, and both rows of a header', async () => {
    const { texts } = await xlsx(
      sheet(
        [
          ['Region', 'Monday', null, 'Tuesday', null],
          [null, 'open', 'close', 'open', 'close'],
          ['Harbour north', 8, 12, 9, 13],
          [null, 10, 14, 11, 15],
        ],
        { merges: ['A1:A2', 'B1:C1', 'D1:E1', 'A3:A4'] },
      ),
    );
    expect(texts).toEqual([
      'Region: Harbour north\nMonday open: 8\nMonday close: 12\nTuesday open: 9\nTuesday close: 13',
      'Region: Harbour north\nMonday open: 10\nMonday close: 14\nTuesday open: 11\nTuesday close: 15',
    ]);
  });

  test('says the same of groups that stand over their columns without being merged', async () => {
    const { texts } = await xlsx(
      sheet([
        [null, 'Monday', null, 'Tuesday'],
        ['Gate', 'open', 'close', 'open', 'close'],
        ['North', 8, 12, 9, 13],
      ]),
    );
    expect(texts).toEqual(['Gate: North\nMonday open: 8\nMonday close: 12\nTuesday open: 9\nTuesday close: 13']);
  });

  test('has headings between its rows once', async () => {
    const { texts } = await xlsx(
      sheet(
        [
          ['Name', 'Rate'],
          ['Harbour north', null],
          ['Head', 480],
        ],
        { merges: ['A2:B2'] },
      ),
    );
    expect(texts).toEqual(['Harbour north', 'Name: Head\nRate: 480']);
  });

  test('may have several tables on a sheet, each with its own header', async () => {
    const { texts, notes } = await xlsx(
      sheet([
        ['Item', 'Price'],
        ['rope', 4],
        [],
        ['Boat', 'Length', 'Berth'],
        ['Gull', 9, 'A'],
        ['Tern', 7, 'B'],
        [],
        ['All prices in crowns'],
      ]),
    );
    expect(texts).toEqual([
      'Item: rope\nPrice: 4',
      'Boat: Gull\nLength: 9\nBerth: A',
      'Boat: Tern\nLength: 7\nBerth: B',
      'All prices in crowns',
    ]);
    expect(notes).toMatch(/2 tables were found/);
  });

  test('continues behind blank rows, and begins where it begins', async () => {
    const { texts } = await xlsx(
      sheet([[], [null, 'Name', 'Town'], [null, 'Ada', 'London'], [], [null, 'Grace', 'New York']]),
    );
    expect(texts).toEqual(['Name: Ada\nTown: London', 'Name: Grace\nTown: New York']);
  });

  const secret = makeXlsx([
    {
      name: 'Open',
      rows: [
        ['Name', 'Role', 'Salary'],
        ['Keeper', 'Lock', 51234],
        ['Hidden man', 'x', 2],
      ],
      hidden: [3],
      columns: '<col min="3" max="3" width="9" hidden="1"/>',
    },
    {
      name: 'Secret',
      state: 'hidden',
      rows: [
        ['Key', 'Value'],
        ['Pin', 'hidden'],
      ],
    },
    {
      name: 'Deeper',
      state: 'veryHidden',
      rows: [
        ['Key', 'Value'],
        ['Pin', 'very hidden'],
      ],
    },
  ]);

  test('keeps what is hidden to itself, and says so', async () => {
    const { texts, notes } = await xlsx(secret);
    expect(texts).toEqual(['Name: Keeper\nRole: Lock']);
    expect(notes).toContain('2 hidden sheets, 1 hidden row and 1 hidden column were not read.');
  });

  test('is read with what is hidden where that was chosen', async () => {
    const { texts, notes } = await xlsx(secret, { hidden: true });
    expect(texts.join()).toMatch(/51234.*Hidden man.*hidden.*very hidden/s);
    expect(notes).toBe('');
  });

  test('all of which is hidden is refused with the reason', async () => {
    const reading = xlsx(
      makeXlsx([
        {
          name: 'S',
          state: 'hidden',
          rows: [
            ['Key', 'Value'],
            ['Pin', '1'],
          ],
        },
      ]),
    );
    await expect(reading).rejects.toThrow(/1 hidden sheet was not read/);
  });

  test('says how many rows a filter hides', async () => {
    const { texts, notes } = await xlsx(
      sheet(
        [
          ['Name', 'Age'],
          ['Ada', 36],
          ['Alan', 41],
        ],
        { hidden: [3], filter: 'A1:B3' },
      ),
    );
    expect(texts).toEqual(['Name: Ada\nAge: 36']);
    expect(notes).toContain('1 row that a filter hides was not read.');
  });

  test('shows results of formulas as they are stored, computes simple ones, and shows the others', async () => {
    const { texts, notes } = await xlsx(
      sheet([
        ['Item', 'Price', 'Count', 'Sum', 'Note'],
        ['rope', 4, 3, { formula: 'B2*C2', value: 12 }, { formula: 'IF(D2>10,"much","little")' }],
        ['tar', 2.5, 2, { formula: 'B3*C3', format: '0.00\\ "€"' }, { formula: 'XLOOKUP(A3,A:A,B:B)' }],
        ['All', null, { formula: 'SUM(C2:C3)' }, { formula: 'ROUND(SUM(D2:D3)/C4,2)' }, { formula: 'B2/0' }],
      ]),
    );
    expect(texts).toEqual([
      'Item: rope\nPrice: 4\nCount: 3\nSum: 12\nNote: much',
      'Item: tar\nPrice: 2.5\nCount: 2\nSum: 5.00 €\nNote: =XLOOKUP(A3,A:A,B:B)',
      'Item: All\nCount: 5\nSum: 3.4\nNote: #DIV/0!',
    ]);
    expect(notes).toContain('6 formulas have no stored result: 5 were computed and 1 is shown as the formula.');
    expect(notes).toContain('1 cell shows an error');
  });

  test('with formulas that refer to each other in a circle is read all the same', async () => {
    const { texts } = await xlsx(
      sheet([
        ['A', 'B'],
        [{ formula: 'B2+1' }, { formula: 'A2+1' }],
      ]),
    );
    expect(texts).toEqual(['A: =B2+1\nB: =A2+1']);
  });

  test('keeps rich text, the addresses of links, and comments', async () => {
    const { texts } = await xlsx(
      sheet(
        [
          ['Name', 'Page'],
          [{ rich: ['Har', 'bour'] }, 'Guide'],
        ],
        {
          links: { B2: 'https://example.org/guide' },
          comments: { A2: ['Ada', 'ask the office first'] },
        },
      ),
    );
    expect(texts).toEqual([
      'Name: Harbour\nPage: Guide (https://example.org/guide)\nComment on Name: ask the office first',
    ]);
  });

  test('has the words of boxes that lie over it', async () => {
    const rows = [
      ['Name', 'Rate'],
      ['rope', 4],
    ];
    const { texts } = await xlsx(sheet(rows, { boxes: ['Rates < 2031 & later', ' '] }));
    expect(texts).toEqual(['Name: rope\nRate: 4', 'Rates < 2031 & later']);
  });

  test('says which pictures and charts were not read', async () => {
    const more = ['xl/charts/chart1.xml', 'xl/media/image1.png', 'xl/media/image2.png'].map((name) => ({
      name,
      content: '<x/>',
    }));
    const { notes } = await xlsx(
      makeXlsx(
        [
          {
            name: 'S',
            rows: [
              ['A', 'B'],
              ['x', 'y'],
            ],
          },
        ],
        { more },
      ),
    );
    expect(notes).toContain('1 chart and 2 pictures were not read.');
  });

  test('has dates by the numbers of formats that only some countries know', async () => {
    const rows: XlsxCell[][] = [['Day', 'Long', 'At', 'Own']];
    const own = { value: 47912, format: 'd.m.yy' };
    rows.push([{ value: 47912, format: 14 }, { value: 47912, format: 31 }, { value: 0.75, format: 33 }, own]);
    rows.push([{ value: 47913, format: 58 }, { value: 47913, format: 57 }, { value: 0.5, format: 33 }, own]);
    const { texts } = await xlsx(sheet(rows));
    expect(texts).toEqual([
      'Day: 2031-03-05\nLong: 2031-03-05\nAt: 18:00:00\nOwn: 2031-03-05',
      'Day: 2031-03-06\nLong: 2031-03-06\nAt: 12:00:00\nOwn: 2031-03-05',
    ]);
  });

  test('has dates that are written as such', async () => {
    const { texts } = await xlsx(
      sheet([
        ['Day', 'When'],
        [{ date: '2031-03-05T00:00:00' }, { date: '2031-03-05T14:30:00.000Z' }],
        [{ date: '2031-03-06' }, 'later'],
      ]),
    );
    expect(texts).toEqual(['Day: 2031-03-05\nWhen: 2031-03-05 14:30:00', 'Day: 2031-03-06\nWhen: later']);
  });

  test('counts its days from 1904 where it says so', async () => {
    const day = { value: 46450, format: 'yyyy-mm-dd' };
    const { texts } = await xlsx(
      makeXlsx(
        [
          {
            name: 'S',
            rows: [
              ['Day', 'What'],
              [day, 'Flood'],
            ],
          },
        ],
        { date1904: true },
      ),
    );
    expect(texts).toEqual(['Day: 2031-03-05\nWhat: Flood']);
  });

  test('is found by what the file says is its main part', async () => {
    const { texts } = await xlsx(
      makeXlsx(
        [
          {
            name: 'S',
            rows: [
              ['A', 'B'],
              ['x', 'y'],
            ],
          },
        ],
        { main: 'workbook2.xml' },
      ),
    );
    expect(texts).toEqual(['A: x\nB: y']);
  });
});
