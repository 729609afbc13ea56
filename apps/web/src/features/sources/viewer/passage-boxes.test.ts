import { expect, test } from 'vitest';
import { passageBoxes } from './passage-boxes.ts';

const line = (start: number, end: number, y: number) => ({ start, end, box: { x: 100, y, width: 200, height: 10 } });
const spans = [line(0, 20, 50), line(20, 40, 62), line(40, 60, 74)];
const text = 'i'.repeat(10) + 'm'.repeat(50);
const boxes = (start: number, end: number) => passageBoxes({ text, spans, start, end });

test('only the lines of the passage are marked', () => {
  expect(boxes(20, 40)).toEqual([{ x: 100, y: 62, width: 200, height: 10 }]);
});

test('a passage within a line takes its share of the width', () => {
  expect(boxes(5, 15)).toEqual([{ x: 150, y: 50, width: 100, height: 10 }]);
});

test('a passage over several lines begins and ends inside them', () => {
  expect(boxes(10, 50)).toEqual([
    { x: 200, y: 50, width: 100, height: 10 },
    { x: 100, y: 62, width: 200, height: 10 },
    { x: 100, y: 74, width: 100, height: 10 },
  ]);
});

test('wide letters take more of a line than narrow ones', () => {
  const measure = (part: string) => [...part].reduce((width, letter) => width + (letter === 'm' ? 3 : 1), 0);
  expect(passageBoxes({ text, spans, start: 0, end: 10 }, measure)).toEqual([{ x: 100, y: 50, width: 50, height: 10 }]);
});

test('a passage outside the text marks nothing', () => {
  expect(boxes(90, 95)).toEqual([]);
});
