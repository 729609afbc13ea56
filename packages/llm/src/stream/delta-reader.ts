import { APIError } from 'openai';
import type { ChatDelta } from '../port.ts';
import { WireFault } from '../wire-fault.ts';
import { FrameReader } from './frame-reader.ts';
import { type Chunk, readChunk } from './read-chunk.ts';
import { errorOfBody, type ReportedError, reportedError } from './reported-error.ts';
import { type Split, ThoughtSplitter } from './thought-splitter.ts';

const maxQuotedChars = 500;

/**
 * Reads the body of a chat answer as its bytes come: its frames, the JSON in them, and the thoughts among the text. What is not
 * understood is passed over. The SDK has five iterators one in another for it: with them a word took 63 µs of CPU from the socket to
 * its delta, read here 39.
 */
export class DeltaReader {
  /** An error that the server reports, or damage on the way. Deltas before it are handed out first. */
  fault: unknown;
  /** `[DONE]` has come: nothing is read any more. */
  done = false;
  /** The server has said why its answer ends, or all of it came in one JSON. */
  finished = false;
  readonly #headers: Headers;
  readonly #frames = new FrameReader();
  readonly #thoughts: ThoughtSplitter;
  #deltas: ChatDelta[] = [];
  #usage: ChatDelta['usage'];
  #finish: ChatDelta['finish'];
  #passedOver = '';
  /** The text as it was sent, thoughts and all. */
  #sent = '';

  constructor(headers: Headers, opensInside = false) {
    this.#headers = headers;
    this.#thoughts = new ThoughtSplitter(opensInside);
  }

  /** There is JSON in place of a stream. */
  get isJson(): boolean {
    return this.#frames.isJson;
  }

  /** Answers of this model begin inside of their thoughts. */
  get hasOpenedInside(): boolean {
    return this.#thoughts.hasOpenedInside;
  }

  /** What was sent in place of an answer, to be quoted when there is none. */
  get passedOver(): string {
    return (this.#passedOver || this.#frames.stray).slice(0, maxQuotedChars);
  }

  /** What is complete with these bytes. */
  read(octets: Uint8Array): ChatDelta[] {
    this.#deltas = [];
    for (const { event, data } of this.#frames.read(octets)) this.#take(event, data);
    if (this.#frames.isTooLong) this.fault ??= new WireFault('malformed', 'an event without an end');
    return this.#deltas;
  }

  /** The rest, when the body has ended or `done` is set. */
  end(): ChatDelta[] {
    this.#deltas = [];
    const frames = this.done ? [] : this.#frames.end();
    for (const { event, data } of frames) this.#take(event, data);
    if (this.#frames.isJson && this.#sent !== '') this.finished ||= this.fault === undefined;
    this.#hand(this.#thoughts.end());
    if (this.#finish) this.#deltas.push({ finish: this.#finish });
    if (this.#usage) this.#deltas.push({ usage: this.#usage });
    return this.#deltas;
  }

  #take(event: string | undefined, data: string): void {
    const text = data.trim();
    if (this.done || this.fault !== undefined || text === '') return;
    if (/^"?\[DONE\]"?$/i.test(text)) {
      this.done = true;
      return;
    }
    const value = parse(text);
    if (value instanceof SyntaxError) this.#takeUnreadable(event, text, value);
    else for (const chunk of Array.isArray(value) ? value : [value]) this.#takeChunk(event, chunk);
  }

  #takeUnreadable(event: string | undefined, text: string, error: SyntaxError): void {
    // some servers forget the empty line between events, some proxies repeat the name of the field
    const lines = text.split('\n').map((line) => line.replace(/^(data:\s*)+/, ''));
    if (event === 'error') this.#report({ message: text });
    else if (lines.length > 1 || lines[0] !== text) for (const line of lines) this.#take(event, line);
    // JSON that is damaged may have been a piece of the answer: a gap is no answer
    else if (/^[{[]/.test(text)) this.fault = error;
    else this.#passOver(text);
  }

  #takeChunk(event: string | undefined, value: unknown): void {
    const error = reportedError(value) ?? (event === 'error' ? errorOfBody(value) : undefined);
    if (error) this.#report(error);
    else this.#takeSaid(readChunk(value), value);
  }

  #takeSaid(chunk: Chunk, value: unknown): void {
    const { content, reasoning } = this.#newIn(chunk);
    if (reasoning) this.#hand(this.#thoughts.addReasoning(reasoning));
    if (content) {
      this.#sent += content;
      this.#hand(this.#thoughts.push(content));
    }
    if (chunk.usage) this.#usage = chunk.usage;
    if (chunk.finish) {
      this.finished = true;
      this.#finish ??= chunk.finish;
    }
    if (!content && !reasoning && !chunk.usage && !chunk.finish) this.#passOver(messageIn(value));
  }

  /** A whole message brings only what was not streamed before it. */
  #newIn({ content, reasoning, whole }: Chunk): { content: string; reasoning: string } {
    if (content || reasoning || !whole) return { content, reasoning };
    const isKnown = whole.content.trim() === this.#sent.trim();
    const rest = whole.content.startsWith(this.#sent) ? whole.content.slice(this.#sent.length) : whole.content;
    return { content: isKnown ? '' : rest, reasoning: this.#thoughts.all.reasoning === '' ? whole.reasoning : '' };
  }

  #hand({ content, reasoning, revised }: Split): void {
    if (revised) this.#deltas.push({ revised });
    else if (reasoning && content) this.#deltas.push({ reasoning, content });
    else if (content) this.#deltas.push({ content });
    else if (reasoning) this.#deltas.push({ reasoning });
  }

  #report(error: ReportedError): void {
    this.fault = new APIError(undefined, error, undefined, this.#headers);
  }

  #passOver(text: string | undefined): void {
    if (text && !/^:?\s*(ping|keep-?alive|heartbeat)$/i.test(text)) this.#passedOver ||= text;
  }
}

/** What a value that is no chunk says in words. */
function messageIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('message' in value)) return undefined;
  return typeof value.message === 'string' ? value.message : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(text.slice(0, 40));
  }
}
