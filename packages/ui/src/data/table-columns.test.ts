// @vitest-environment node
import { expect, test } from 'vitest';
import { type Column, initialLayout, nextSort, tracksOf } from './table-columns.tsx';

const column = (id: string, more: Partial<Column<string>> = {}): Column<string> => ({
  id,
  label: id,
  width: 8,
  cell: (item) => item,
  ...more,
});
const name = column('name', { isMain: true, width: 16 });
const size = column('size', { align: 'end' });

test('the main column takes what is left, and widths that a person chose replace the given ones', () => {
  const layout = { ...initialLayout([name, size]), widths: { size: 12 } };
  const parts = { selects: true, actionsWidth: 0, fill: true };
  const template = '2.5rem minmax(16rem, 1fr) 12rem';
  expect(tracksOf([name, size], layout, parts)).toEqual({ wide: template, narrow: template, minWidth: '30.5rem' });
});

test('a table that scrolls with its page squeezes its columns and leaves the wide ones out instead of scrolling sideways', () => {
  const parts = { selects: false, actionsWidth: 2.5, fill: false };
  expect(tracksOf([name, { ...size, isWide: true }], initialLayout([]), parts)).toEqual({
    wide: 'minmax(16rem, 1fr) minmax(0, 8rem) 2.5rem',
    narrow: 'minmax(16rem, 1fr) 2.5rem',
    minWidth: '0',
  });
});

test('the head of a column goes through the orders that it offers, and starts again', () => {
  const added = column('added', { sorts: ['descending', 'ascending'] });
  const first = nextSort(added, { column: 'name', direction: 'ascending' });
  expect(first).toEqual({ column: 'added', direction: 'descending' });
  const second = nextSort(added, first);
  expect(second).toEqual({ column: 'added', direction: 'ascending' });
  expect(nextSort(added, second)).toEqual(first);
  expect(nextSort(size, first)).toBeUndefined();
});

test('extra columns are hidden until a person shows them', () => {
  expect(initialLayout([name, size, column('pages', { isExtra: true })])).toEqual({ widths: {}, hidden: ['pages'] });
});
