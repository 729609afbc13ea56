import { expect, test } from 'vitest';
import { type Asker, FairLine } from './fair-line.ts';

const ada: Asker = { group: 'north', member: 'ada' };
const ben: Asker = { group: 'north', member: 'ben' };
const cleo: Asker = { group: 'south', member: 'cleo' };

function take(line: FairLine<string>, count: number): (string | undefined)[] {
  return Array.from({ length: count }, () => line.next());
}

test('of one member, what waits longest is next', () => {
  const line = new FairLine<string>();
  for (const item of ['a1', 'a2', 'a3']) line.add(ada, item);
  expect(take(line, 4)).toEqual(['a1', 'a2', 'a3', undefined]);
});

test('groups share equally, and members share what their group gets', () => {
  const line = new FairLine<string>();
  for (const n of [1, 2, 3, 4]) {
    line.add(ada, `a${n}`);
    line.add(ben, `b${n}`);
    line.add(cleo, `c${n}`);
  }
  expect(take(line, 8)).toEqual(['a1', 'c1', 'b1', 'c2', 'a2', 'c3', 'b2', 'c4']);
});

test('whoever comes late and rarely is next, each time', () => {
  const line = new FairLine<string>();
  for (let n = 1; n <= 100; n += 1) line.add(ada, `a${n}`);
  expect(take(line, 2)).toEqual(['a1', 'a2']);
  for (const n of [1, 2, 3]) {
    line.add(ben, `b${n}`);
    expect(take(line, 2)).toEqual([`b${n}`, `a${n + 2}`]);
  }
});

test('what was used without waiting counts', () => {
  const line = new FairLine<string>();
  line.charge(ada);
  line.add(ada, 'a');
  line.add(ben, 'b');
  expect(take(line, 2)).toEqual(['b', 'a']);
});

test('whoever used more waits until the others have used as much', () => {
  const line = new FairLine<string>();
  line.charge(ada, 3);
  for (const n of [1, 2, 3, 4]) {
    line.add(ada, `a${n}`);
    line.add(cleo, `c${n}`);
  }
  expect(take(line, 8)).toEqual(['c1', 'c2', 'c3', 'a1', 'c4', 'a2', 'a3', 'a4']);
});

test('whoever comes back after a pause has a bounded credit', () => {
  const line = new FairLine<string>(2);
  for (let n = 1; n <= 10; n += 1) line.add(ada, `a${n}`);
  expect(take(line, 5)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
  for (const n of [1, 2, 3, 4, 5]) line.add(cleo, `c${n}`);
  // she has used nothing while he used five; two and the one that was taken last are hers at once
  expect(take(line, 6)).toEqual(['c1', 'c2', 'c3', 'a6', 'c4', 'a7']);
});

test('whoever gives up is out of the line', () => {
  const line = new FairLine<string>();
  line.add(ada, 'a1');
  line.add(ada, 'a2');
  expect(line.remove(ada, 'a1')).toBe(true);
  expect(line.remove(ada, 'a1')).toBe(false);
  expect(line.size).toBe(1);
  expect(take(line, 2)).toEqual(['a2', undefined]);
});
