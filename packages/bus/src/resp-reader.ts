const crlf = 2;
const star = 0x2a;
const dollar = 0x24;
const carriageReturn = 0x0d;
const minus = 0x2d;

/** The parts of one reply, as ranges in the bytes that were read. Valid only until the call returns. */
export type Reply = { octets: Buffer; starts: number[]; ends: number[] };

/**
 * Reads what Redis sends in RESP2 to a listening connection: lines, and flat lists of strings and numbers. Of a message it only
 * records the ranges of its parts; a general client creates lists, strings and events for each.
 */
export class RespReader {
  readonly #onReply: (reply: Reply) => void;
  readonly #reply: Reply = { octets: Buffer.alloc(0), starts: [], ends: [] };
  #rest: Buffer | undefined;
  #octets: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(onReply: (reply: Reply) => void) {
    this.#onReply = onReply;
  }

  /** `part` may be reused after the call has returned. */
  read(part: Buffer): void {
    this.#octets = this.#rest ? Buffer.concat([this.#rest, part]) : part;
    this.#rest = undefined;
    let whole = 0;
    for (this.#at = 0; this.#at < this.#octets.length && this.#readReply(); whole = this.#at) {
      this.#reply.octets = this.#octets;
      this.#onReply(this.#reply);
    }
    if (whole < this.#octets.length) this.#rest = Buffer.from(this.#octets.subarray(whole));
  }

  /** False: its end has not arrived. */
  #readReply(): boolean {
    const { starts, ends } = this.#reply;
    starts.length = 0;
    ends.length = 0;
    let parts = 1;
    if (this.#octets[this.#at] === star) {
      const count = this.#readLength();
      if (count === undefined) return false;
      parts = count;
    }
    for (let part = 0; part < parts; part += 1) {
      const isString = this.#octets[this.#at] === dollar;
      const length = isString ? this.#readLength() : undefined;
      if (isString && length === undefined) return false;
      const start = isString ? this.#at : this.#at + 1;
      // a null string has neither bytes nor an end
      const end = length === undefined ? this.#octets.indexOf(carriageReturn, start) : start + Math.max(0, length);
      const next = length === -1 ? end : end + crlf;
      if (end < start || next > this.#octets.length) return false;
      starts.push(start);
      ends.push(end);
      this.#at = next;
    }
    return true;
  }

  /** The number after the mark at the current position; moves to the next line. Undefined: its end has not arrived. */
  #readLength(): number | undefined {
    let at = this.#at + 1;
    let sign = 1;
    let value = 0;
    for (; at < this.#octets.length; at += 1) {
      const octet = this.#octets[at] as number;
      if (octet === carriageReturn) break;
      if (octet === minus) sign = -1;
      else value = value * 10 + octet - 0x30;
    }
    if (at + crlf > this.#octets.length) return undefined;
    this.#at = at + crlf;
    return sign * value;
  }
}
