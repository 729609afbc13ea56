import { createParser, type EventSourceParser } from 'eventsource-parser';

export type Frame = { event: string | undefined; data: string };

/** An event longer than this is no part of an answer, and must not fill the memory; a whole answer in one JSON may be longer. */
const maxEventChars = 1_000_000;
const maxJsonChars = 16_000_000;
/** So much of what is in no frame is kept, to be quoted. */
const maxStrayChars = 500;

/**
 * Takes the body of an answer apart: server-sent events, however they are cut and ended; or JSON in their place, whole or a value per
 * line. Fields and comments of events that it does not know are passed over, but for JSON without `data:` before it.
 */
export class FrameReader {
  /** More than an answer can be has come without an end. */
  isTooLong = false;
  /** What was in no frame: of a proxy that answers in plain text, its words. */
  stray = '';
  /** All of it is JSON, which is complete as soon as it can be read. */
  isJson = false;
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  #frames: Frame[] = [];
  #begun = false;
  #text = '';
  /** JSON over several lines: nothing of it can be read before its end. */
  #isOneValue = false;

  constructor() {
    this.#parser = createParser({
      maxBufferSize: maxEventChars,
      onEvent: ({ event, data }) => void this.#frames.push({ event, data }),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') this.isTooLong = true;
        else if (error.type === 'unknown-field') this.#takeStray(error.line ?? '');
      },
    });
  }

  /** The frames that are complete with these bytes. */
  read(octets: Uint8Array): Frame[] {
    return this.#feed(this.#decoder.decode(octets, { stream: true }));
  }

  /** Those that only the end of the body completes: the last event often has no empty line behind it. */
  end(): Frame[] {
    const frames = this.#feed(this.#decoder.decode());
    if (!this.isJson) return this.#begun ? [...frames, ...this.#feed('\n\n')] : frames;
    const data = this.#text.trim();
    this.#text = '';
    return data === '' ? frames : [...frames, { event: undefined, data }];
  }

  #feed(text: string): Frame[] {
    this.#frames = [];
    if (!this.#begun) {
      this.#text += text;
      const first = this.#text.trimStart();
      if (first === '') return [];
      this.#begun = true;
      this.isJson = first.startsWith('{') || first.startsWith('[');
      const all = this.#text;
      this.#text = '';
      return this.#feed(all);
    }
    if (this.isJson) this.#feedJson(text);
    else this.#parser.feed(text);
    return this.#frames;
  }

  #feedJson(text: string): void {
    this.#text += text;
    if (this.#text.length > maxJsonChars) this.isTooLong = true;
    if (this.#isOneValue || !text.includes('\n')) return;
    const lines = this.#text.split('\n');
    this.#text = lines.pop() ?? '';
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '') continue;
      if (isJson(line)) {
        this.#frames.push({ event: undefined, data: line });
        continue;
      }
      const rest = [...lines.slice(i), this.#text].join('\n');
      this.#text = '';
      this.#takeOther(rest);
      return;
    }
  }

  /** A line that is no JSON: events that begin only now, or the first of a value over several lines. */
  #takeOther(text: string): void {
    this.isJson = !/^\s*(data|event|id|retry)?:/.test(text);
    this.#isOneValue = this.isJson;
    if (this.isJson) this.#text = text;
    else this.#parser.feed(text);
  }

  #takeStray(line: string): void {
    if (line.startsWith('{') && isJson(line)) this.#frames.push({ event: undefined, data: line });
    else if (this.stray.length < maxStrayChars) this.stray = `${this.stray} ${line}`.trim().slice(0, maxStrayChars);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
