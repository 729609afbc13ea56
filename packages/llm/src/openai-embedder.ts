import type OpenAI from 'openai';
import { malformed, modelError, stopped } from './model-errors.ts';
import { createWire, defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import type { Embedder, Endpoint } from './port.ts';

export type OpenAiEmbedderOptions = Partial<WireLimits> & {
  wire?: Wire;
  /** Chunks are cut to this, in UTF-16 units. Well below the 8,192 tokens that the usual models read, in any script. */
  maxChars?: number;
};

/** Servers limit texts and tokens of one request; 64 chunks stay below both everywhere. */
const batchSize = 64;

/** Vectors from any server that speaks OpenAI's embeddings. Throws as the port says, `cancelled` when the signal ends it. */
export function openAiEmbedder(endpoint: Endpoint, options: OpenAiEmbedderOptions = {}): Embedder {
  const limits = { ...defaultLimits, ...options };
  const wire = options.wire ?? createWire(limits);
  let client: OpenAI | undefined;

  async function embedBatch(input: string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    try {
      client ??= openAiClient(endpoint, wire, limits);
      const { data } = await client.embeddings.create({ model: endpoint.model, input }, { signal });
      return inOrder(data, input.length, endpoint).map((vector) => unitLength(vector, endpoint));
    } catch (error) {
      throw signal?.aborted ? stopped() : modelError(error, endpoint);
    }
  }

  return {
    model: endpoint.model,
    maxChars: options.maxChars ?? 2000,
    embed: async (texts, signal) => {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += batchSize) {
        if (signal?.aborted) throw stopped();
        // Servers refuse an empty text; a blank one stands for it.
        const input = texts.slice(at, at + batchSize).map((text) => (text.trim() === '' ? ' . ' : text));
        vectors.push(...(await embedBatch(input, signal)));
      }
      return vectors;
    },
    close: async () => {
      if (!options.wire) wire.close();
    },
  };
}

type Row = { index: number; embedding: number[] };

/** The rows say their index; not every server sends them in order. */
function inOrder(rows: unknown, count: number, endpoint: Endpoint): number[][] {
  if (!Array.isArray(rows) || rows.length !== count) throw malformed(endpoint);
  const vectors = new Array<number[] | undefined>(count).fill(undefined);
  (rows as Partial<Row>[]).forEach((row, place) => {
    if (Array.isArray(row.embedding) && row.embedding.length > 0) vectors[row.index ?? place] = row.embedding;
  });
  return vectors.map((vector) => {
    if (!vector) throw malformed(endpoint);
    return vector;
  });
}

function unitLength(vector: number[], endpoint: Endpoint): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) throw malformed(endpoint);
  return Float32Array.from(vector, (value) => value / length);
}
