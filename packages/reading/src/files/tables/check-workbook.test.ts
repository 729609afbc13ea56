import { type BookType, utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { makeZip } from '../../../test/make-zip.ts';
import { readOctets } from '../../../test/read-octets.ts';

const xls = 'application/vnd.ms-excel';
const xlsb = 'application/vnd.ms-excel.sheet.binary.macroenabled.12';
const ods = 'application/vnd.oasis.opendocument.spreadsheet';

const book = utils.book_new();
utils.book_append_sheet(book, utils.aoa_to_sheet([['Name', 'Price'], ['Wheel', 12.5], [], ['Stöne', 7]]), 'Parts');
utils.book_append_sheet(book, utils.aoa_to_sheet([['Name'], ['Hidden salary']]), 'Salaries');
const octetsOf = (bookType: BookType) => write(book, { type: 'buffer', bookType }) as Buffer;

test.each([
  ['of Excel 97', xls, 'biff8'],
  ['of Excel 2003 in XML', xls, 'xlml'],
  ['in binary', xlsb, 'xlsb'],
  ['of OpenDocument', ods, 'ods'],
] as const)('A workbook %s comes row by row with sheet and row', async (_, mediaType, bookType) => {
  const { records } = await readOctets(mediaType, octetsOf(bookType));
  expect(records.map(({ place, title, text }) => [place, title, text])).toEqual([
    [{ kind: 'row', sheet: 'Parts', row: 2 }, 'Wheel', 'Name: Wheel\nPrice: 12.5'],
    [{ kind: 'row', sheet: 'Parts', row: 4 }, 'Stöne', 'Name: Stöne\nPrice: 7'],
    [{ kind: 'row', sheet: 'Salaries', row: 2 }, 'Hidden salary', 'Name: Hidden salary'],
  ]);
});

test('A workbook of Excel 5 is read in the code page that it states', async () => {
  const sheet = utils.aoa_to_sheet([['Name'], ['xxxx']]);
  const octets = write({ SheetNames: ['A'], Sheets: { A: sheet } }, { type: 'buffer', bookType: 'biff5' }) as Buffer;
  octets.set([0xe6, 0xf3, 0xea, 0xe8], octets.indexOf('xxxx'));
  octets.writeUInt16LE(1251, octets.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4);
  expect((await readOctets(xls, octets)).text).toBe('Name: жуки');
});

test.each([
  ['is cut off', xls, octetsOf('biff8').subarray(0, 700), /damaged/],
  ['is plain text', xls, Buffer.from('Name,Price\nWheel,12'), /not a workbook/],
  ['is an empty container', xls, Buffer.from('d0cf11e0', 'hex'), /damaged/],
  [
    'is encrypted',
    ods,
    makeZip([
      { name: 'content.xml', content: Buffer.from('0102030405', 'hex') },
      {
        name: 'META-INF/manifest.xml',
        content: '<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
      },
    ]),
    /protected with a password/,
  ],
  ['is another archive', ods, makeZip([{ name: 'a.txt', content: 'a' }]), /not a workbook/],
  ['is cut off as an archive', ods, octetsOf('ods').subarray(0, 900), /damaged/],
])('A file that %s is refused with the reason', async (_, mediaType, content, words) => {
  await expect(readOctets(mediaType, content)).rejects.toThrow(words);
});
