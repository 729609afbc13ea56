import { expect, test } from 'vitest';
import { citationMarks, cutAtCitations, htmlAsText, type Node } from './citation-marks.ts';

const text = (value: string): Node => ({ type: 'text', value });
const element = (tagName: string, ...children: Node[]): Node => ({ type: 'element', tagName, children });

test('citations are split off with the space before them', () => {
  expect(cutAtCitations('Mills turn [1], weirs hold [2, 13].')).toEqual(['Mills turn', 1, ', weirs hold', 2, 13, '.']);
});

test('brackets that hold anything but numbers stay text', () => {
  expect(cutAtCitations('[a] [1a] [] [1234]')).toEqual(['[a] [1a] [] [1234]']);
});

test('the pieces of a text are complete and in order', () => {
  const whole = '[3]Lead[1][2] tail';
  const joined = cutAtCitations(whole).map((piece) => (typeof piece === 'number' ? `[${piece}]` : piece));
  expect(joined.join('')).toBe(whole);
});

test('code and links keep their brackets', () => {
  const tree = element('p', element('code', text('a[1]')), element('a', text('see [1]')), text('end [1]'));
  citationMarks()(tree);
  expect(tree.children).toEqual([
    element('code', text('a[1]')),
    element('a', text('see [1]')),
    text('end'),
    { type: 'element', tagName: 'citation-mark', properties: { n: '1' }, children: [] },
  ]);
});

test('HTML is shown as text', () => {
  const tree = element('div', { type: 'raw', value: '<img src=x onerror=alert(1)>' });
  htmlAsText()(tree);
  expect(tree.children).toEqual([text('<img src=x onerror=alert(1)>')]);
});
