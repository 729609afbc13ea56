import { expect, test } from 'vitest';
import { makeOdf } from '../../../test/make-odf.ts';
import { makeZip } from '../../../test/make-zip.ts';
import { readOctets } from '../../../test/read-octets.ts';

const odt = (content: Buffer) => readOctets('application/vnd.oasis.opendocument.text', content);
const odp = (content: Buffer) => readOctets('application/vnd.oasis.opendocument.presentation', content);

const p = (text: string) => `<text:p>${text}</text:p>`;
const item = (content: string, attributes = '') => `<text:list-item${attributes}>${content}</text:list-item>`;

test('A text has its headings, blanks, powers, footnotes, comments, header and footer', async () => {
  const body = [
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted words</text:p></text:deletion></text:changed-region></text:tracked-changes>',
    '<text:h text:outline-level="1">The  mill</text:h>',
    p(
      'It grinds 10<text:span text:style-name="T1">6</text:span><text:s text:c="2"/>grains<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By its own count.</text:p></text:note-body></text:note>,<text:line-break/>all day.<office:annotation><text:p>Really?</text:p></office:annotation>',
    ),
    '<text:h text:outline-level="2">Parts</text:h>',
    p('<draw:frame><draw:text-box><text:p>A box.</text:p></draw:text-box></draw:frame>'),
    p('<draw:frame><draw:image xlink:href="a.png"/><svg:desc>A heron</svg:desc></draw:frame>'),
    p('<draw:frame><draw:image xlink:href="b.png"/></draw:frame>'),
    '<text:section text:display="none"><text:p>secret</text:p></text:section>',
  ].join('');
  const { text, notes, records } = await odt(
    makeOdf('text', body, {
      automatic: '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>',
      masters:
        '<style:master-page style:name="Standard"><style:header><text:p>Contract KX-77</text:p></style:header><style:footer><text:p>Valid to June</text:p></style:footer></style:master-page>',
    }),
  );
  expect(text).toBe(
    [
      'Contract KX-77',
      '# The mill',
      'It grinds 10^6  grains[1],\nall day.',
      '## Parts',
      'A box.',
      'A heron',
      'Footnotes:\n[1] By its own count.',
      'Comments:\n- Really?',
      'Valid to June',
    ].join('\n\n'),
  );
  expect(records[0]?.headings.map(({ level, text: heading }) => [level, heading])).toEqual([
    [1, 'The mill'],
    [2, 'Parts'],
  ]);
  expect(notes).toEqual([
    '1 tracked deletion was not read.',
    '1 hidden passage was not read.',
    '1 picture without a description was not read.',
  ]);
});

test('Equations are text, and charts are rows', async () => {
  const object = (name: string) => `<draw:frame><draw:object xlink:href="./${name}"/></draw:frame>`;
  const math =
    '<math><semantics><mrow><mi>k</mi><mo>=</mo><mn>0.87</mn></mrow><annotation>k = 0.87</annotation></semantics></math>';
  const cell = (text: string) => `<table:table-cell>${p(text)}</table:table-cell>`;
  const chart = `<office:document-content><office:body><office:chart><chart:chart><table:table><table:table-rows><table:table-row>${cell('May')}${cell('12.5')}</table:table-row></table:table-rows></table:table></chart:chart></office:chart></office:body></office:document-content>`;
  const { text, notes } = await odt(
    makeOdf('text', p(`where ${object('Object 1')} holds`) + p(object('Object 2')) + p(object('Object 3')), {}, [
      { name: 'Object 1/content.xml', content: math },
      { name: 'Object 2/content.xml', content: chart },
    ]),
  );
  expect(text).toBe('where k=0.87 holds\n\n| May | 12.5 |');
  expect(notes).toEqual(['1 embedded object was not read.']);
});

test('Clauses have their numbers as shown, over levels, interruptions and stated starts', async () => {
  const level = (n: number, format: string, rest = '') =>
    `<text:list-level-style-number text:level="${n}" style:num-format="${format}" style:num-suffix="." ${rest}/>`;
  const automatic = `<text:list-style style:name="L1">${level(1, '1')}${level(2, '1', 'text:display-levels="2"')}${level(3, 'a', 'style:num-prefix="("')}</text:list-style>`;
  const list = (content: string, attributes = '') =>
    `<text:list text:style-name="L1"${attributes}>${content}</text:list>`;
  const nested = (content: string) => `<text:list>${content}</text:list>`;
  const body = [
    list(
      item(p('Term')) +
        item(p('Price') + nested(item(p('Amount')) + item(p('Late payment') + nested(item(p('first month')))))),
    ),
    p('Between.'),
    list(item(p('Notice')), ' text:continue-numbering="true"'),
    list(item(p('Seventh'), ' text:start-value="7"') + item(p('Eighth'))),
    '<text:list text:style-name="Bullets"><text:list-item><text:p>oak</text:p></text:list-item></text:list>',
  ].join('');
  const { text } = await odt(makeOdf('text', body, { automatic }));
  expect(text).toBe(
    '1. Term\n2. Price\n  2.1. Amount\n  2.2. Late payment\n    (a. first month\n\nBetween.\n\n3. Notice\n\n7. Seventh\n8. Eighth\n\n- oak',
  );
});

test('Numbered headings show their numbers', async () => {
  const common =
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1"/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>';
  const h = (level: number, text: string) => `<text:h text:outline-level="${level}">${text}</text:h>`;
  const body = h(1, 'One') + h(2, 'One one') + h(2, 'One two') + h(1, 'Two') + h(2, 'Two one');
  const { text } = await odt(makeOdf('text', body, { common }));
  expect(text).toBe('# 1 One\n\n## 1.1 One one\n\n## 1.2 One two\n\n# 2 Two\n\n## 2.1 Two one');
});

test('A table has merged cells at every place', async () => {
  const cell = (text: string, attributes = '') => `<table:table-cell${attributes}>${p(text)}</table:table-cell>`;
  const covered = '<table:covered-table-cell/>';
  const row = (cells: string) => `<table:table-row>${cells}</table:table-row>`;
  const rows = [
    `<table:table-header-rows>${row(cell('Gate') + cell('Day') + cell('Hours'))}</table:table-header-rows>`,
    row(cell('North', ' table:number-rows-spanned="2"') + cell('Monday') + cell('10:00')),
    row(covered + cell('Tuesday') + cell('09:30')),
    row(cell('Closed', ' table:number-columns-spanned="3"') + covered + covered),
  ];
  const { text } = await odt(makeOdf('text', `<table:table>${rows.join('')}</table:table>`));
  expect(text).toBe(
    '| Gate | Day | Hours |\n| North | Monday | 10:00 |\n| North | Tuesday | 09:30 |\n| Closed | Closed | Closed |',
  );
});

test('A presentation comes slide by slide with the notes; hidden slides are reported', async () => {
  const box = (kind: string, content: string) =>
    `<draw:frame presentation:class="${kind}"><draw:text-box>${content}</draw:text-box></draw:frame>`;
  const page = (content: string, style = 'dp1') => `<draw:page draw:style-name="${style}">${content}</draw:page>`;
  const hidden =
    '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>';
  const notesPage = `<presentation:notes>${box('page', '')}${box('notes', p('Say hello.'))}</presentation:notes>`;
  const bullets = `<text:list>${item(`${p('oak')}<text:list>${item(p('old'))}</text:list>`)}</text:list>`;
  const { records, notes } = await odp(
    makeOdf(
      'presentation',
      page(box('outline', bullets) + box('title', p('The mill')) + notesPage) +
        page(box('title', p('Salaries')), 'dp2') +
        page(box('title', p('End'))),
      { automatic: hidden },
    ),
  );
  expect(records.map(({ page: number, title, text }) => [number, title, text])).toEqual([
    [1, 'The mill', 'The mill\n\n- oak\n  - old\n\nSpeaker notes:\nSay hello.'],
    [3, 'End', 'End'],
  ]);
  expect(notes).toEqual(['1 hidden slide was not read: 2.']);
});

test.each([
  ['cut off', makeOdf('text', p('Hello')).subarray(0, 300), /damaged/],
  ['a spreadsheet', makeOdf('spreadsheet', ''), /an OpenDocument spreadsheet, not a text/],
  ['empty', makeOdf('text', p('')), /no text/],
  ['another archive', makeZip([{ name: 'a.txt', content: 'a' }]), /not an OpenDocument text/],
  [
    'encrypted',
    makeZip([
      { name: 'content.xml', content: Buffer.from('0102030405', 'hex') },
      {
        name: 'META-INF/manifest.xml',
        content: '<m:manifest><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>',
      },
    ]),
    /protected with a password/,
  ],
])('A text that is %s is refused with the reason', async (_, content, words) => {
  await expect(odt(content)).rejects.toThrow(words);
});
