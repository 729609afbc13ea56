import { describe, expect, test } from 'vitest';
import { moveSpans, sharedStretches } from './text-stretches.ts';

/** Each of `lines` of the text before, and what stands in its place after. */
function moved(lines: string[], after: string): string[] {
  const before = lines.join('\n');
  let at = 0;
  const spans = lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return { start, end: start + line.length };
  });
  return moveSpans(sharedStretches(before, after), spans).map(({ start, end }) => after.slice(start, end));
}

describe('the lines of a page after an edit', () => {
  const lines = ['The lighthouse of Skarholm', 'has a lamp of 4,200 watts', 'and was built in 1868.'];

  test('keep their places where nothing was changed', () => {
    expect(moved(lines, `A note. ${lines.join('\n')}`)).toEqual(lines);
  });

  test('keep them when a word was corrected, also the first or the last one', () => {
    const after = 'This lighthouse of Skarholm\nhas one lamp of 4,200 watts\nand was built in 1869.';
    expect(moved(lines, after)).toEqual(after.split('\n'));
  });

  test('lose them when they are gone or another text', () => {
    expect(moved(lines, `${lines[0]}\n${lines[2]}`)).toEqual([lines[0], lines[2]]);
    expect(moved(lines, `${lines[0]}\nsomething else altogether here\n${lines[2]}`)).toEqual([lines[0], lines[2]]);
    expect(moved(lines, 'Nothing is as it was')).toEqual([]);
  });
});

test('texts that have little in common share their beginning and end', () => {
  const middle = (n: number) => Array.from({ length: 3_000 }, (_, i) => `word${i * n}`).join(' ');
  const [before, after] = [`Beginning. ${middle(7)} The end.`, `Beginning. ${middle(11)} The end.`];
  const shared = sharedStretches(before, after).filter(({ length }) => length > 0);
  for (const { before: from, after: to, length } of shared)
    expect(before.slice(from, from + length)).toBe(after.slice(to, to + length));
  expect(shared).toHaveLength(2);
});
