import { expect, test } from 'vitest';
import { planChunks, type StoredChunk } from './plan-chunks.ts';

const stored = (...texts: string[]): StoredChunk[] =>
  texts.map((text, i) => ({ id: text, text, heading: '', enabled: !text.includes('off'), start: i }));

/** The chunks of a text that is cut behind each full stop. */
function cut(text: string) {
  let at = 0;
  return text.split(/(?<=\.)/).map((part) => {
    const start = at;
    at += part.length;
    return { start, end: at, heading: '' };
  });
}
const plan = (before: StoredChunk[], text: string) => planChunks(before, text, cut(text));

test('what is still there is kept, wherever it stands now', () => {
  const { kept, added, dropped } = plan(stored('One.', 'Two.', 'Three.'), 'Zero.Three.One.');
  expect(kept.map(({ id, start }) => [id, start])).toEqual([
    ['Three.', 5],
    ['One.', 11],
  ]);
  expect(added.map(({ text }) => text)).toEqual(['Zero.']);
  expect(dropped).toEqual(['Two.']);
});

test('of the same words in two chunks each is kept once', () => {
  const { kept, added } = plan(stored('Same.'), 'Same.Same.');
  expect([kept.length, added.length]).toEqual([1, 1]);
});

test('what takes the place of a passage that was left out is left out too', () => {
  const { added } = plan(stored('One.', 'Two off.', 'Three.'), 'One.Two off, changed.And more.Three.New.');
  expect(added.map(({ text, enabled }) => [text, enabled])).toEqual([
    ['Two off, changed.', false],
    ['And more.', false],
    ['New.', true],
  ]);
});

test('blanks are no passage', () => {
  expect(plan(stored('One.'), 'One.  ')).toEqual({
    kept: [expect.objectContaining({ id: 'One.' })],
    added: [],
    dropped: [],
  });
});
