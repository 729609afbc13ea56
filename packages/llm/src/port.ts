import type { OutputOptions } from '@millrace/contract/chat/output-options';

/**
 * A passage as the prompt numbers it, from 1. Two of one record of which one ends where the other starts (UTF-16 units) are one text.
 */
export type Passage = {
  n: number;
  title: string;
  text: string;
  recordId?: string | null | undefined;
  start?: number;
  end?: number;
};

export type PromptMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/** What an answer must look like: JSON Schema in the form that strict servers take, with a name for it. */
export type AnswerSchema = { name: string; schema: object };

export type ChatRequest = {
  /** The whole prompt, for models that read prompts. */
  messages: PromptMessage[];
  /** The same in parts, for the built-in model, which quotes instead of generating. */
  grounding: { question: string; passages: Passage[] };
  /** Text of an interrupted answer that is to be continued; the stream brings only what follows it. */
  continueFrom?: string;
  /** From 0 to 2, where somebody chose one; left out for servers that refuse it. */
  temperature?: number | undefined;
  /** What a program asks of the form of the answer. */
  output?: OutputOptions | undefined;
  /**
   * The answer is one JSON object of this shape, held to it as strictly as the server can: by the schema, as some JSON, or by words
   * alone. Whoever asks checks the answer.
   */
  schema?: AnswerSchema | undefined;
  signal: AbortSignal;
};

export type Usage = { inputTokens: number; outputTokens: number };
/**
 * One piece of an answer. Reasoning is kept apart from content. `usage` comes once, at the end, where the server reports it.
 * `finish` comes once, after the last text, where the server says why it ended: `length` and `filtered` answers are incomplete.
 */
export type ChatDelta = {
  content?: string;
  reasoning?: string;
  /** All that this stream has said, in place of what it brought before: what began as content has turned out to be thoughts, or thoughts content. */
  revised?: { content: string; reasoning: string };
  usage?: Usage;
  finish?: 'stop' | 'length' | 'filtered';
};

/**
 * A model that answers. `stream` throws AppErrors: `limited` (429, with retryAfterMs), `unavailable` (5xx, time-outs, cuts, an
 * endpoint that is down, nonsense on the wire), `invalid` (wrong key, unknown model, prompt too long), `cancelled` (its signal).
 * It never retries itself: the caller knows whether anything was put out.
 */
export interface ChatModel {
  readonly name: string;
  /** True for the built-in model: it quotes and says so. */
  readonly quotes: boolean;
  stream(request: ChatRequest): AsyncIterable<ChatDelta>;
}

export type Unrelated = { mean: number; deviation: number };

/** Texts to vectors. `model` names the space: vectors of two models never meet. */
export interface Embedder {
  readonly model: string;
  /** Longer texts are cut by the model without a word, so chunks stay below. In UTF-16 units. */
  readonly maxChars: number;
  /** Whether it knows the language of a text; without it, all. What it does not know has a vector that says nothing. */
  reads?(text: string): boolean;
  /** The cosines of texts that have nothing in common; without it, they are measured. */
  readonly unrelated?: Unrelated;
  /**
   * Unit-length vectors in the order of `texts`; null for a text that the model refuses while it takes others. Throws AppErrors as
   * ChatModel does.
   */
  embed(texts: string[], signal?: AbortSignal): Promise<(Float32Array | null)[]>;
  close(): Promise<void>;
}

/** How far from here an endpoint may be: on the public internet alone, or in private networks too. */
export type Reach = 'public' | 'private';

/** `reach` is held for every request; without it, whoever runs the process has vouched for the address. */
export type Endpoint = {
  /** May have a query, such as Azure's `api-version`: it is part of every request. */
  baseUrl: string;
  apiKey: string;
  model: string;
  reach?: Reach;
  /** Sent with every request. Their values may be secrets. */
  headers?: Record<string, string>;
  /** How long the model may take to begin. Default: ten minutes in private networks and on this machine, a minute elsewhere. */
  firstByteMs?: number;
};

export type Recording = {
  octets: Buffer;
  /** With its extension, by which servers know the kind. */
  name: string;
  mediaType: string;
  signal: AbortSignal;
};
/** Times in milliseconds from the beginning; undefined where the model tells none. */
export type SpokenSegment = { startMs: number | undefined; endMs: number | undefined; text: string };

/** What features see: the model that answers now (it can change while running) and the embedder (fixed at start). */
export interface Llm {
  /** `endpoint` undefined: the built-in model. */
  chatModel(endpoint: Endpoint | undefined): ChatModel;
  readonly embedder: Embedder;
  /** The names of the models that an endpoint lists, in alphabetical order. Throws AppErrors as ChatModel does. */
  listModels(endpoint: Endpoint, signal: AbortSignal): Promise<string[]>;
  /** What is said in a recording, in order; nothing where nothing is said. Throws AppErrors as ChatModel does. */
  transcribe(endpoint: Endpoint, recording: Recording): Promise<SpokenSegment[]>;
}
