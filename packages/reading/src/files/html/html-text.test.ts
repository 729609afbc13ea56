import { describe, expect, test } from 'vitest';
import { parsePage } from './html-dom.ts';
import { htmlText } from './html-text.ts';
import { mainText } from './read-html.ts';

const text = (html: string) => htmlText(parsePage(html).body);

describe('lists', () => {
  test('have the numbers that a browser shows', () => {
    expect(text('<ol start="4"><li>Open</li><li>Wait</li><li value="9">Close</li><li>Lock</li></ol>')).toBe(
      '4. Open\n5. Wait\n9. Close\n10. Lock',
    );
    expect(text('<ol type="a"><li>x</li><li type="I">y</li></ol>')).toBe('a. x\nII. y');
    expect(text('<ol reversed><li>c</li><li>b</li><li>a</li></ol>')).toBe('3. c\n2. b\n1. a');
    expect(text('<ol style="color: red; list-style: upper-roman inside" start="4"><li>x</li></ol>')).toBe('IV. x');
    expect(text('<ol style="list-style-type:none"><li>1.1 Scope</li></ol>')).toBe('1.1 Scope');
    expect(text('<ol start="27" type="A"><li>x</li></ol><ol start="0"><li>y</li></ol>')).toBe('AA. x\n\n0. y');
  });

  test('in lists are indented, also where they stand beside the items', () => {
    expect(
      text('<ol><li>one<ol type="a"><li>x<ul><li>deep</li></ul></li></ol></li><li><p>two</p><p>more</p></li></ol>'),
    ).toBe('1. one\n  a. x\n    - deep\n2. two\n  more');
    expect(text('<ul><li>a</li><ul><li>b</li></ul></ul>')).toBe('- a\n  - b');
    expect(text('<ol><div><li>a</li></div><li>b</li></ol>')).toBe('1. a\n2. b');
  });

  test('keep words that stand between their items', () => {
    expect(text('<ul>Bring: <li>rope</li> and <b>also</b> <li>gloves</li></ul>')).toBe(
      'Bring:\n- rope\nand\nalso\n- gloves',
    );
  });

  test('of terms say what of what', () => {
    expect(text('<dl><dt>Draught</dt><dd>3.2 m</dd><div><dt>Beam:</dt><dd>6 m</dd><dd>7 m</dd></div></dl>')).toBe(
      'Draught: 3.2 m\nBeam: 6 m; 7 m',
    );
    expect(text('<dl><dt>Sum</dt><dt>Total</dt><dd><p>a</p><p>b</p></dd><dt>Open?</dt><dd>Yes</dd></dl>')).toBe(
      'Sum, Total:\n  a\n  b\nOpen? Yes',
    );
  });
});

describe('tables', () => {
  const row = (...cells: string[]) =>
    `<tr>${cells.map((cell) => (/^<t[dh]/.test(cell) ? cell : `<td>${cell}</td>`)).join('')}</tr>`;

  test('repeat what is merged in each row and column', () => {
    const html = `<table>${row('<th>Gate</th>', '<th colspan="2">Hours</th>')}${row('<td rowspan="2">North</td>', 'Mo', '8<br>9')}${row('Tu', '9')}</table>`;
    expect(text(html)).toBe('| Gate | Hours | Hours |\n| North | Mo | 8 9 |\n| North | Tu | 9 |');
  });

  test('show their caption, head and foot where they are shown, and no cell reaches out of its group', () => {
    const html = `<table><caption>Gates</caption><tfoot>${row('Sum', '2')}</tfoot><thead>${row('<th rowspan="9">Gate</th>', '<th>Open</th>')}</thead><tbody>${row('<td rowspan="0">North</td>', 'Mo')}${row('Tu')}</tbody></table>`;
    expect(text(html)).toBe('Gates\n| Gate | Open |\n| North | Mo |\n| North | Tu |\n| Sum | 2 |');
  });

  test('in tables stay in their cell, or are read by themselves where the outer one is for the layout', () => {
    const inner = `<table>${row('A', '1')}${row('B', '2')}</table>`;
    expect(text(`<table>${row('<th>Site</th>', '<th>Stock</th>')}${row('North', inner)}</table>`)).toBe(
      '| Site | Stock |\n| North | A, 1; B, 2 |',
    );
    expect(text(`<table>${row('North', inner)}</table>`)).toBe('North\n\n| A | 1 |\n| B | 2 |');
    expect(text(`<table role="presentation">${row('Left', 'Right')}</table>`)).toBe('Left\n\nRight');
  });

  test('have lines for rows of one cell, and rows in elements that do not belong there', () => {
    expect(text(`<table><form>${row('<td colspan="2">Winter</td>')}${row('Mo', '8')}</form></table>`)).toBe(
      'Winter\n| Mo | 8 |',
    );
    expect(text(`<table>${row('<td rowspan="2">A</td>', '1')}${row('2')}</table>`)).toBe('| A | 1 |\n| A | 2 |');
  });
});

describe('raised and lowered text', () => {
  test.each([
    ['H<sub>2</sub>O and 10<sup>6</sup>', 'H2O and 10^6'],
    ['10<span style="vertical-align: super; font-size: 70%">-3</span> m', '10^-3 m'],
    ['45<sup><a href="#fn1">1</a></sup> and 46<a href="#fn2"><sup>2</sup></a>', '45[1] and 46[2]'],
    ['fact<sup class="reference"><a href="#c">[3]</a></sup>', 'fact[3]'],
    ['Revenue<sup>1</sup> in 1<sup>st</sup> place, x<sub>i+1</sub>', 'Revenue[1] in 1st place, x_(i+1)'],
  ])('%s', (html, written) => {
    expect(text(`<p>${html}</p>`)).toBe(written);
    expect(text(`<table><tr><td>a</td><td>${html}</td></tr></table>`)).toBe(`| a | ${written} |`);
  });
});

describe('formulas', () => {
  test.each([
    ['<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>', 'E=mc^2'],
    ['<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><msqrt><mi>x</mi></msqrt></mfrac>', '(a+b)/√x'],
    [
      '<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>',
      '∑_(i=1)^n x_i',
    ],
    ['<mroot><mi>x</mi><mn>3</mn></mroot><mo>&InvisibleTimes;</mo><mover><mi>x</mi><mo>¯</mo></mover>', '∛xx̄'],
    ['<mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable><mo>]</mo>', '[1, 0]'],
    ['<semantics><mi>a</mi><annotation encoding="application/x-tex">\\alpha</annotation></semantics>', '\\alpha'],
  ])('%s', (html, written) => {
    expect(text(`<p>so <math>${html}</math> holds</p>`)).toBe(`so ${written} holds`);
  });

  test('are not read again from their picture', () => {
    expect(
      text('<p><span style="display:none"><math alttext="x^{2}"><mi>x</mi></math></span><img alt="x^{2}"></p>'),
    ).toBe('x^{2}');
  });
});

test('what no longer holds is marked, readings stand behind their words, quotations in their marks', () => {
  expect(
    text(
      '<p>Price <del>90 </del><ins>80</ins> <s>old</s> <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby> <q>so</q></p>',
    ),
  ).toBe('Price ~~90~~ 80 ~~old~~ 漢(かん) “so”');
});

test('a box beside an article is read, a list of links is not', () => {
  const note = '<aside class="note">Close the valve first.</aside>';
  const links = '<aside><a href="/a">More about valves</a></aside>';
  expect(text(`<article><p>Open.</p>${note}${links}</article>${note}`)).toBe('Open.\n\nClose the valve first.');
});

test('what hides or stands in a frame is left out with a count, unless most of the page is behind tabs', () => {
  const hidden = '<p style="display: none">Invisible words</p><p hidden>These too</p>';
  const leftOut = { hidden: 0, frames: 0, pictures: 0 };
  const frames =
    '<iframe src="/map"></iframe><iframe src="https://count.example" width="1"></iframe><img src="plan.png"><img src="line.png" alt=""><img src="icon.png" width="16">';
  expect(mainText(`<p>Seen words of a page that says enough.</p>${hidden}${frames}`, leftOut)).toBe(
    'Seen words of a page that says enough.',
  );
  expect(leftOut).toEqual({ hidden: 2, frames: 1, pictures: 1 });
  const tabs = { hidden: 0, frames: 0, pictures: 0 };
  expect(
    mainText(`<p>Tab</p><div style="display:none">${'The second tab holds it all. '.repeat(5)}</div>`, tabs),
  ).toContain('second tab');
  expect(tabs).toEqual({ hidden: 0, frames: 0, pictures: 0 });
});

test('an article keeps its boxes, its small tables and what styles say of its lists', () => {
  const long = `<p>${'The wheel turns, and the stones grind, and the miller sleeps well. '.repeat(4)}</p>`;
  const html = `<html><body><div class="page"><article>${long}${long}<ol style="list-style-type: lower-alpha"><li>Moor the boat</li><li>Pay the fee</li></ol><aside>Close the valve first.</aside><table><tr><td>Fee</td><td>340</td></tr></table>${long}</article></div><table><tr><td><a href="/">Home</a></td><td><a href="/2">Next</a></td></tr></table></body></html>`;
  const article = mainText(html);
  for (const words of ['a. Moor the boat\nb. Pay the fee', 'Close the valve first.', '| Fee | 340 |'])
    expect(article).toContain(words);
  expect(article).not.toMatch(/Home|Next/);
});
