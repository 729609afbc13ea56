import type { Embedder } from '@millrace/llm/port';
import { expect, test } from 'vitest';
import { embedWhole } from './embed-whole.ts';

function recorder(maxChars: number) {
  const asked: string[] = [];
  const embedder: Embedder = {
    model: 'm',
    maxChars,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => (text.includes('b') ? Float32Array.of(0, 1) : Float32Array.of(1, 0)));
    },
    close: async () => undefined,
  };
  return { asked, embedder };
}
const { signal } = new AbortController();

test('a long text is embedded in pieces between words, and its vector is their mean by length', async () => {
  const { asked, embedder } = recorder(10);
  const [short, long] = await embedWhole(embedder, ['short', 'aaaa aaaa bbbbb'], signal);
  expect(asked).toEqual(['short', 'aaaa aaaa ', 'bbbbb']);
  expect([...(short ?? [])]).toEqual([1, 0]);
  expect(long?.[0]).toBeCloseTo(2 / Math.hypot(1, 2));
  expect(long?.[1]).toBeCloseTo(1 / Math.hypot(1, 2));
});

test('nothing is lost of a text without spaces, and no character is cut', async () => {
  const { asked, embedder } = recorder(4);
  const text = 'abc😀defgh😀';
  await embedWhole(embedder, [text], signal);
  expect(asked.join('')).toBe(text);
  expect(asked.every((piece) => piece.isWellFormed() && piece.length <= 4)).toBe(true);
});
