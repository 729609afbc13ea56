import { expect, test } from 'vitest';
import { makeOdf } from '../../test/make-odf.ts';
import { makePptx, shape, slideParagraph } from '../../test/make-pptx.ts';
import { makeZip } from '../../test/make-zip.ts';
import { readWhole } from '../../test/read-whole.ts';
import { readEpub } from './epub/read-epub.ts';
import type { ExtractMessage } from './extracted.ts';
import { readOdt } from './opendocument/read-odt.ts';
import { readRtf } from './rtf/read-rtf.ts';
import { readPptx } from './slides/read-pptx.ts';

// What keeps its meaning in documents, books and slides of other programs: one row for each feature, one column for each reader, no gap.

type Reader = { read: (path: string) => AsyncIterable<ExtractMessage>; make: (content: string) => Buffer };
type Name = 'odt' | 'rtf' | 'pptx' | 'epub';
/** `has` and `lacks` are words of the text. A column that is a sentence says why the format knows no such thing. */
type Feature = { has: string[]; lacks?: string[]; inputs: Record<Name, string | { none: string }> };

const odtStyles =
  '<style:style style:name="Up"><style:text-properties style:text-position="super 58%"/></style:style><style:style style:name="Low"><style:text-properties style:text-position="sub 58%"/></style:style><style:style style:name="Old"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="Gone"><style:text-properties text:display="none"/></style:style><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>';

const readers: Record<Name, Reader> = {
  odt: { read: readOdt, make: (content) => makeOdf('text', content, { automatic: odtStyles }) },
  rtf: {
    read: readRtf,
    make: (content) => Buffer.from(`{\\rtf1\\ansi\\ansicpg1252{\\stylesheet{\\s1 heading 1;}}${content}}`, 'latin1'),
  },
  pptx: { read: readPptx, make: (content) => makePptx([{ shapes: [content], notes: 'The notes.' }]) },
  epub: {
    read: readEpub,
    make: (content) =>
      makeZip([
        { name: 'META-INF/container.xml', content: '<c><rootfile full-path="b.opf"/></c>' },
        {
          name: 'b.opf',
          content:
            '<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>',
        },
        { name: 'a.xhtml', content: `<html xmlns="http://www.w3.org/1999/xhtml"><body>${content}</body></html>` },
      ]),
  },
};

const p = (text: string) => `<text:p>${text}</text:p>`;
const span = (style: string, text: string) => `<text:span text:style-name="${style}">${text}</text:span>`;
const item = (content: string) => `<text:list-item>${content}</text:list-item>`;
const run = (text: string, look = '') => `<a:r><a:rPr${look}/><a:t>${text}</a:t></a:r>`;
const box = (...runs: string[]) => shape(undefined, [`<a:p>${runs.join('')}</a:p>`]);
const numbered = (type: string) => `<a:buAutoNum type="${type}"/>`;
const odtCell = (text: string, more = '') => `<table:table-cell${more}>${p(text)}</table:table-cell>`;
const tc = (text: string, more = '') => `<a:tc${more}><a:txBody>${slideParagraph(text)}</a:txBody></a:tc>`;

const features: Record<string, Feature> = {
  headings: {
    has: ['The mill\n\n'],
    inputs: {
      odt: `<text:h text:outline-level="1">The mill</text:h>${p('Words')}`,
      rtf: '\\pard\\s1 The mill\\par\\pard Words\\par',
      pptx: shape('title', [slideParagraph('The mill')]),
      epub: '<h1>The mill</h1><p>Words</p>',
    },
  },
  'numbers of lists': {
    has: ['1. Scope\n2. Payment'],
    inputs: {
      odt: `<text:list text:style-name="L">${item(p('Scope'))}${item(`${p('Payment')}<text:list>${item(p('Due'))}</text:list>`)}</text:list>`,
      rtf: '{\\listtext 1.\\tab}\\pard Scope\\par{\\listtext 2.\\tab}Payment\\par{\\listtext a)\\tab}\\ilvl1 Due\\par',
      pptx: shape(undefined, [
        slideParagraph('Scope', { properties: numbered('arabicPeriod') }),
        slideParagraph('Payment', { properties: numbered('arabicPeriod') }),
        slideParagraph('Due', { level: 1, properties: numbered('alphaLcParenR') }),
      ]),
      epub: '<ol><li>Scope</li><li>Payment</li></ol>',
    },
  },
  'merged cells': {
    has: ['| North | 8 |\n| North | 9 |'],
    inputs: {
      odt: `<table:table><table:table-row>${odtCell('North', ' table:number-rows-spanned="2"')}${odtCell('8')}</table:table-row><table:table-row><table:covered-table-cell/>${odtCell('9')}</table:table-row></table:table>`,
      rtf: '\\trowd\\clvmgf\\cellx1\\cellx2\\pard\\intbl North\\cell 8\\cell\\row\\trowd\\clvmrg\\cellx1\\cellx2\\cell 9\\cell\\row\\pard',
      pptx: `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>${tc('North', ' rowSpan="2"')}${tc('8')}</a:tr><a:tr>${tc('', ' vMerge="1"')}${tc('9')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      epub: '<table><tr><td rowspan="2">North</td><td>8</td></tr><tr><td>9</td></tr></table>',
    },
  },
  'powers and indices': {
    has: ['10^6 litres of H2O, x_1'],
    lacks: ['106'],
    inputs: {
      odt: p(`10${span('Up', '6')} litres of H${span('Low', '2')}O, x${span('Low', '1')}`),
      rtf: '\\pard 10{\\super 6} litres of H{\\sub 2}O, x{\\sub 1}\\par',
      pptx: box(
        run('10') + run('6', ' baseline="30000"') + run(' litres of H') + run('2', ' baseline="-25000"'),
        run('O, x') + run('1', ' baseline="-25000"'),
      ),
      epub: '<p>10<sup>6</sup> litres of H<sub>2</sub>O, x<sub>1</sub></p>',
    },
  },
  'what is struck through': {
    has: ['in ~~thirty~~ sixty days'],
    inputs: {
      odt: p(`in ${span('Old', 'thirty')} sixty days`),
      rtf: '\\pard in {\\strike thirty} sixty days\\par',
      pptx: box(run('in ') + run('thirty', ' strike="sngStrike"') + run(' sixty days')),
      epub: '<p>in <del>thirty</del> sixty days</p>',
    },
  },
  notes: {
    has: ['45[1]', '[1] Without tax'],
    lacks: ['451'],
    inputs: {
      odt: p(
        '45<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Without tax</text:p></text:note-body></text:note>',
      ),
      rtf: '\\pard 45{\\super\\chftn}{\\footnote\\chftn Without tax}\\par',
      pptx: { none: 'slides have no footnotes' },
      epub: '<p>45<sup><a href="#n1">1</a></sup></p><aside id="n1"><sup>1</sup> Without tax</aside>',
    },
  },
  'hidden text': {
    has: ['Seen'],
    lacks: ['unseen'],
    inputs: {
      odt: p(`Seen ${span('Gone', 'unseen')}`),
      rtf: '\\pard Seen {\\v unseen}\\par',
      pptx: box(run('Seen')) + box(run('unseen')).replace('name="s"', 'name="s" hidden="1"'),
      epub: '<p>Seen</p><p hidden="">unseen</p>',
    },
  },
  'text boxes': {
    has: ['PELICAN'],
    inputs: {
      odt: p(`Text<draw:frame><draw:text-box>${p('PELICAN')}</draw:text-box></draw:frame>`),
      rtf: '\\pard Text{\\shp{\\*\\shpinst{\\shptxt PELICAN\\par}}}\\par',
      pptx: box(run('PELICAN')),
      epub: '<p>Text</p><aside>PELICAN</aside>',
    },
  },
  'descriptions of pictures': {
    has: ['A heron'],
    inputs: {
      odt: p('<draw:frame><draw:image/><svg:desc>A heron</svg:desc></draw:frame>'),
      rtf: { none: 'descriptions are properties that few programs write' },
      pptx: '<p:pic><p:nvPicPr><p:cNvPr id="4" descr="A heron"/><p:nvPr/></p:nvPicPr></p:pic>',
      epub: '<p><img src="a.png" alt="A heron"/></p>',
    },
  },
};

const cells = Object.entries(features).flatMap(([feature, { has, lacks = [], inputs }]) =>
  Object.entries(inputs).flatMap(([name, input]) =>
    typeof input === 'string' ? [{ name: name as Name, feature, input, has, lacks }] : [],
  ),
);

test.each(cells)('$name keeps $feature', async ({ name, input, has, lacks }) => {
  const { read, make } = readers[name];
  const { text } = await readWhole(read, make(input));
  for (const words of has) expect(`${text}\n\n`).toContain(words);
  for (const words of lacks) expect(text).not.toContain(words);
});
