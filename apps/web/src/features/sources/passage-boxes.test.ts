import { expect, test } from 'vitest';
import { passageBoxes } from './passage-boxes.ts';

const line = (start: number, end: number, y: number) => ({ start, end, box: { x: 100, y, width: 200, height: 10 } });
const spans = [line(0, 20, 50), line(20, 40, 62), line(40, 60, 74)];

test('only the lines of the passage are marked', () => {
  expect(passageBoxes(spans, 20, 40)).toEqual([{ x: 100, y: 62, width: 200, height: 10 }]);
});

test('a passage inside a line takes its share of the width', () => {
  expect(passageBoxes(spans, 5, 15)).toEqual([{ x: 150, y: 50, width: 100, height: 10 }]);
});

test('a passage over several lines begins and ends inside them', () => {
  expect(passageBoxes(spans, 10, 50)).toEqual([
    { x: 200, y: 50, width: 100, height: 10 },
    { x: 100, y: 62, width: 200, height: 10 },
    { x: 100, y: 74, width: 100, height: 10 },
  ]);
});

test('a passage elsewhere marks nothing', () => {
  expect(passageBoxes(spans, 90, 95)).toEqual([]);
});
