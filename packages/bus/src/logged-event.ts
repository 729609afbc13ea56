import type { Position } from './event-id.ts';

const point = 0x2e;

/**
 * One event of a channel log, kept as received: forwarding it needs neither its text nor its parts, and a reader decodes it when needed.
 *
 * The bytes are kept in a string, one per character (`latin1`): such strings are young garbage that costs nearly nothing, while each Buffer
 * is memory outside the heap, and garbage collection then took a sixth of the time of a busy process.
 */
export class LoggedEvent {
  /** `id data` as UTF-8. */
  readonly octets: string;
  readonly idLength: number;
  readonly position: Position | undefined;
  /** The bytes that a transport writes for it, made once for all watchers. */
  frame: string | undefined;

  constructor(octets: string) {
    this.octets = octets;
    this.idLength = Math.max(0, octets.indexOf(' '));
    this.position = positionIn(octets, this.idLength);
    this.frame = undefined;
  }

  /** An event that is in no log. */
  static of(id: string, data: string): LoggedEvent {
    return new LoggedEvent(Buffer.from(`${id} ${data}`).toString('latin1'));
  }

  /** Opaque, ordered within its epoch. */
  get id(): string {
    return this.octets.slice(0, this.idLength);
  }

  /** The JSON text as it was published. */
  get data(): string {
    return Buffer.from(this.octets.slice(this.idLength + 1), 'latin1').toString();
  }

  /** The same event without what its data starts with. */
  without(text: string): LoggedEvent {
    const { octets, idLength } = this;
    return new LoggedEvent(octets.slice(0, idLength + 1) + octets.slice(idLength + 1 + text.length));
  }

  /** Whether the data starts with `text`, without decoding it. `text` is ASCII. */
  begins(text: string): boolean {
    return this.octets.startsWith(text, this.idLength + 1);
  }
}

/** `epoch.seq` as numbers, without splitting the string: this runs for every event. */
function positionIn(octets: string, length: number): Position | undefined {
  let epoch = 0;
  let number = 0;
  for (let i = 0; i < length; i += 1) {
    const octet = octets.charCodeAt(i);
    if (octet === point) {
      epoch = number;
      number = 0;
    } else if (octet >= 0x30 && octet <= 0x39) number = number * 10 + octet - 0x30;
    else return undefined;
  }
  return epoch === 0 ? undefined : { epoch, seq: number };
}
