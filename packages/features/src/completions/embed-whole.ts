import { AppError } from '@millrace/contract/app-error';
import type { Embedder } from '@millrace/llm/port';

/**
 * Embeds texts of any length. What is longer than the model reads is split between words; its vector is the mean of its pieces', each
 * weighted by its length. Throws `invalid` for a text that the model refuses.
 */
export async function embedWhole(embedder: Embedder, texts: string[], signal: AbortSignal): Promise<Float32Array[]> {
  const pieces = texts.map((text) => piecesOf(text, embedder.maxChars));
  const vectors = (await embedder.embed(pieces.flat(), signal)).map((vector) => vector ?? refuse());
  let at = 0;
  return pieces.map((own) => {
    const ofText = vectors.slice(at, at + own.length);
    at += own.length;
    return ofText.length === 1 ? (ofText[0] as Float32Array) : meanOf(ofText, own);
  });
}

/** At most `most` UTF-16 units each; joined they are the text. */
function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > most) {
    const space = text.lastIndexOf(' ', from + most - 1);
    let to = space > from + most / 2 ? space + 1 : from + most;
    // a character of two units stays whole
    if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return [...pieces, text.slice(from)];
}

function meanOf(vectors: Float32Array[], texts: string[]): Float32Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const [i, vector] of vectors.entries()) {
    const weight = texts[i]?.length ?? 0;
    for (const [k, value] of vector.entries()) sum[k] = (sum[k] ?? 0) + weight * value;
  }
  const length = Math.hypot(...sum) || 1;
  return Float32Array.from(sum, (value) => value / length);
}

function refuse(): never {
  throw new AppError('invalid', 'completions.not-embedded', 'The embedding model refused one of the texts.');
}
