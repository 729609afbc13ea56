import { isAscii } from 'node:buffer';
import { isBinaryControl } from './looks-like-text.ts';

/** Enough of a text to tell its encoding by, in bytes. */
const sampleBytes = 4 * 1024;
const headBytes = 64 * 1024;
const mostPlaces = 20;

/** Where bytes are that are not UTF-8; both count from 1. */
export type Stray = { line: number; byte: number };

/**
 * Looks at the bytes of a text as they come. `foreign`: bytes that are not ASCII; `strays`: how many runs of them are not UTF-8, each
 * of which is decoded as one U+FFFD, with the places of the first ones. `sample`: lines with foreign bytes.
 */
export class ByteScan {
  foreign = 0;
  strayBytes = 0;
  strays = 0;
  readonly places: Stray[] = [];
  hasControls = false;
  hasEscapes = false;
  #sample: Uint8Array[] = [];
  #sampled = 0;
  #head: Uint8Array[] = [];
  #headed = 0;
  #line = 1;
  #cut = false;
  #offset = 0;
  // of a character that is under way
  #pending = 0;
  #needed = 0;
  #low = 0x80;
  #high = 0xbf;

  get sample(): Uint8Array {
    return Buffer.concat(this.#sample);
  }

  /** The beginning. `isWhole`: there is nothing behind it. */
  get head(): Uint8Array {
    return Buffer.concat(this.#head);
  }

  get isWhole(): boolean {
    return this.#offset <= headBytes && !this.#cut;
  }

  push(bytes: Uint8Array): void {
    if (this.#headed < headBytes) {
      const part = bytes.subarray(0, headBytes - this.#headed);
      this.#head.push(part);
      this.#headed += part.length;
    }
    if (this.#pending === 0 && isAscii(bytes)) this.#passAscii(bytes);
    else for (let at = 0; at < bytes.length; at++) this.#byte(bytes[at] as number, this.#offset + at);
    if (this.#sampled < sampleBytes) this.#takeSample(bytes);
    this.#offset += bytes.length;
  }

  /** No more bytes come. `cut`: the text continues behind them, and may be cut within a character. */
  end(options: { cut: boolean }): void {
    this.#cut = options.cut;
    if (this.#pending > 0 && !options.cut) this.#stray(this.#offset - this.#pending, this.#pending);
    this.#pending = 0;
  }

  #passAscii(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === 0x0a) this.#line++;
      else if (byte < 0x20 || byte === 0x7f) this.#control(byte);
    }
  }

  #control(byte: number): void {
    if (byte === 0x1b) this.hasEscapes = true;
    else if (isBinaryControl(byte)) this.hasControls = true;
  }

  #byte(byte: number, offset: number): void {
    if (this.#pending > 0) {
      if (byte >= this.#low && byte <= this.#high) {
        this.foreign++;
        this.#low = 0x80;
        this.#high = 0xbf;
        if (++this.#pending === this.#needed) this.#pending = 0;
        return;
      }
      this.#stray(offset - this.#pending, this.#pending);
      this.#pending = 0;
    }
    if (byte < 0x80) {
      if (byte === 0x0a) this.#line++;
      else if (byte < 0x20 || byte === 0x7f) this.#control(byte);
      return;
    }
    this.foreign++;
    if (byte < 0xc2 || byte > 0xf4) {
      this.#stray(offset, 1);
      return;
    }
    this.#pending = 1;
    this.#needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    // overlong forms, surrogates and what is beyond Unicode
    this.#low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  }

  #stray(offset: number, length: number): void {
    this.strays++;
    this.strayBytes += length;
    if (this.places.length < mostPlaces) this.places.push({ line: this.#line, byte: offset + 1 });
  }

  #takeSample(bytes: Uint8Array): void {
    // lines that the pieces cut in two are left out: they may begin within a character
    let start = this.#offset === 0 ? 0 : bytes.indexOf(0x0a) + 1;
    while (start < bytes.length && this.#sampled < sampleBytes) {
      const lineEnd = bytes.indexOf(0x0a, start);
      const end = Math.min(lineEnd === -1 ? bytes.length : lineEnd + 1, start + sampleBytes);
      const line = bytes.subarray(start, end);
      if (line.some((byte) => byte >= 0x80 || byte === 0x1b)) {
        this.#sample.push(line);
        this.#sampled += line.length;
      }
      start = lineEnd === -1 ? bytes.length : lineEnd + 1;
    }
  }
}
