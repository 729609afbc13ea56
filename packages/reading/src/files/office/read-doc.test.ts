import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readOctets } from '../../../test/read-octets.ts';

const read = (content: Buffer) => readOctets('application/msword', content);

// written by LibreOffice: a heading, a footnote, a comment, a table, a text box, a header and a footer
const lock = readFileSync(new URL('../../../test/fixtures/lock.doc', import.meta.url));
const changed = (change: (head: Buffer) => void) => {
  const octets = Buffer.from(lock);
  change(octets.subarray(octets.indexOf(Buffer.from('eca5', 'hex'))));
  return octets;
};

test('A document of Word 97 has its words, table, notes, comments, box, header and footer', async () => {
  const { text, notes, records } = await read(lock);
  expect(text).toBe(
    [
      'Contract KX-77120',
      'The lock',
      'Zażółć – 世界 “quoted”.',
      '| Gate | Day |\n| North | Monday |',
      'After the table.',
      'PELICAN in a box',
      'Footnotes:\n- By its own count.',
      'Comments:\n- Check the date.',
      'Valid until 30 June 2031',
    ].join('\n\n'),
  );
  expect(records[0]?.headings).toEqual([]);
  expect(notes.join()).toMatch(/list numbers, headings and raised figures are missing\. Save it as \.docx/);
});

test.each([
  [
    'encrypted',
    changed((head) => head.writeUInt16LE(head.readUInt16LE(0x0a) | 0x0100, 0x0a)),
    /protected with a password/,
  ],
  ['of Word 95', changed((head) => head.writeUInt16LE(0x68, 2)), /Word 95 or older\. .*save it as \.docx/],
  ['cut off', lock.subarray(0, 3_000), /damaged|no text/],
  [
    'a workbook',
    write(
      { SheetNames: ['A'], Sheets: { A: utils.aoa_to_sheet([['a']]) } },
      { type: 'buffer', bookType: 'biff8' },
    ) as Buffer,
    /not a Word document/,
  ],
])('A document that is %s is refused with the reason', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words);
});
