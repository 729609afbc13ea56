import type { Chunk } from './chunk-text.ts';

/** A chunk as it is stored, in the order of its record's text. */
export type StoredChunk = { id: string; text: string; heading: string; enabled: boolean; start: number };

export type ChunkPlan = {
  /** Stored ones whose words are still there, with their new place: they keep their vectors. */
  kept: (Chunk & { id: string })[];
  added: (Chunk & { text: string; enabled: boolean })[];
  dropped: string[];
};

/**
 * What is to be done with the chunks of a record when its text has become `text`, which is cut into `fresh`. A chunk that takes the
 * place of one that was left out is left out as well. A desert of blanks is no chunk.
 */
export function planChunks(stored: readonly StoredChunk[], text: string, fresh: readonly Chunk[]): ChunkPlan {
  const waiting = new Map<string, number[]>();
  for (const [i, chunk] of stored.entries()) waiting.set(chunk.text, [...(waiting.get(chunk.text) ?? []), i]);
  const wanted = fresh.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  const matches = wanted.map(({ start, end }) => waiting.get(text.slice(start, end))?.shift());
  const used = new Set(matches);
  const plan: ChunkPlan = { kept: [], added: [], dropped: [] };
  let at = -1;
  for (const [i, chunk] of wanted.entries()) {
    const match = matches[i];
    const same = match === undefined ? undefined : stored[match];
    if (same && match !== undefined) {
      plan.kept.push({ ...chunk, id: same.id });
      at = match;
      continue;
    }
    if (at + 1 < stored.length && !used.has(at + 1)) at++;
    const enabled = used.has(at) || (stored[at]?.enabled ?? true);
    plan.added.push({ ...chunk, text: text.slice(chunk.start, chunk.end), enabled });
  }
  plan.dropped = stored.filter((_, i) => !used.has(i)).map(({ id }) => id);
  return plan;
}
