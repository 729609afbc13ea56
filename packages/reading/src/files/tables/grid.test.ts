import { expect, test } from 'vitest';
import { fillGrid, gridRowText, type SpannedCell } from './grid.ts';

const cell = (text: string, spans: Partial<SpannedCell> = {}): SpannedCell => ({
  text,
  rowSpan: 1,
  colSpan: 1,
  header: false,
  ...spans,
});
const texts = (rows: SpannedCell[][]) => fillGrid(rows).map(gridRowText);

test('a cell merged over rows is repeated in each of them', () => {
  expect(
    texts([
      [cell('Gate'), cell('Day'), cell('Hours')],
      [cell('North', { rowSpan: 2 }), cell('Monday'), cell('08:00')],
      [cell('Tuesday'), cell('09:30')],
    ]),
  ).toEqual(['| Gate | Day | Hours |', '| North | Monday | 08:00 |', '| North | Tuesday | 09:30 |']);
});

test('a cell merged over columns keeps those behind it in their columns', () => {
  expect(
    texts([
      [cell('Monday', { colSpan: 2, header: true }), cell('Notes', { header: true })],
      [cell('open'), cell('close'), cell('')],
    ]),
  ).toEqual(['| Monday | Monday | Notes |', '| open | close |  |']);
});

test('short rows are filled, and a row span of 0 reaches to the last row', () => {
  expect(texts([[cell('All', { rowSpan: 0 }), cell('a'), cell('b')], [cell('c')], []])).toEqual([
    '| All | a | b |',
    '| All | c |  |',
    '| All |  |  |',
  ]);
});

test('spans without measure end in bounded time and memory', () => {
  const grid = fillGrid(Array.from({ length: 2_000 }, () => [cell('x', { rowSpan: 65_534, colSpan: 1_000_000_000 })]));
  expect(grid.reduce((sum, row) => sum + row.length, 0)).toBeLessThanOrEqual(500_000);
});
