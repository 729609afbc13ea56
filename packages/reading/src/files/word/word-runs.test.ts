import { describe, expect, test } from 'vitest';
import { line, makeDocx, paragraph, run, style, styles } from '../../../test/make-docx.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';
import { readWord } from './read-word.ts';
import { openWordPackage } from './word-package.ts';
import { blocksText } from './write-text.ts';

const read = (body: string[], parts: Parameters<typeof makeDocx>[1] = {}) => readWhole(readDocx, makeDocx(body, parts));
const text = async (content: string) => (await read([line(content)])).text;

test('powers and indices keep their sense, also where they are raised by hand', async () => {
  const high = '<w:vertAlign w:val="superscript"/>';
  const low = '<w:vertAlign w:val="subscript"/>';
  expect(await text(`${run('H')}${run('2', low)}${run('O at 10')}${run('6', high)}${run(' units')}`)).toBe(
    'H2O at 10^6 units',
  );
  expect(await text(`${run('10')}${run('1', high)}${run('2', high)}${run(' and x')}${run('1', low)}`)).toBe(
    '10^12 and x_1',
  );
  expect(await text(`${run('5 m')}${run('2', '<w:position w:val="8"/><w:sz w:val="14"/>')}`)).toBe('5 m^2');
});

describe('tracked changes', () => {
  const change = (name: string, words: string) =>
    `<w:${name} w:id="1" w:author="A"><w:r>${name === 'del' ? `<w:delText>${words}</w:delText>` : `<w:t>${words}</w:t>`}</w:r></w:${name}>`;
  const body = [
    line(`${run('The period is ')}${change('del', 'thirty')}${change('ins', 'sixty')}${run(' days.')}`),
    line(change('moveFrom', 'Moved clause.')),
    line(change('moveTo', 'Moved clause.')),
    line(run('Joined '), '<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>'),
    paragraph('lines.'),
  ];

  test('are accepted; what they delete is counted', async () => {
    const { text: accepted, notes } = await read(body);
    expect(accepted).toBe('The period is sixty days.\n\nMoved clause.\n\nJoined lines.');
    expect(notes).toEqual(['1 tracked deletion was not read.']);
  });

  test('can be undone for a comparison', async () => {
    const { blocks } = await readWord(await openWordPackage(makeDocx(body)), 'original');
    expect(blocksText(blocks)).toBe('The period is thirty days.\n\nMoved clause.\n\nJoined\n\nlines.');
  });
});

test('hidden words are left out with a count, whoever says that they are hidden', async () => {
  const parts = [styles([style('Secret', 'Secret', '', '<w:rPr><w:vanish/></w:rPr>')])];
  const body = [
    line(
      `${run('Seen ')}${run('hidden ', '<w:vanish/>')}${run('too ', '<w:vanish/>')}${run('again', '<w:vanish w:val="0"/>')}`,
    ),
    line(run('by style'), '<w:pStyle w:val="Secret"/>'),
  ];
  const { text: seen, notes } = await read(body, { parts });
  expect(seen).toBe('Seen again');
  expect(notes).toEqual(['2 hidden passages were not read.']);
});

test('a heading that runs into its text is one line with it', async () => {
  const separator = '<w:rPr><w:vanish/><w:specVanish/></w:rPr>';
  const { text: joined } = await read([
    line(run('Fees.'), `<w:pStyle w:val="Heading2"/>${separator}`),
    paragraph('They are due.'),
  ]);
  expect(joined).toBe('## Fees. They are due.');
});

describe('fields', () => {
  const mark = (kind: string, more = '') => `<w:r><w:fldChar w:fldCharType="${kind}">${more}</w:fldChar></w:r>`;
  const field = (code: string, result: string, form = '') =>
    `${mark('begin', form)}<w:r><w:instrText> ${code} </w:instrText></w:r>${mark('separate')}${result}${mark('end')}`;

  test('are their results, within each other too', async () => {
    expect(await text(field('REF _Ref1 \\h', run('clause 2.2')))).toBe('clause 2.2');
    expect(await text(field('IF a = b', run('yes ') + field('MERGEFIELD City', run('Linz'))))).toBe('yes Linz');
    expect(await text(`<w:fldSimple w:instr="DOCPROPERTY x">${run('KX-1')}</w:fldSimple>`)).toBe('KX-1');
    expect(await text(`<w:hyperlink r:id="rId9">${run('the terms')}</w:hyperlink>`)).toBe('the terms');
  });

  test('that never end do not swallow the rest', async () => {
    const { text: rest } = await read([
      line(mark('begin')),
      ...Array.from({ length: 12 }, (_, i) => paragraph(`Clause ${i}`)),
    ]);
    expect(rest).toMatch(/Clause 11$/);
  });

  test('of forms are what was chosen', async () => {
    const box = '<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>';
    const list =
      '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="blue"/></w:ddList></w:ffData>';
    expect(await text(`${field('FORMCHECKBOX', '', box)}${run(' paid, ')}${field('FORMDROPDOWN', '', list)}`)).toBe(
      '☒ paid, blue',
    );
  });

  test('without a result are read where they say what they show', async () => {
    const bare = (code: string) => `${mark('begin')}<w:r><w:instrText>${code}</w:instrText></w:r>${mark('end')}`;
    expect(await text(`${bare('AUTONUM')}${run(' Scope ')}${bare('AUTONUM')}`)).toBe('1. Scope 2.');
    const { notes } = await read([line(run('see ') + bare('LISTNUM LegalDefault'))]);
    expect(notes).toEqual(['1 number of a field was not read.']);
    expect(await text(bare('EQ \\f(a,b)'))).toBe('(a)/(b)');
    expect(await text(bare('SYMBOL 97 \\f "Symbol"'))).toBe('α');
  });
});

describe('content controls', () => {
  const control = (properties: string, content: string) =>
    `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;

  test('are their content, or what was chosen in them', async () => {
    const list = '<w:dropDownList w:lastValue="2"><w:listItem w:displayText="Weekly" w:value="2"/></w:dropDownList>';
    expect(await text(control('', run('berth 17')))).toBe('berth 17');
    expect(await text(`${run('Paid ')}${control(list, '')}`)).toBe('Paid Weekly');
    expect(await text(`${control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', '')}${run(' yes')}`)).toBe(
      '☒ yes',
    );
    expect((await read([control('', paragraph('a') + control('', paragraph('b')))])).text).toBe('a\n\nb');
  });
});

test('line ends within the text of the file are blanks', async () => {
  expect(await text('<w:r><w:t>\n  The wheel\n  turns.\n</w:t></w:r>')).toBe('The wheel turns.');
});

test('characters that have elements of their own are kept', async () => {
  const symbol = (font: string, code: string) => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
  expect(
    await text(
      '<w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t><w:tab/><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:br/><w:t>next</w:t></w:r>',
    ),
  ).toBe('twenty-one coop\nnext');
  expect(
    await text(
      `${symbol('Wingdings', 'F0FE')}${symbol('Symbol', 'F061')}${run(' \uf062', '<w:rFonts w:ascii="Symbol"/>')}`,
    ),
  ).toBe('🗹α β');
  expect(
    await text(
      '<w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>',
    ),
  ).toBe('漢字(かんじ)');
  expect(await text(`${run('Price ')}${run('90', '<w:strike/>')}${run(' 80')}`)).toBe('Price ~~90~~ 80');
});
