import { expect, test } from 'vitest';
import { printedTexts } from './printed-texts.ts';

const sheet = (inside: string) =>
  Buffer.from(`<worksheet><sheetData/><headerFooter>${inside}</headerFooter></worksheet>`);

test.each([
  ['a number of a contract', '<oddHeader>&amp;LContract KX-77120&amp;R&amp;D</oddHeader>', ['Contract KX-77120']],
  [
    'fonts, sizes and colours',
    '<oddFooter>&amp;C&amp;"Arial,Bold"&amp;12&amp;KFF0000Valid until 2031</oddFooter>',
    ['Valid until 2031'],
  ],
  ['an ampersand', '<oddHeader>&amp;CSmith &amp;&amp; Co</oddHeader>', ['Smith & Co']],
  [
    'numbers of pages alone',
    '<oddHeader>&amp;C&amp;A</oddHeader><oddFooter>&amp;CPage &amp;P of &amp;N</oddFooter>',
    [],
  ],
  [
    'the same on odd and even pages',
    '<oddHeader>&amp;LDraft</oddHeader><evenHeader>&amp;RDraft</evenHeader>',
    ['Draft'],
  ],
])('%s', (_, inside, texts) => {
  expect(printedTexts(sheet(inside))).toEqual(texts);
});

test('a sheet without headers has none', () => {
  expect(printedTexts(Buffer.from('<worksheet><sheetData/></worksheet>'))).toEqual([]);
});
