import { expect, test } from 'vitest';
import { readOctets } from '../../../test/read-octets.ts';

const read = (content: string | Buffer) =>
  readOctets('application/rtf', typeof content === 'string' ? Buffer.from(content, 'latin1') : content);

const head =
  '{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset2 Symbol;}{\\f3\\fcharset128 MS Gothic;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\*\\cs10 Default;}}{\\info{\\title Not the text}}';

test('Headings, lists with their numbers, marks and letters of several code pages are read', async () => {
  const { text, notes, records } = await read(
    `${head}{\\header Contract KX-77\\par}{\\*\\generator Riched20;}
\\pard\\s1 The mill\\par
\\pard\\plain Gr\\'fc\\'dfe, \\u19990?\\u-10179?\\u-8704? and {\\f1 \\'e6\\'f3\\'ea}; {\\f3 \\'90\\'85\\'8e\\'d4}\\~\\ldblquote so\\rdblquote\\emdash end\\par
{\\listtext\\pard\\plain 2.1\\tab}\\pard\\ilvl1 Late payment\\par
{\\listtext\\pard\\plain\\f2 \\'b7\\tab}\\pard oak\\par
\\pard 10{\\super 6} units, H{\\sub 2}O{\\v hidden} and {\\deleted gone}{\\strike old}\\line new line\\par
{\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt a link}}.{\\footnote\\chftn By its own count.}\\par
{\\*\\unknown secret}{\\pict\\wmetafile8 0102ff}{\\*\\shppict{\\pict\\pngblip 89}}{\\nonshppict{\\pict 89}}
{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt A box.\\par}}{\\shprslt A box.}}\\par
\\bin5 {{{{{end\\par{\\footer Valid to June\\par}}`,
  );
  expect(text).toBe(
    [
      'Contract KX-77',
      '# The mill',
      'Grüße, 世😀 and жук; 水車 “so”—end',
      '  2.1 Late payment\n- oak',
      '10^6 units, H2O and ~~old~~\nnew line',
      'a link.[1]',
      'A box.',
      'end',
      'Footnotes:\n[1] By its own count.',
      'Valid to June',
    ].join('\n\n'),
  );
  expect(records[0]?.headings.map(({ level, text: heading }) => [level, heading])).toEqual([[1, 'The mill']]);
  expect(notes).toEqual([
    '1 tracked deletion was not read.',
    '1 hidden passage was not read.',
    '2 pictures were not read.',
  ]);
});

test('A table has merged cells at every place', async () => {
  const row = (definitions: string, cells: string[]) =>
    `\\trowd${definitions}\\pard\\intbl ${cells.join('\\cell ')}\\cell\\row\n`;
  const { text } = await read(
    `${head}\\pard Before\\par
${row('\\cellx100\\cellx200', ['Gate', 'Day'])}${row('\\clvmgf\\cellx100\\cellx200', ['North', 'Monday\\par to noon'])}${row('\\clvmrg\\cellx100\\cellx200', ['', 'Tuesday'])}${row('\\clmgf\\cellx100\\clmrg\\cellx200', ['Closed', ''])}\\pard After\\par}`,
  );
  expect(text).toBe(
    'Before\n\n| Gate | Day |\n| North | Monday to noon |\n| North | Tuesday |\n| Closed | Closed |\n\nAfter',
  );
});

test('A file that is cut off is read as far as it goes, and that is reported', async () => {
  const { text, incomplete } = await read(`${head}\\pard Words\\par More {\\b wor`);
  expect(text).toBe('Words\n\nMore wor');
  expect(incomplete).toBe(true);
});

test.each([
  ['not RTF', 'Just words', /not RTF/],
  ['empty', `${head}\\par}`, /no text/],
  ['nested without end', `{\\rtf1${'{'.repeat(200_000)}`, /no text/],
])('A file that is %s is refused with the reason', async (_, content, words) => {
  await expect(read(content)).rejects.toThrow(words);
});
