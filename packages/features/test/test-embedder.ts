import type { Embedder } from '@millrace/llm/port';
import { bagOfWords } from '@millrace/llm/scripted/vectors';

/** Hashed bags of words: at once, the same everywhere, and texts that share words are near. */
export const testEmbedder: Embedder = {
  model: 'test-bag-of-words',
  maxChars: 2_000,
  async embed(texts, signal) {
    signal?.throwIfAborted();
    return texts.map((text) => Float32Array.from(bagOfWords(text)));
  },
  async close() {},
};
