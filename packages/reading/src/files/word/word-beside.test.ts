import { describe, expect, test } from 'vitest';
import { type DocxPart, line, makeDocx, paragraph, root, run, table } from '../../../test/make-docx.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';

const read = (body: string[], parts: DocxPart[] = []) => readWhole(readDocx, makeDocx(body, { parts }));
const box = (words: string) =>
  `<w:drawing><wp:inline><wp:docPr id="1" name="Text Box 1"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>${words}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>`;
const oldBox = (words: string) =>
  `<w:pict><v:shape><v:textbox><w:txbxContent>${words}</w:txbxContent></v:textbox></v:shape></w:pict>`;
const count = (text: string, words: string) => text.split(words).length - 1;

describe('text boxes', () => {
  test('are read after the paragraph they stand at', async () => {
    const { text } = await read([
      line(`${run('Before the box.')}<w:r>${box(paragraph('The code is PELICAN'))}</w:r>`),
      paragraph('After it.'),
    ]);
    expect(text).toBe('Before the box.\n\nThe code is PELICAN\n\nAfter it.');
  });

  test('are read once though they are written twice, and old ones, and those in boxes', async () => {
    const both = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${box(paragraph('PELICAN'))}</mc:Choice><mc:Fallback>${oldBox(paragraph('PELICAN'))}</mc:Fallback></mc:AlternateContent></w:r>`;
    const nested = `<w:r>${box(line(`${run('OUTER')}<w:r>${oldBox(paragraph('INNER'))}</w:r>`))}</w:r>`;
    const { text } = await read([line(both), line(`<w:r>${oldBox(paragraph('HERON'))}</w:r>`), line(nested)]);
    expect(['PELICAN', 'HERON', 'OUTER', 'INNER'].map((words) => count(text, words))).toEqual([1, 1, 1, 1]);
  });
});

describe('headers and footers', () => {
  const field = (code: string) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('7')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const margin = (name: string, type: 'header' | 'footer', content: string): DocxPart => ({
    type,
    name,
    content: root(type === 'header' ? 'w:hdr' : 'w:ftr', content),
  });

  test('come once for a document, without the numbers of pages', async () => {
    const parts = [
      margin('header1.xml', 'header', paragraph('Contract number KX-77120')),
      margin('header2.xml', 'header', paragraph('Contract number KX-77120') + paragraph('First page only')),
      margin(
        'footer1.xml',
        'footer',
        line(
          `${run('Valid until 30 June 2031 | Page ')}${field('PAGE')}${run(' of ')}<w:fldSimple w:instr="NUMPAGES">${run('12')}</w:fldSimple>`,
        ),
      ),
      margin('footer2.xml', 'footer', line(`${run('Page ')}${field('PAGE \\* MERGEFORMAT')}`)),
    ];
    const section =
      '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:headerReference w:type="first" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/></w:sectPr>';
    const { records } = await read([paragraph('The plan.'), line('', section), paragraph('More.'), section], parts);
    expect(records.map(({ title, text }) => [title, text])).toEqual([
      [undefined, 'The plan.\n\nMore.'],
      ['Headers and footers', 'Contract number KX-77120\n\nFirst page only\n\nValid until 30 June 2031'],
    ]);
  });

  test('bring what stands in their boxes and tables', async () => {
    const content = line(`<w:r>${box(paragraph('Reference AB-9'))}</w:r>`) + table([['Client', 'Mill Ltd']]);
    const watermark = '<w:p><w:r><w:pict><v:shape><v:textpath string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p>';
    const { text } = await read(
      [paragraph('The plan.'), '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'],
      [margin('header1.xml', 'header', content + watermark)],
    );
    expect(text).toBe('The plan.\n\nReference AB-9\n\n| Client | Mill Ltd |\n\nCONFIDENTIAL');
  });
});

test('notes stand at the end, with their marks', async () => {
  const reference = (kind: string, id: number, more = '') =>
    `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:${kind}Reference w:id="${id}"${more}/></w:r>`;
  const note = (kind: string, id: number, words: string) =>
    `<w:${kind} w:id="${id}">${line(`<w:r><w:${kind}Ref/></w:r>${run(words)}`)}</w:${kind}>`;
  const notes = (kind: string, list: string): DocxPart => ({
    type: `${kind}s`,
    name: `${kind}s.xml`,
    content: root(`w:${kind}s`, list),
  });
  const { text } = await read(
    [
      line(
        `${run('It costs 45')}${reference('footnote', 3)}${run(' crowns')}${reference('footnote', 2)}${run('.')}${reference('endnote', 2)}`,
      ),
      line(`${run('Starred')}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>*</w:t></w:r>`),
    ],
    [
      notes(
        'footnote',
        `<w:footnote w:type="separator" w:id="0">${paragraph('---')}</w:footnote>${note('footnote', 2, ' Since June.')}${note('footnote', 3, ' Without tax.')}${note('footnote', 4, ' Own mark.')}`,
      ),
      notes('endnote', note('endnote', 2, ' See the law.')),
    ],
  );
  expect(text).toBe(
    'It costs 45[1] crowns[2].[i]\n\nStarred[*]\n\n[1] Without tax.\n[2] Since June.\n[*] Own mark.\n\n[i] See the law.',
  );
});

test('comments are a part of their own, with the words that they are about', async () => {
  const comment = (id: number, words: string) =>
    `<w:comment w:id="${id}" w:author="Ada">${paragraph(words)}</w:comment>`;
  const content = root('w:comments', comment(0, 'The lawyer says this clause is void.') + comment(1, 'Agreed.'));
  const body = line(
    `<w:commentRangeStart w:id="0"/>${run('Clause ')}${run('four.')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`,
  );
  const { records } = await read([body], [{ type: 'comments', name: 'comments.xml', content }]);
  expect(records.map(({ title, text }) => [title, text])).toEqual([
    [undefined, 'Clause four.'],
    ['Comments', '“Clause four.” – Ada: The lawyer says this clause is void.\n\nAda: Agreed.'],
  ]);
});

describe('pictures and objects', () => {
  const picture = (alt: string) =>
    `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="${alt}"/><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

  test('are what is said of them; others are counted', async () => {
    const object = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>';
    const equation = '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>';
    const { text, notes } = await read([
      line(`${run('See ')}${picture('The mill from the south')}`),
      line(picture('C:\\logo.png') + picture('') + object + equation),
    ]);
    expect(text).toBe('See The mill from the south');
    expect(notes).toEqual([
      '2 pictures without a description were not read.',
      '1 embedded object was not read.',
      '1 equation of an old kind was not read.',
    ]);
  });

  test('charts come as their table, diagrams as their words, inserted pages as text', async () => {
    const points = (list: string[]) => list.map((value, i) => `<c:pt idx="${i}"><c:v>${value}</c:v></c:pt>`).join('');
    const chart = `<c:chart><c:title><a:p><a:r><a:t>Grain by year</a:t></a:r></a:p></c:title><c:ser><c:tx>${points(['Wheat'])}</c:tx><c:cat>${points(['2030', '2031'])}</c:cat><c:val>${points(['40', '52'])}</c:val></c:ser></c:chart>`;
    const point = (words: string) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${words}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const graphic = (content: string) =>
      `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
    const { text, notes } = await read(
      [
        line(graphic('<c:chart r:id="rId2"/>')),
        line(graphic('<dgm:relIds r:dm="rId3"/>')),
        '<w:altChunk r:id="rId4"/><w:altChunk r:id="rId5"/>',
      ],
      [
        { type: 'chart', name: 'chart1.xml', content: root('c:chartSpace', chart) },
        { type: 'diagramData', name: 'data1.xml', content: root('dgm:dataModel', point('Mill') + point('Bake')) },
        { type: 'aFChunk', name: 'a.html', content: '<h2>Annex</h2><p>By hand.</p>', contentType: 'text/html' },
        { type: 'aFChunk', name: 'b.rtf', content: '{\\rtf1 x}', contentType: 'application/rtf' },
      ],
    );
    expect(text).toBe(
      'Grain by year\n|  | Wheat |\n| 2030 | 40 |\n| 2031 | 52 |\n\nMill\nBake\n\n## Annex\n\nBy hand.',
    );
    expect(notes).toEqual(['1 inserted document was not read.']);
  });
});

test('documents that programs put into one are read in their place, those without end are counted', async () => {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const around = (content: Buffer | string, words: string, contentType = type) =>
    makeDocx([paragraph(words), '<w:altChunk r:id="rId2"/>', paragraph('After.')], {
      parts: [{ type: 'aFChunk', name: 'inner.docx', content, contentType }],
    });
  const mht =
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Of a page</p>\r\n--b--';
  const page = await readWhole(readDocx, around(mht, 'Before.', 'message/rfc822'));
  expect(page.text).toBe('Before.\n\nOf a page\n\nAfter.');
  const deleted = line(`${run('Kept.')}<w:del w:id="1" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>`);
  const merged = await readWhole(readDocx, around(makeDocx([deleted]), 'Before.'));
  expect(merged.text).toBe('Before.\n\nKept.\n\nAfter.');
  expect(merged.notes).toEqual(['1 tracked deletion was not read.']);
  let inner = makeDocx([paragraph('Innermost.')]);
  for (let depth = 5; depth > 0; depth--) inner = around(inner, `Depth ${depth}.`);
  const { text, notes } = await readWhole(readDocx, inner);
  expect(notes).toEqual(['1 inserted document was not read.']);
  expect(text).toContain('Depth 4.');
  expect(text).not.toContain('Innermost');
});
