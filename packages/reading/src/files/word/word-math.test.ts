import { expect, test } from 'vitest';
import { line, makeDocx, run } from '../../../test/make-docx.ts';
import { readWhole } from '../../../test/read-whole.ts';
import { readDocx } from '../office/read-docx.ts';

const text = async (content: string) => (await readWhole(readDocx, makeDocx([line(content)]))).text;
const r = (words: string) => `<m:r><m:t>${words}</m:t></m:r>`;
const e = (content: string, name = 'e') => `<m:${name}>${content}</m:${name}>`;
const math = (content: string) => `<m:oMath>${content}</m:oMath>`;
const brackets = (content: string, signs = '') => `<m:d><m:dPr>${signs}</m:dPr>${e(content)}</m:d>`;
const pair = (name: string, content: string, parts: [string, string][]) =>
  `<m:${name}>${e(content)}${parts.map(([part, words]) => e(words, part)).join('')}</m:${name}>`;

test('a formula in a line, and one of its own', async () => {
  expect(await text(`${run('where ')}${math(r('k=0.87'))}${run(' holds')}`)).toBe('where k=0.87 holds');
  expect(await text(`<m:oMathPara>${math(r('Q = 42·A·v'))}${math(r('R = 1'))}</m:oMathPara>`)).toBe(
    'Q = 42·A·v\nR = 1',
  );
});

test.each<[string, string, string]>([
  ['a fraction', `<m:f>${e(`${r('a')}${r('+b')}`, 'num')}${e(r('2c'), 'den')}</m:f>`, '(a+b)/(2c)'],
  [
    'a binomial',
    `<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>${e(r('n'), 'num')}${e(r('k'), 'den')}</m:f>`,
    'binom(n, k)',
  ],
  ['a power', pair('sSup', r('10'), [['sup', r('6')]]), '10^6'],
  ['a power of a sum', pair('sSup', brackets(r('a+b')), [['sup', r('n+1')]]), '(a+b)^(n+1)'],
  ['an index', pair('sSub', r('x'), [['sub', r('i')]]), 'x_i'],
  [
    'both',
    pair('sSubSup', r('x'), [
      ['sub', r('1')],
      ['sup', r('2')],
    ]),
    'x_1^2',
  ],
  ['a root', `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(r('b-4ac'))}</m:rad>`, '√(b-4ac)'],
  ['a cube root', `<m:rad>${e(r('3'), 'deg')}${e(r('x'))}</m:rad>`, '∛x'],
  [
    'a sum',
    `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>${e(r('i=1'), 'sub')}${e(r('n'), 'sup')}${e(r('i'))}</m:nary>`,
    '∑_(i=1)^n i',
  ],
  [
    'an integral',
    `<m:nary><m:naryPr/>${e(r('0'), 'sub')}${e(r('1'), 'sup')}${e(r('f(x)dx'))}</m:nary>`,
    '∫_0^1 f(x)dx',
  ],
  [
    'a matrix',
    brackets(
      `<m:m><m:mr>${e(r('1'))}${e(r('0'))}</m:mr><m:mr>${e(r('0'))}${e(r('1'))}</m:mr></m:m>`,
      '<m:begChr m:val="["/><m:endChr m:val="]"/>',
    ),
    '[1, 0; 0, 1]',
  ],
  [
    'cases',
    brackets(`<m:eqArr>${e(r('x, &amp;x>0'))}${e(r('0'))}</m:eqArr>`, '<m:begChr m:val="{"/><m:endChr m:val=""/>'),
    '{x, x>0; 0',
  ],
  ['a function', `<m:func>${e(r('sin'), 'fName')}${e(r('x'))}</m:func>`, 'sin x'],
  [
    'a limit',
    `<m:func>${e(pair('limLow', r('lim'), [['lim', r('n→∞')]]), 'fName')}${e(r('a+b'))}</m:func>`,
    'lim_(n→∞) (a+b)',
  ],
  ['a hat', `<m:acc>${e(r('y'))}</m:acc>`, 'ŷ'],
  ['a bar', `<m:bar>${e(r('AB'))}</m:bar>`, 'bar(AB)'],
])('%s stands on one line', async (_, formula, written) => {
  expect(await text(math(formula))).toBe(written);
});
