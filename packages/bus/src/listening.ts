import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { RedisOptions } from 'ioredis';
import { type Reply, RespReader } from './resp-reader.ts';

export type ListeningOptions = {
  /** The address as parsed by ioredis. */
  redis: RedisOptions;
  /** Each character of `octets` is one byte. */
  onMessage(channel: string, octets: string): void;
  /** Connected and listening again: what was published in the meantime was missed. */
  onRestored(): void;
  onError(error: unknown): void;
  retryMs(times: number): number;
};

const readSize = 64 * 1024;

/** The first letters of what Redis sends. */
const letters = { message: 0x6d, subscribe: 0x73, error: 0x2d };

/** The connection is pinged this often; after two intervals without an answer it counts as dead. */
const pingMs = 4_000;

/** One connection to Redis that only listens. It reconnects automatically and then listens to the same channels again. */
export class Listening {
  readonly #options: ListeningOptions;
  readonly #names = new Set<string>();
  /** Subscriptions that wait for acknowledgement, oldest first. */
  readonly #waiting = new Map<string, PromiseWithResolvers<void>[]>();
  readonly #watchdog = setInterval(() => this.#ping(), pingMs).unref();
  #socket: Socket | undefined;
  #ready = false;
  #wasReady = false;
  #heard = false;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ListeningOptions) {
    this.#options = options;
    this.#connect();
  }

  /** Resolves once Redis has acknowledged; rejects when it cannot be reached. */
  subscribe(name: string): Promise<void> {
    this.#names.add(name);
    return this.#say(name);
  }

  unsubscribe(name: string): void {
    this.#names.delete(name);
    if (this.#ready) this.#socket?.write(command('UNSUBSCRIBE', name));
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#watchdog);
    clearTimeout(this.#retry);
    this.#socket?.destroy();
    this.#rejectAll(new Error('The bus was closed'));
  }

  #say(name: string): Promise<void> {
    const acknowledged = Promise.withResolvers<void>();
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), acknowledged]);
    if (this.#ready) this.#socket?.write(command('SUBSCRIBE', name));
    return acknowledged.promise;
  }

  #connect(): void {
    const reader = new RespReader((reply) => this.#take(reply));
    const socket = open(this.#options.redis, (octets) => {
      this.#heard = true;
      reader.read(octets);
    });
    const { tls, username, password } = this.#options.redis;
    this.#socket = socket.setNoDelay();
    let failure: unknown;
    socket.on(tls ? 'secureConnect' : 'connect', () => {
      if (password) socket.write(username ? command('AUTH', username, password) : command('AUTH', password));
      socket.write(command('PING'));
    });
    socket.on('error', (error) => {
      failure = error;
      this.#options.onError(error);
    });
    socket.on('close', () => this.#onClose(failure));
    this.#heard = true;
  }

  #onClose(failure: unknown): void {
    // a broken connection is tried once more before waiting subscriptions are rejected
    if (!this.#ready) this.#rejectAll(failure ?? new Error('Redis closed the connection'));
    this.#ready = false;
    if (this.#closed) return;
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#connect(), this.#options.retryMs(this.#failures));
  }

  #rejectAll(error: unknown): void {
    const waiting = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }

  #take({ octets, starts, ends }: Reply): void {
    const [kindAt = 0, nameAt = 0, from = 0] = starts;
    const [kindEnd = 0, nameEnd = 0, to = 0] = ends;
    const kind = octets[kindAt];
    if (starts.length === 3 && kind === letters.message) {
      this.#options.onMessage(octets.toString('utf8', nameAt, nameEnd), octets.toString('latin1', from, to));
    } else if (starts.length === 3 && kind === letters.subscribe) {
      this.#acknowledge(octets.toString('utf8', nameAt, nameEnd));
    } else if (starts.length === 1 && octets[kindAt - 1] === letters.error) {
      this.#onRefused(new Error(`Redis refused: ${octets.toString('utf8', kindAt, kindEnd)}`));
    } else if (starts.length === 2 || octets.toString('latin1', kindAt, kindEnd) === 'PONG') this.#onPong();
  }

  #acknowledge(name: string): void {
    const waiting = this.#waiting.get(name);
    waiting?.shift()?.resolve();
    if (waiting?.length === 0) this.#waiting.delete(name);
  }

  /** For example, Redis is still loading its data or the password is wrong: until it is ready we reconnect, and the answer may change. */
  #onRefused(error: Error): void {
    if (this.#ready) this.#rejectAll(error);
    else this.#socket?.destroy(error);
  }

  /** The first one shows that Redis accepts commands. */
  #onPong(): void {
    if (this.#ready) return;
    const restored = this.#wasReady;
    this.#ready = true;
    this.#wasReady = true;
    this.#failures = 0;
    for (const [name, all] of this.#waiting) for (const _ of all) this.#socket?.write(command('SUBSCRIBE', name));
    const again = [...this.#names].filter((name) => !this.#waiting.has(name)).map((name) => this.#say(name));
    Promise.all(again).then(
      () => restored && this.#options.onRestored(),
      // it broke again: the next connection restores the subscriptions
      () => {},
    );
  }

  #ping(): void {
    if (!this.#heard) this.#socket?.destroy(new Error('Redis gives no answer'));
    else if (this.#ready) this.#socket?.write(command('PING'));
    this.#heard = false;
  }
}

/** What `take` is given is valid only until it returns: without TLS, everything is read into one reused buffer. */
function open(redis: RedisOptions, take: (octets: Buffer) => void): Socket {
  const { host = '127.0.0.1', port = 6379, path, family, tls } = redis;
  const where = path ? { path } : { host, port, family };
  if (tls) return connectTls({ servername: host, ...where, ...tls }).on('data', take);
  const callback = (length: number, into: Uint8Array) => {
    take((into as Buffer).subarray(0, length));
    return true;
  };
  return connectTcp({ ...where, onread: { buffer: Buffer.allocUnsafe(readSize), callback } });
}

function command(...words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}
