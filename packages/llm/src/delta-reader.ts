import { createParser, type EventSourceParser } from 'eventsource-parser';
import { APIError } from 'openai';
import { malformed } from './model-errors.ts';
import type { ChatDelta, Endpoint } from './port.ts';
import { readChunk } from './read-chunk.ts';

/** An event longer than this is no part of an answer, and must not fill the memory. */
const maxEventChars = 1_000_000;

/**
 * Reads a chat stream as its octets come: the server-sent events, the JSON in them, its shape. The SDK has five iterators one in
 * another for it: with them a word took 63 µs of CPU from the socket to its delta, read here 39.
 */
export class DeltaReader {
  /** What the server or its words are wrong with. Deltas before it are handed out first. */
  fault: unknown;
  /** `[DONE]` has come. */
  done = false;
  readonly #endpoint: Endpoint;
  readonly #headers: Headers;
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  #deltas: ChatDelta[] = [];

  constructor(endpoint: Endpoint, headers: Headers) {
    this.#endpoint = endpoint;
    this.#headers = headers;
    this.#parser = createParser({
      maxBufferSize: maxEventChars,
      onEvent: ({ event, data }) => this.#take(event, data),
      onError: ({ type }) => {
        // servers may have fields of their own; what is too long ends it
        if (type === 'max-buffer-size-exceeded') this.fault ??= malformed(endpoint);
      },
    });
  }

  /** What is complete with these octets. */
  read(octets: Uint8Array): ChatDelta[] {
    this.#deltas = [];
    this.#parser.feed(this.#decoder.decode(octets, { stream: true }));
    return this.#deltas;
  }

  #take(event: string | undefined, data: string): void {
    if (this.done || this.fault !== undefined) return;
    if (data === '[DONE]') {
      this.done = true;
      return;
    }
    try {
      const chunk: unknown = JSON.parse(data);
      const told = errorIn(chunk, event);
      if (told !== undefined) throw new APIError(undefined, told, undefined, this.#headers);
      const delta = readChunk(chunk, this.#endpoint);
      if (delta) this.#deltas.push(delta);
    } catch (error) {
      this.fault = error;
    }
  }
}

/** A fault that a server tells of in the middle of its answer. */
function errorIn(chunk: unknown, event: string | undefined): object | undefined {
  if (typeof chunk !== 'object' || chunk === null) return undefined;
  const { error } = chunk as { error?: unknown };
  if (error) return typeof error === 'object' ? error : { message: String(error) };
  return event === 'error' ? chunk : undefined;
}
