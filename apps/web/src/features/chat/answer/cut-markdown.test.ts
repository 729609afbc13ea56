import { describe, expect, test } from 'vitest';
import { markdownCutter } from './cut-markdown.ts';

const cut = (text: string) => markdownCutter()(text).flat();
const sentence = 'The lamp is cleaned **every** week and `checked` each day, says [the book](https://example.org). ';

const texts: [string, string[]][] = [
  ['paragraphs', ['# Title\n\n', 'First.\nStill first.\n\n', 'Second, and no more than that.']],
  ['code with empty lines', ['Before\n\n', '```js\na();\n\n\n# b\n```\n\n', 'After it comes this text.']],
  ['a fence of four', ['````\n```\n\nx\n\n````\n\n', 'After it comes this text.']],
  [
    'a list with empty lines and paragraphs in it',
    ['1. one\n\n   more of one\n\n2. two\n\n', 'After it comes this text.'],
  ],
  ['a table', ['| a | b |\n| - | - |\n| 1 | 2 |\n\n', 'After it comes this text.']],
  ['nothing', ['']],
];

describe('Markdown is cut into pieces that are valid on their own', () => {
  test.each(texts)('%s', (_, pieces) => {
    expect(cut(pieces.join(''))).toEqual(pieces);
  });

  test('a paragraph without end is cut after a sentence, with no mark open', () => {
    const pieces = cut(sentence.repeat(300));
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.join('')).toBe(sentence.repeat(300));
    for (const piece of pieces) expect(piece.endsWith(sentence)).toBe(true);
    for (const piece of pieces) expect(piece.length).toBeLessThan(6_000);
  });

  test('a long list is cut before an item', () => {
    const list = cut('- an item of the list\n'.repeat(1_000));
    expect(list.length).toBeGreaterThan(3);
    for (const piece of list) expect(piece.startsWith('- an item')).toBe(true);
  });

  test('a long table continues under its header, and what follows it does not', () => {
    const header = '| a | b |\n| - | :-: |\n';
    const rows = Array.from({ length: 500 }, (_, n) => `| ${n} | a row of the table |\n`);
    const pieces = cut(`${header}${rows.join('')}\nAfter it comes this text.`);
    expect(pieces.at(-1)).toBe('After it comes this text.');
    const tables = pieces.slice(0, -1);
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.map((table) => table.slice(0, header.length))).toEqual(tables.map(() => header));
    expect(`${tables.map((table) => table.slice(header.length)).join('')}`).toBe(`${rows.join('')}\n`);
    expect(cut(`| no header |\n${'| a row |\n'.repeat(500)}`)).toHaveLength(1);
  });
});

test('the pieces are the same however the text grew, and those before the last never change', () => {
  const each = texts.map(([, pieces]) => pieces.join('')).join('\n\n');
  const whole = `${each}\n\n${each}\n\n${sentence.repeat(70)}\n\n${sentence.repeat(70)}\nEnd`;
  const growing = markdownCutter();
  let before: readonly string[] = [];
  let lastSections: readonly (readonly string[])[] = [];
  for (let length = 1; length <= whole.length; length += length < 300 ? 1 : 7) {
    const sections = growing(whole.slice(0, length));
    const pieces = sections.flat();
    for (const [n, section] of lastSections.slice(0, -1).entries()) expect(sections[n]).toBe(section);
    lastSections = sections;
    expect(pieces.join('')).toBe(whole.slice(0, length));
    expect(pieces.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    before = pieces;
  }
  expect(growing(whole).flat()).toEqual(cut(whole));
  expect(lastSections.length).toBeGreaterThan(1);
});

test('a text that begins again is cut again', () => {
  const cutter = markdownCutter();
  cutter('One\n\nTwo\n\nThree');
  expect(cutter('Another\n\none that is known')).toEqual([['Another\n\n', 'one that is known']]);
});
