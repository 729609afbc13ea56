import { expect, test } from 'vitest';
import {
  type DocxPart,
  item,
  level,
  line,
  makeDocx,
  numbering,
  paragraph,
  root,
  run,
  table,
} from '../../test/make-docx.ts';
import { readWhole } from '../../test/read-whole.ts';
import type { ExtractMessage } from './extracted.ts';
import { readHtml } from './html/read-html.ts';
import { readEml } from './mail/read-eml.ts';
import { readDocx } from './office/read-docx.ts';

// What keeps its meaning in which kind of file: one row for each reader, one column for each feature, no gap.

const features = [
  'clause numbers',
  'nested lists',
  'merged cells',
  'header rows',
  'tables in tables',
  'powers',
  'indices',
  'equations',
  'notes',
  'headers and footers',
  'text boxes',
  'comments',
  'changes',
  'hidden text',
  'pictures',
  'parts within',
  'letters',
] as const;
type Feature = (typeof features)[number];

/** `input` is read: `has` and `lacks` are words of the text, `notes` all notes. `none`: why the format knows no such thing. */
type Case = { input: Buffer | string; has: string[]; lacks?: string[]; notes?: string[] } | { none: string };
type Reader = { read: (path: string) => AsyncIterable<ExtractMessage>; cases: Record<Feature, Case> };

const word = (body: string[], parts: DocxPart[] = []) => makeDocx(body, { parts });
const row = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const high = '<w:vertAlign w:val="superscript"/>';
const low = '<w:vertAlign w:val="subscript"/>';
const clauses = numbering([level(0, '%1.') + level(1, '%1.%2') + level(2, '(%3)', 'lowerLetter')], [[0]]);

const docx: Reader['cases'] = {
  'clause numbers': {
    input: word([item('Scope'), item('Payment'), item('Due', 1), item('Late', 1), item('first', 2)], [clauses]),
    has: ['2. Payment', '2.2 Late', '(a) first'],
  },
  'nested lists': { input: word([item('one'), item('two', 1)], [clauses]), has: ['1. one\n  1.1 two'] },
  'merged cells': {
    input: word([
      `<w:tbl>${row(cell(paragraph('North'), '<w:vMerge w:val="restart"/>') + cell(paragraph('8')))}${row(cell('<w:p/>', '<w:vMerge/>') + cell(paragraph('9')))}</w:tbl>`,
    ]),
    has: ['| North | 8 |\n| North | 9 |'],
  },
  'header rows': {
    input: word([
      `<w:tbl>${row(cell(paragraph('Gate')) + cell(paragraph('Hours'), '<w:gridSpan w:val="2"/>'), '<w:tblHeader/>')}${row(cell(paragraph('North')) + cell(paragraph('8')) + cell(paragraph('9')))}</w:tbl>`,
    ]),
    has: ['| Gate | Hours | Hours |\n| North | 8 | 9 |'],
  },
  'tables in tables': {
    input: word([
      `<w:tbl>${row(
        cell(paragraph('Site')) +
          cell(
            table([
              ['A', '1'],
              ['B', '2'],
            ]),
          ),
      )}</w:tbl>`,
    ]),
    has: ['| Site | A, 1; B, 2 |'],
  },
  powers: { input: word([line(run('10') + run('6', high) + run(' litres'))]), has: ['10^6 litres'], lacks: ['106'] },
  indices: { input: word([line(run('H') + run('2', low) + run('O, x') + run('1', low))]), has: ['H2O, x_1'] },
  equations: {
    input: word([
      line(
        '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>',
      ),
    ]),
    has: ['(a+b)/2'],
  },
  notes: {
    input: word(
      [line(`${run('45')}<w:r><w:footnoteReference w:id="2"/></w:r>`)],
      [
        {
          type: 'footnotes',
          name: 'footnotes.xml',
          content: root('w:footnotes', `<w:footnote w:id="2">${paragraph('Without tax')}</w:footnote>`),
        },
      ],
    ),
    has: ['45[1]', '[1] Without tax'],
    lacks: ['451', '45^1'],
  },
  'headers and footers': {
    input: word(
      [paragraph('Plan'), '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'],
      [{ type: 'header', name: 'header1.xml', content: root('w:hdr', paragraph('Contract KX-77120')) }],
    ),
    has: ['Contract KX-77120'],
  },
  'text boxes': {
    input: word([
      line(
        '<w:r><w:drawing><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>PELICAN</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r>',
      ),
    ]),
    has: ['PELICAN'],
  },
  comments: {
    input: word(
      [paragraph('Clause')],
      [
        {
          type: 'comments',
          name: 'comments.xml',
          content: root('w:comments', `<w:comment w:id="0" w:author="Ada">${paragraph('Void')}</w:comment>`),
        },
      ],
    ),
    has: ['Ada: Void'],
  },
  changes: {
    input: word([
      line(
        `${run('in ')}<w:del><w:r><w:delText>thirty</w:delText></w:r></w:del><w:ins>${run('sixty')}</w:ins>${run(' days')}`,
      ),
    ]),
    has: ['in sixty days'],
    lacks: ['thirty'],
    notes: ['1 tracked deletion was not read.'],
  },
  'hidden text': {
    input: word([line(run('Seen') + run(' unseen', '<w:vanish/>'))]),
    has: ['Seen'],
    lacks: ['unseen'],
    notes: ['1 hidden passage was not read.'],
  },
  pictures: {
    input: word([
      line(
        `${run('See ')}<w:r><w:drawing><wp:docPr descr="The mill"/><pic:pic/></w:drawing></w:r><w:r><w:drawing><pic:pic/></w:drawing></w:r>`,
      ),
    ]),
    has: ['See The mill'],
    notes: ['1 picture without a description was not read.'],
  },
  'parts within': {
    input: word(
      [paragraph('Text'), '<w:altChunk r:id="rId2"/>'],
      [{ type: 'aFChunk', name: 'a.html', content: '<p>Annex</p>', contentType: 'text/html' }],
    ),
    has: ['Annex'],
    notes: [],
  },
  letters: {
    input: word([line('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:noBreakHyphen/><w:t>x</w:t></w:r>')]),
    has: ['α-x'],
  },
};

const pages: Record<
  Feature,
  { html: string; has: string[]; lacks?: string[]; hidden?: number; pictures?: number } | { none: string }
> = {
  'clause numbers': { html: '<ol start="4"><li>Open</li><li value="9">Close</li></ol>', has: ['4. Open', '9. Close'] },
  'nested lists': { html: '<ol><li>one<ol type="a"><li>two</li></ol></li></ol>', has: ['1. one\n  a. two'] },
  'merged cells': {
    html: '<table><tr><td rowspan="2">North</td><td>8</td></tr><tr><td>9</td></tr></table>',
    has: ['| North | 8 |\n| North | 9 |'],
  },
  'header rows': {
    html: '<table><thead><tr><th>Gate</th><th colspan="2">Hours</th></tr></thead><tr><td>North</td><td>8</td><td>9</td></tr></table>',
    has: ['| Gate | Hours | Hours |\n| North | 8 | 9 |'],
  },
  'tables in tables': {
    html: '<table><tr><th>Site</th><td><table><tr><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table></td></tr></table>',
    has: ['| Site | A, 1; B, 2 |'],
  },
  powers: { html: '<p>10<sup>6</sup> litres</p>', has: ['10^6 litres'], lacks: ['106'] },
  indices: { html: '<p>H<sub>2</sub>O, x<sub>1</sub></p>', has: ['H2O, x_1'] },
  equations: {
    html: '<p><math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math></p>',
    has: ['(a+b)/2'],
  },
  notes: {
    html: '<p>45<sup><a href="#n1">1</a></sup></p><p id="n1"><sup>1</sup> Without tax</p>',
    has: ['45[1]', '[1] Without tax'],
  },
  'headers and footers': { none: 'what stands around the text of a page are menus and imprints' },
  'text boxes': { html: '<article><p>Open.</p><aside>PELICAN</aside></article>', has: ['PELICAN'] },
  comments: { none: 'comments of HTML are for those who write it' },
  changes: { html: '<p>in <del>thirty</del> <ins>sixty</ins> days</p>', has: ['in ~~thirty~~ sixty days'] },
  'hidden text': {
    html: '<p>Seen by all who open it</p><p style="display:none">unseen</p>',
    has: ['Seen'],
    lacks: ['unseen'],
    hidden: 1,
  },
  pictures: {
    html: '<p>See <img alt="The mill" src="m.png"><img src="n.png"></p>',
    has: ['See The mill'],
    pictures: 1,
  },
  'parts within': { html: '<details><summary>More</summary><p>Annex</p></details>', has: ['Annex'] },
  letters: { html: '<p>&alpha;&#8209;x co&shy;op</p>', has: ['α‑x'] },
};

const mailHead = 'From: Ada <ada@example.org>\r\nSubject: Berth\r\nMIME-Version: 1.0\r\n';
const mixed = (...parts: string[]) =>
  `${mailHead}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${parts.join('\r\n--b\r\n')}\r\n--b--\r\n`;

/** A row whose inputs are the pages of the one above, in what surrounds them. */
const rowOf = (wrap: (html: string) => string, name: string, more: Partial<Reader['cases']> = {}): Reader['cases'] =>
  Object.fromEntries(
    Object.entries(pages)
      .map(([feature, page]) => {
        if ('none' in page) return [feature, page];
        const { html, has, lacks, hidden, pictures } = page;
        const notes = [
          ...(hidden ? [`${hidden} hidden part in this ${name} was not read.`] : []),
          ...(pictures ? [`${pictures} picture without a description in this ${name} was not read.`] : []),
        ];
        return [feature, { input: wrap(html), has, lacks, notes }];
      })
      .concat(Object.entries(more) as never),
  ) as Reader['cases'];

const readers: Record<string, Reader> = {
  docx: { read: readDocx, cases: docx },
  html: {
    read: (path) => readHtml(path, {}),
    cases: rowOf((html) => `<!doctype html><html><body>${html}</body></html>`, 'page'),
  },
  eml: {
    read: readEml,
    cases: rowOf((html) => `${mailHead}Content-Type: text/html; charset=utf-8\r\n\r\n${html}`, 'email', {
      'headers and footers': { input: `${mailHead}\r\nText`, has: ['From: Ada <ada@example.org>', 'Subject: Berth'] },
      'parts within': {
        input: mixed(
          'Content-Type: text/plain\r\n\r\nSee below',
          `Content-Type: message/rfc822\r\n\r\n${mailHead}\r\nAnnex`,
        ),
        has: ['See below', 'Annex'],
        notes: [],
      },
    }),
  },
};

const cells = Object.entries(readers).flatMap(([name, { read, cases }]) =>
  features.flatMap((feature) => {
    const one = cases[feature];
    return 'none' in one ? [] : [{ name, feature, read, one }];
  }),
);

test.each(cells)('$name keeps $feature', async ({ read, one }) => {
  const { text, notes } = await readWhole(read, one.input);
  for (const words of one.has) expect(text).toContain(words);
  for (const words of one.lacks ?? []) expect(text).not.toContain(words);
  if (one.notes) expect(notes).toEqual(one.notes);
});
