import { expect, test } from 'vitest';
import { item, level, line, makeDocx, numbering, paragraph, run, style, styles } from '../../../test/make-docx.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';

const text = async (body: string[], parts: Parameters<typeof makeDocx>[1] = {}) =>
  (await readWhole(readDocx, makeDocx(body, parts))).text;

const clauses = level(0, '%1.') + level(1, '%1.%2') + level(2, '(%3)', 'lowerLetter');
const restart = (index: number, start: number) =>
  `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;

test('clauses have the numbers that references mean', async () => {
  const body = [
    item('Definitions'),
    item('Berth means the place.', 1),
    item('Payment'),
    item('The fee is due.', 1),
    item('Late payment bears interest of four percent.', 1),
    item('for the first month', 2),
    item('for each further month', 2),
    paragraph('The parties refer to clause 2.2.'),
    item('Term'),
    item('One year.', 1),
  ];
  expect(await text(body, { parts: [numbering([clauses], [[0]])] })).toBe(
    [
      '1. Definitions',
      '  1.1 Berth means the place.',
      '2. Payment',
      '  2.1 The fee is due.',
      '  2.2 Late payment bears interest of four percent.',
      '    (a) for the first month',
      '    (b) for each further month',
      '',
      'The parties refer to clause 2.2.',
      '',
      '3. Term',
      '  3.1 One year.',
    ].join('\n'),
  );
});

test('lists of one kind continue each other, and begin again where one says so', async () => {
  const parts = [numbering([clauses], [[0], [0], [0, restart(0, 1)], [0, restart(0, 7)]])];
  const body = [item('a'), item('b', 0, 2), item('c', 0, 3), item('d', 0, 3), item('e', 0, 4), item('f', 1, 4)];
  expect(await text(body, { parts })).toBe('1. a\n2. b\n1. c\n2. d\n7. e\n  7.1 f');
});

test('levels restart as their definition says', async () => {
  const levels =
    level(0, 'Part %1', 'upperRoman') +
    level(1, 'Article %2', 'decimal', '<w:lvlRestart w:val="0"/>') +
    level(2, '%1.%2.%3', 'decimal', '<w:isLgl/>');
  const body = [item('A'), item('B', 1), item('C', 2), item('D'), item('E', 1), item('F', 2), item('G', 2)];
  expect((await text(body, { parts: [numbering([levels], [[0]])] })).replaceAll('  ', '')).toBe(
    'Part I A\nArticle 1 B\n1.1.1 C\nPart II D\nArticle 2 E\n2.2.1 F\n2.2.2 G',
  );
});

test('headings are numbered by their style, also by the one it is based on', async () => {
  const levels =
    level(0, '§ %1', 'decimal', '<w:pStyle w:val="berschrift1"/>') +
    level(1, '%1.%2', 'decimal', '<w:pStyle w:val="berschrift2"/>');
  const numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>';
  const parts = [
    numbering([levels], [[0]]),
    styles([
      style('berschrift1', 'heading 1', numbered),
      style('berschrift2', 'heading 2', `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`),
      style('Own', 'Own heading', '', '<w:basedOn w:val="berschrift2"/>'),
      style(
        'Plain',
        'Heading without number',
        '<w:numPr><w:numId w:val="0"/></w:numPr>',
        '<w:basedOn w:val="berschrift1"/>',
      ),
    ]),
  ];
  const styled = (id: string, words: string) => line(run(words), `<w:pStyle w:val="${id}"/>`);
  const body = [
    styled('berschrift1', 'Scope'),
    styled('berschrift2', 'Goods'),
    styled('Own', 'Services'),
    styled('Plain', 'Annex'),
    styled('berschrift1', 'Price'),
  ];
  expect(await text(body, { parts })).toBe('# § 1 Scope\n\n## 1.1 Goods\n\n## 1.2 Services\n\n# Annex\n\n# § 2 Price');
});

test('a list can be that of a style, and a paragraph can leave it', async () => {
  const linked = '<w:numStyleLink w:val="Legal"/>';
  const parts = [
    numbering([clauses, linked], [[0], [1]]),
    styles([
      '<w:style w:type="numbering" w:styleId="Legal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
      style('Item', 'Item', '<w:numPr><w:numId w:val="2"/></w:numPr>'),
    ]),
  ];
  const leaving = line(run('no item'), '<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>');
  const body = [line(run('one'), '<w:pStyle w:val="Item"/>'), leaving, line(run('two'), '<w:pStyle w:val="Item"/>')];
  expect(await text(body, { parts })).toBe('1. one\n\nno item\n\n2. two');
});

test.each([
  ['decimalZero', '01 x'],
  ['custom" w:format="001, 002, 003, ...', '001 x'],
  ['upperLetter', 'A x'],
  ['lowerRoman', 'i x'],
  ['ordinal', '1st x'],
  ['cardinalText', 'One x'],
  ['ordinalText', 'First x'],
  ['decimalEnclosedCircle', '① x'],
  ['chineseCounting', '一 x'],
  ['ideographTraditional', '甲 x'],
  ['hebrew1', 'א x'],
  ['thaiNumbers', '๑ x'],
  ['russianLower', 'а x'],
  ['none', 'x'],
  ['bullet', '- x'],
])('%s counts as Word shows it', async (format, shown) => {
  expect(await text([item('x')], { parts: [numbering([level(0, '%1', format)], [[0]])] })).toBe(shown);
});

test('numbers of rows without words are seen, and what is deleted does not count', async () => {
  const row = (words: string) => `<w:tr><w:tc>${item('')}</w:tc><w:tc>${paragraph(words)}</w:tc></w:tr>`;
  const end = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>';
  const deleted = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>${end}</w:pPr><w:del w:id="2" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>`;
  const body = [`<w:tbl>${row('Bolt')}${row('Nut')}</w:tbl>`, deleted, item('third')];
  expect(await text(body, { parts: [numbering([clauses], [[0]])] })).toBe('| 1. | Bolt |\n| 2. | Nut |\n\n3. third');
});

test('a level that is passed over counts as used, and a text box counts for itself', async () => {
  const box = `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${item('in the box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
  const body = [item('a', 1), item('b', 0), line(box), item('c', 0)];
  expect(await text(body, { parts: [numbering([clauses], [[0]])] })).toBe('  1.1 a\n2. b\n1. in the box\n3. c');
});

test('a number that touches its words stays apart from them, unless they are written without gaps', async () => {
  const touching = '<w:suff w:val="nothing"/>';
  const read = (label: string, words: string) =>
    text([item(words)], { parts: [numbering([level(0, label, 'decimal', touching)], [[0]])] });
  expect(await read('%1.', 'Scope')).toBe('1. Scope');
  expect(await read('第%1条', '范围')).toBe('第1条范围');
});
