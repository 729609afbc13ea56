import { expect, test } from 'vitest';
import { line, makeDocx, paragraph, run } from '../../../test/make-docx.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';

const read = (rows: string[], before: string[] = []) =>
  readWhole(readDocx, makeDocx([...before, `<w:tbl>${rows.join('')}</w:tbl>`]));
const row = (cells: string[], properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`;
const cell = (content: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : paragraph(content)}</w:tc>`;
const begin = '<w:vMerge w:val="restart"/>';
const covered = cell('', '<w:vMerge/>');

test('a cell merged over rows and one merged over columns stand in each row and column', async () => {
  const { text } = await read([
    row([cell('Gate'), cell('Day'), cell('Hours')], '<w:tblHeader/>'),
    row([cell('North', begin), cell('Monday'), cell(paragraph('08:00') + paragraph('14:00'))]),
    row([covered, cell('Tuesday'), cell('09:30')]),
    row([cell('South, closed for works', '<w:gridSpan w:val="2"/>'), cell('none')]),
  ]);
  expect(text).toBe(
    [
      '| Gate | Day | Hours |',
      '| North | Monday | 08:00 14:00 |',
      '| North | Tuesday | 09:30 |',
      '| South, closed for works | South, closed for works | none |',
    ].join('\n'),
  );
});

test('columns that a row leaves out before and after its cells stay empty', async () => {
  const { text } = await read([
    row([cell('a'), cell('b'), cell('c')]),
    row([cell('y')], '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    row([cell('1', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge w:val="continue"/>'), cell('3')]),
  ]);
  expect(text).toBe('| a | b | c |\n|  | y |  |\n| 1 | 1 | 3 |');
});

test('a merged block ends where another begins, and a title over the whole width is a line', async () => {
  const { text } = await read([
    row([cell('Price list', '<w:gridSpan w:val="2"/>')]),
    row([cell('A', begin), cell('1')]),
    row([covered, cell('2')]),
    row([cell('B', begin), cell('3')]),
    row([covered, cell('4')]),
  ]);
  expect(text).toBe('Price list\n| A | 1 |\n| A | 2 |\n| B | 3 |\n| B | 4 |');
});

test('a table in a cell stays in its cell', async () => {
  const inner = `<w:tbl>${row([cell('Inner A'), cell('1')])}${row([cell('Inner B'), cell('2')])}</w:tbl>${paragraph('')}`;
  const { text } = await read([row([cell('Outer'), cell(inner)])]);
  expect(text).toBe('| Outer | Inner A, 1; Inner B, 2 |');
});

test('a table for the layout is what stands in it', async () => {
  const { text } = await read([row([cell(paragraph('Terms', 1) + paragraph('First.') + paragraph('Second.'))])]);
  expect(text).toBe('# Terms\n\nFirst.\n\nSecond.');
});

test('rows that are deleted or hidden are left out with a count, rows in a content control are not', async () => {
  const { text, notes } = await read([
    row([cell('a'), cell('1')]),
    row([cell('b'), cell('2')], '<w:del w:id="1" w:author="A"/>'),
    row([cell('c'), cell('3')], '<w:hidden/>'),
    `<w:sdt><w:sdtPr/><w:sdtContent>${row([cell('d'), cell('4')])}</w:sdtContent></w:sdt>`,
  ]);
  expect(text).toBe('| a | 1 |\n| d | 4 |');
  expect(notes).toEqual(['1 tracked deletion was not read.', '1 hidden passage was not read.']);
});

test('words before a table do not run into it', async () => {
  const open = line(run('before'), '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>');
  expect((await read([row([cell('a'), cell('b')])], [open])).text).toBe('before\n\n| a | b |');
});
