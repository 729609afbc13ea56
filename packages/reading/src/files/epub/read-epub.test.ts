import { expect, test } from 'vitest';
import { makeZip, type ZipEntry } from '../../../test/make-zip.ts';
import { readOctets } from '../../../test/read-octets.ts';

const read = (content: Buffer) => readOctets('application/epub+zip', content);

const container =
  '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>';
const chapter = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`;

function book(
  chapters: Record<string, string>,
  { nav = '', more = [] as ZipEntry[], spine = Object.keys(chapters) } = {},
) {
  const items = spine.map(
    (name) => `<item id="${name}" href="text/${name}%20x.xhtml" media-type="application/xhtml+xml"/>`,
  );
  const opf = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><manifest>${items.join('')}<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="ncx"><itemref idref="nav"/>${spine.map((name) => `<itemref idref="${name}"/>`).join('')}</spine></package>`;
  return makeZip([
    { name: 'mimetype', content: 'application/epub+zip' },
    { name: 'META-INF/container.xml', content: container },
    { name: 'OEBPS/book.opf', content: opf },
    { name: 'OEBPS/nav.xhtml', content: chapter(`<nav epub:type="toc"><ol>${nav}</ol></nav>`) },
    ...Object.entries(chapters).map(([name, body]) => ({ name: `OEBPS/text/${name} x.xhtml`, content: chapter(body) })),
    ...more,
  ]);
}

test('Chapters come in the order of the book with their headings, tables and footnotes', async () => {
  const { records, notes } = await read(
    book(
      {
        two: '<h1>The wheel</h1><p>It turns.<a epub:type="noteref" href="#n1">1</a></p><table><tr><td>Oak</td><td>old</td></tr></table><aside epub:type="footnote" id="n1"><p>Slowly.</p></aside><img src="a.png" alt=""/>',
        one: '<a id="top"/><p>A beginning without a heading.</p>',
      },
      { nav: '<li><a href="text/one%20x.xhtml">Preface</a></li><li><a href="text/two%20x.xhtml#a">Wheel</a></li>' },
    ),
  );
  expect(records.map(({ title, text }) => [title, text])).toEqual([
    ['The wheel', '# The wheel\n\nIt turns.1\n\n| Oak | old |\n\nSlowly.'],
    ['Preface', 'A beginning without a heading.'],
  ]);
  expect(notes).toEqual(['1 picture without a description was not read.']);
});

test('Titles come from the table of contents of EPUB 2 where there is no other', async () => {
  const ncx =
    '<ncx><navMap><navPoint><navLabel><text>Part</text></navLabel><content src="text/one%20x.xhtml"/></navPoint></navMap></ncx>';
  const { records } = await read(book({ one: '<p>Words.</p>' }, { more: [{ name: 'OEBPS/toc.ncx', content: ncx }] }));
  expect(records[0]?.title).toBe('Part');
});

test('A chapter that is missing is reported, and the others are read', async () => {
  const { text, notes, faulty } = await read(book({ one: '<p>Words.</p>' }, { spine: ['one', 'gone'] }));
  expect(text).toBe('Words.');
  expect(notes).toEqual(['1 chapter could not be read because the file is damaged there: gone x.xhtml.']);
  expect(faulty).toBe(true);
});

test.each([
  ['cut off', book({ one: '<p>Words.</p>' }).subarray(0, 400), /damaged/],
  ['without text', book({ one: '<p></p>' }), /no text/],
  ['another archive', makeZip([{ name: 'a.txt', content: 'a' }]), /not an EPUB book/],
  ['without a list of chapters', makeZip([{ name: 'META-INF/container.xml', content: container }]), /list of chapters/],
  [
    'copy-protected',
    book(
      { one: 'x' },
      {
        more: [
          {
            name: 'META-INF/encryption.xml',
            content:
              '<e><EncryptedData><CipherData><CipherReference URI="OEBPS/text/one%20x.xhtml"/></CipherData></EncryptedData></e>',
          },
        ],
      },
    ),
    /copy-protected/,
  ],
])('A book that is %s is refused with the reason', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words);
});
