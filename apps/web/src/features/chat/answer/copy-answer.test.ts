import type { Citation } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { answerAsMarkdown, lastCode } from './copy-answer.ts';

const citation = (part: Partial<Citation>): Citation => ({
  n: 1,
  supported: true,
  recordId: 'r',
  sourceId: 's',
  title: 'Handbook',
  page: 3,
  quote: 'Water\n flows.',
  start: 0,
  end: 5,
  ...part,
});

test('references follow the text in the order of their numbers', () => {
  const copied = answerAsMarkdown('It flows [2][1].', [citation({ n: 2, page: null, title: 'Notes' }), citation({})]);
  expect(copied).toBe('It flows [2][1].\n\n---\n\n[1] Handbook, page 3: “Water flows.”  \n[2] Notes: “Water flows.”\n');
});

test('unsupported citations are not listed as sources', () => {
  expect(answerAsMarkdown('Perhaps [7].', [citation({ n: 7, supported: false })])).toBe('Perhaps [7].');
});

test('rows and times are named as people name them', () => {
  const row = citation({ page: null, place: { kind: 'row', sheet: 'Parts', row: 12 } });
  const time = citation({ n: 2, page: null, place: { kind: 'time', startMs: 80_000, endMs: 108_000 } });
  expect(answerAsMarkdown('It flows [1][2].', [row, time])).toContain(
    '[1] Handbook, row 12 of Parts: “Water flows.”  \n[2] Handbook, 1:20–1:48: “Water flows.”',
  );
});

test('the last code of an answer is the content of its last fence', () => {
  expect(lastCode('One:\n```ts\nlet a;\n```\nTwo:\n~~~\nb\n\nc\n~~~\nDone.')).toBe('b\n\nc\n');
  expect(lastCode('None, only `this`.')).toBeUndefined();
});
