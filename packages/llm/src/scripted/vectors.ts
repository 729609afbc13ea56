export const vectorSize = 256;

/** A hashed bag of words, unit length: texts that share words are near, the same text gives the same vector everywhere. */
export function bagOfWords(text: string): number[] {
  const vector = new Array<number>(vectorSize).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const hash = fnv1a(word.length > 3 ? word.replace(/(ies|es|s)$/, '') : word);
    vector[hash % vectorSize]! += hash & 0x10000 ? 1 : -1;
  }
  const length = Math.hypot(...vector);
  // A text without words still needs a direction.
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map((value) => value / length);
}

export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
