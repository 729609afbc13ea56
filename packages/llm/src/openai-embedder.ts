import type OpenAI from 'openai';
import { adaptForm, readRefusal, smallerBatch } from './adapting/adapt-embedding.ts';
import { LearnedManners, type Manners } from './adapting/manners.ts';
import { malformed, modelError, stopped } from './model-errors.ts';
import { createWire, defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import type { Embedder, Endpoint } from './port.ts';
import { averageVectors, readVectors } from './read-vectors.ts';

export type OpenAiEmbedderOptions = Partial<WireLimits> & {
  wire?: Wire;
  manners?: LearnedManners;
  /** Chunks are cut to this, in UTF-16 units. Well below the 8,192 tokens that the usual models read, in any script. */
  maxChars?: number;
};

type Vector = Float32Array | null;

/** A part of a text that was too long; shorter ones are not divided further. */
const shortestPart = 40;

/**
 * Vectors from any server that speaks OpenAI's embeddings. It adapts to what the server takes: how vectors are written, how many texts
 * at once, how long a text. Throws as the port says, `cancelled` when the signal ends it.
 */
export function openAiEmbedder(endpoint: Endpoint, options: OpenAiEmbedderOptions = {}): Embedder {
  const limits = { ...defaultLimits, ...options };
  const wire = options.wire ?? createWire(limits);
  const learned = (options.manners ?? new LearnedManners()).of(endpoint);
  let client: OpenAI | undefined;
  const ask = async (input: string[], vectors: Manners['vectors'], signal: AbortSignal | undefined) => {
    client ??= openAiClient(endpoint, wire, limits);
    const format = vectors === 'unsaid' ? {} : { encoding_format: vectors };
    const body = { model: endpoint.model, input, ...format };
    return readVectors(await client.post('/embeddings', { body, signal }), input.length);
  };
  return {
    model: endpoint.model,
    maxChars: options.maxChars ?? 2000,
    embed: async (texts, signal) => {
      const work = new EmbeddingWork(endpoint, learned, (input, vectors) => ask(input, vectors, signal), signal);
      try {
        // Servers refuse an empty text; a blank one stands for it.
        return await work.embed(texts.map((text) => (text.trim() === '' ? ' . ' : text)));
      } catch (error) {
        throw signal?.aborted ? stopped('embedding') : modelError(error, endpoint, 'embedding');
      }
    },
    close: async () => {
      if (!options.wire) wire.close();
    },
  };
}

type Ask = (input: string[], vectors: Manners['vectors']) => Promise<Vector[] | undefined>;

/** One call of an embedder. */
class EmbeddingWork {
  readonly #endpoint: Endpoint;
  readonly #learned: Manners;
  readonly #ask: Ask;
  readonly #signal: AbortSignal | undefined;
  /** The model has embedded something: what it refuses is refused for itself. */
  #works = false;

  constructor(endpoint: Endpoint, learned: Manners, ask: Ask, signal: AbortSignal | undefined) {
    this.#endpoint = endpoint;
    this.#learned = learned;
    this.#ask = ask;
    this.#signal = signal;
  }

  async embed(texts: string[]): Promise<Vector[]> {
    const vectors = new Array<Vector>(texts.length).fill(null);
    const isLong = texts.map((text) => text.length >= this.#learned.tooLongChars && text.length > shortestPart);
    const short = [...texts.keys()].filter((i) => !isLong[i]);
    for (let at = 0; at < short.length; ) {
      const places = short.slice(at, at + this.#learned.batchSize);
      at += places.length;
      const made = await this.#embedBatch(places.map((i) => texts[i] ?? ''));
      for (const [n, i] of places.entries()) vectors[i] = made[n] ?? null;
    }
    for (const [i, text] of texts.entries()) if (isLong[i]) vectors[i] = await this.#embedLong(text);
    return vectors;
  }

  async #embedBatch(texts: string[]): Promise<Vector[]> {
    if (this.#signal?.aborted) throw stopped('embedding');
    const { vectors } = this.#learned;
    try {
      const made = await this.#ask(texts, vectors);
      if (made === undefined) throw malformed(this.#endpoint, 'embedding');
      // a vector without a direction is how some servers refuse a text
      if (made.every((vector) => vector === null)) await this.#requireWorking(malformed(this.#endpoint, 'embedding'));
      this.#works = true;
      return made;
    } catch (error) {
      if (this.#signal?.aborted) throw error;
      switch (readRefusal(error, texts.length)) {
        case undefined:
          throw error;
        case 'form':
          if (!adaptForm(this.#learned, vectors)) throw error;
          return this.#embedBatch(texts);
        case 'too-many':
          this.#learned.batchSize = Math.min(this.#learned.batchSize, smallerBatch(error, texts.length));
          return this.embed(texts);
        case 'too-long':
          return this.#embedTooLong(texts, error);
        case 'these':
          await this.#requireWorking(error);
          return texts.length === 1 ? [null] : this.#embedHalves(texts);
      }
    }
  }

  /** Of several texts any may be too long, or all of them together. */
  async #embedTooLong(texts: string[], error: unknown): Promise<Vector[]> {
    const [only = ''] = texts;
    if (texts.length > 1) return this.#embedHalves(texts);
    if (only.length > shortestPart) {
      this.#learned.tooLongChars = Math.min(this.#learned.tooLongChars, only.length);
      return [await this.#embedLong(only)];
    }
    await this.#requireWorking(error);
    return [null];
  }

  async #embedHalves(texts: string[]): Promise<Vector[]> {
    const middle = Math.ceil(texts.length / 2);
    return [...(await this.embed(texts.slice(0, middle))), ...(await this.embed(texts.slice(middle)))];
  }

  async #embedLong(text: string): Promise<Vector> {
    const parts = halvesOf(text);
    const vectors = await this.embed(parts);
    return averageVectors(parts.map((part, i) => ({ vector: vectors[i] ?? null, weight: part.length })));
  }

  /** Throws `error` where the model embeds nothing at all, not even a word. */
  async #requireWorking(error: unknown): Promise<void> {
    if (this.#works) return;
    const made = await this.#ask(['word'], this.#learned.vectors).catch(() => undefined);
    if (!made?.[0]) throw error;
    this.#works = true;
  }
}

/** Two parts of about the same length, parted between words where there are any; none ends inside a character. */
function halvesOf(text: string): [string, string] {
  const middle = Math.floor(text.length / 2);
  const blank = text.lastIndexOf(' ', middle);
  const at = blank > text.length / 4 ? blank + 1 : middle;
  const isInside = /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
  const end = isInside ? at - 1 : at;
  return [text.slice(0, end), text.slice(end)];
}
