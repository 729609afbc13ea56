import { z } from 'zod';

export const chunkInput = z.object({ chunkId: z.uuid() });
export const setChunkEnabledInput = chunkInput.extend({ enabled: z.boolean() });

/** A passage of a record, as search finds it: `start` and `end` place it in the record's text, in UTF-16 units. */
export type ChunkView = {
  id: string;
  recordId: string;
  sourceId: string;
  heading: string;
  text: string;
  start: number;
  end: number;
  /** False: it is in no search and no answer. */
  enabled: boolean;
  /** False: its vector is still being made; until then it is found by its words. */
  embedded: boolean;
};
