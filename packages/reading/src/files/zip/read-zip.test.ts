import { utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../../test/make-docx.ts';
import { textPdf } from '../../../test/make-pdf.ts';
import { makePptx, shape, slideParagraph } from '../../../test/make-pptx.ts';
import { makeZip } from '../../../test/make-zip.ts';
import { readOctets } from '../../../test/read-octets.ts';

const read = (content: Buffer) => readOctets('application/zip', content);

const sheet = utils.aoa_to_sheet([['Name'], ['Wheel']]);
const xlsx = write({ SheetNames: ['Parts'], Sheets: { Parts: sheet } }, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
const whole = { sheet: null, row: null, page: null };

test('Each file of an archive is read by its own reader and has its path as its place', async () => {
  const { records, notes, faulty } = await read(
    makeZip([
      { name: 'reports/', content: '' },
      { name: 'reports/2031/mill.pdf', content: textPdf(['First page.', 'Second page.']) },
      { name: 'reports/letter.docx', content: makeDocx([paragraph('The letter', 1), paragraph('Words.')]) },
      { name: 'reports/parts.xlsx', content: xlsx },
      { name: 'Übersicht.txt', content: 'Just words' },
      { name: 'README', content: 'No extension' },
      { name: '__MACOSX/._letter.docx', content: 'resource fork' },
      { name: 'inner.zip', content: makeZip([{ name: 'a/note.md', content: '# Note\n\nInside.' }]) },
    ]),
  );
  expect(records.map(({ page, place, title, text }) => [page, place, title, text])).toEqual([
    [null, { kind: 'member', path: 'reports/2031/mill.pdf', ...whole, page: 1 }, 'mill.pdf', 'First page.'],
    [null, { kind: 'member', path: 'reports/2031/mill.pdf', ...whole, page: 2 }, 'mill.pdf', 'Second page.'],
    [null, { kind: 'member', path: 'reports/letter.docx', ...whole }, 'The letter', '# The letter\n\nWords.'],
    [null, { kind: 'member', path: 'reports/parts.xlsx', page: null, sheet: 'Parts', row: 2 }, 'Wheel', 'Name: Wheel'],
    [null, { kind: 'member', path: 'Übersicht.txt', ...whole }, 'Übersicht.txt', 'Just words'],
    [null, { kind: 'member', path: 'README', ...whole }, 'README', 'No extension'],
    [null, { kind: 'member', path: 'inner.zip/a/note.md', ...whole }, 'Note', '# Note\n\nInside.'],
  ]);
  expect(notes).toEqual([]);
  expect(faulty).toBe(false);
});

test('Files that cannot be read are reported by name, and the others are read', async () => {
  const deep = makeZip([{ name: 'deeper.zip', content: makeZip([{ name: 'a.txt', content: 'deep' }]) }]);
  const { text, notes, faulty } = await read(
    makeZip([
      { name: 'good.txt', content: 'Good words' },
      { name: 'setup.exe', content: 'MZ' },
      { name: 'old.ppt', content: 'x' },
      { name: 'torn.docx', content: makeDocx([paragraph('Hello')]).subarray(0, 400) },
      { name: 'picture.pdf', content: 'Just words' },
      { name: 'empty.txt', content: '' },
      { name: 'deep.zip', content: deep },
      { name: '../climbed.txt', content: 'out' },
      {
        name: 'slides.pptx',
        content: makePptx([
          { shapes: [shape('title', [slideParagraph('Secret')])], hidden: true },
          { shapes: [shape('title', [slideParagraph('Shown')])] },
        ]),
      },
    ]),
  );
  expect(text).toBe('Good words\nout\nShown');
  expect(notes.join('\n')).toMatch(/Not read: setup\.exe\. \.exe files are not read\./);
  expect(notes.join('\n')).toMatch(/Not read: old\.ppt\. .*save it as \.pptx/);
  expect(notes.join('\n')).toMatch(/Not read: torn\.docx\. .*damaged/);
  expect(notes.join('\n')).toMatch(/Not read: picture\.pdf\. The content is plain text/);
  expect(notes.join('\n')).toMatch(/Not read: empty\.txt\. The file is empty\./);
  expect(notes.join('\n')).toMatch(
    /Not read: deep\.zip\. No text was found in this file, nor in the files within it\. Not read: deeper\.zip/,
  );
  expect(notes.join('\n')).toMatch(/slides\.pptx: 1 hidden slide was not read: 1\./);
  expect(faulty).toBe(true);
});

test('Names in the letters of DOS are read, and a file is what its content is', async () => {
  const octets = makeZip([
    { name: 'xbersicht.txt', content: 'Words' },
    { name: 'scan.docx', content: textPdf(['A page.']) },
  ]);
  // Ü in the code page of DOS, in the file and in the directory
  for (let at = octets.indexOf('xber'); at >= 0; at = octets.indexOf('xber', at)) octets[at] = 0x9a;
  const { records } = await read(octets);
  expect(records.map(({ place, text }) => [place, text])).toEqual([
    [{ kind: 'member', path: 'Übersicht.txt', ...whole }, 'Words'],
    [{ kind: 'member', path: 'scan.docx', ...whole, page: 1 }, 'A page.'],
  ]);
});

test('An encrypted file is reported; an archive of nothing else is refused', async () => {
  const locked = (octets: Buffer) => {
    // the flag of each entry, in the file and in the directory
    for (let at = octets.indexOf('PK\x03\x04'); at >= 0; at = octets.indexOf('PK\x03\x04', at + 4)) octets[at + 6] = 1;
    for (let at = octets.indexOf('PK\x01\x02'); at >= 0; at = octets.indexOf('PK\x01\x02', at + 4)) octets[at + 8] = 1;
    return octets;
  };
  await expect(read(locked(makeZip([{ name: 'a.txt', content: 'a' }])))).rejects.toMatchObject({
    reason: 'sources.password',
  });
});

test('A document of Office under the name of an archive is read as what it is', async () => {
  expect((await read(makeDocx([paragraph('Hello')]))).records).toMatchObject([{ text: 'Hello', page: null }]);
});

test.each([
  ['cut off', makeZip([{ name: 'a.txt', content: 'a'.repeat(500) }]).subarray(0, 60), /damaged or cut off/],
  ['empty', makeZip([]), /no files that can be read/],
  ['of programs', makeZip([{ name: 'a.exe', content: 'MZ' }]), /No text was found .* Not read: a\.exe/],
  [
    'of too many entries',
    makeZip(Array.from({ length: 20_001 }, (_, i) => ({ name: `${i}`, content: '' }))),
    /more than 20,000 entries/,
  ],
])('An archive %s is refused with the reason', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words);
});

test('A bomb in an archive is reported and opens nothing', async () => {
  const zeros = makeZip([{ name: 'zeros.txt', content: Buffer.alloc(140_000_000) }]);
  const lying = makeZip([{ name: 'zeros.txt', content: Buffer.alloc(140_000_000), claims: 100 }]);
  const { text, notes } = await read(
    makeZip([
      { name: 'good.txt', content: 'Good words' },
      { name: 'bomb.zip', content: zeros },
      { name: 'liar.zip', content: lying },
    ]),
  );
  expect(text).toBe('Good words');
  expect(notes.join('\n')).toMatch(/bomb\.zip\. .*too large to be unpacked here/);
  expect(notes.join('\n')).toMatch(/liar\.zip\. .*damaged in the archive/);
});
