import { describe, expect, test } from 'vitest';
import { item, level, makeDocx, numbering, paragraph, root } from '../../../test/make-docx.ts';
import { makeZip, type ZipEntry } from '../../../test/make-zip.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';

const read = (bytes: Buffer) => readWhole(readDocx, bytes);
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const body = `<w:body>${paragraph('The notice period is sixty days.')}</w:body>`;
const document = root('w:document', body);
const relations = (target: string, type = `${office}/relationships/officeDocument`): ZipEntry => ({
  name: '_rels/.rels',
  content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${type}" Target="${target}"/></Relationships>`,
});
const words = 'The notice period is sixty days.';

describe('the document of a package is the part that the package names', () => {
  test.each<[string, Buffer]>([
    ['by another name', makeDocx([paragraph(words)], { main: 'word/document2.xml' })],
    ['in another folder', makeDocx([paragraph(words)], { main: 'content/text/main.xml' })],
    ['from the root', makeDocx([paragraph(words)], { target: '/word/document.xml' })],
    ['with backslashes', makeZip([relations('word\\document.xml'), { name: 'word\\document.xml', content: document }])],
    ['in other capitals', makeZip([relations('Word/Document.xml'), { name: 'WORD/DOCUMENT.XML', content: document }])],
    [
      'with its entries at the root',
      makeZip([
        { ...relations('word/document.xml'), name: '/_rels/.rels' },
        { name: '/word/document.xml', content: document },
      ]),
    ],
    ['escaped', makeZip([relations('word/main%20text.xml'), { name: 'word/main text.xml', content: document }])],
    ['without a directory', makeZip([{ name: 'word/document.xml', content: document }])],
    [
      'in UTF-16',
      makeZip([
        relations('word/document.xml'),
        { name: 'word/document.xml', content: Buffer.from(`\ufeff${document}`, 'utf16le') },
      ]),
    ],
  ])('%s', async (_, bytes) => {
    expect((await read(bytes)).text).toBe(words);
  });
});

test('what it refers to is found beside it, wherever it is', async () => {
  const { text } = await read(
    makeDocx([item(words)], { main: 'word/document2.xml', parts: [numbering([level(0, 'Art. %1')], [[0]])] }),
  );
  expect(text).toBe(`Art. 1 ${words}`);
});

test('the strict form of the format has names of its own', async () => {
  const strict = document
    .replaceAll(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    )
    .replaceAll(/xmlns:w=|<w:|<\/w:| w:/g, (found) => found.replace('w', 'ns0').replace('xmlns0', 'xmlns'));
  const bytes = makeZip([
    relations('word/document.xml', 'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'),
    { name: 'word/document.xml', content: strict },
  ]);
  expect((await read(bytes)).text).toBe(words);
});

describe('what is no document is refused', () => {
  test.each<[string, Buffer, RegExp]>([
    ['a document with a password', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), /password/],
    [
      'a workbook',
      makeZip([relations('xl/workbook.xml'), { name: 'xl/workbook.xml', content: '<workbook xmlns="x"/>' }]),
      /not a Word document/,
    ],
    ['another root', makeZip([{ name: 'word/document.xml', content: '<a/>' }]), /not a Word document/],
    [
      'a part that ends in the middle',
      makeZip([{ name: 'word/document.xml', content: document.slice(0, -30) }]),
      /damaged/,
    ],
    [
      'elements without end',
      makeZip([{ name: 'word/document.xml', content: root('w:document', `<w:body>${'<w:sdt>'.repeat(5_000)}`) }]),
      /damaged/,
    ],
  ])('%s', async (_, bytes, reason) => {
    await expect(read(bytes)).rejects.toThrow(reason);
  });
});
