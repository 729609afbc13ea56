import type { Redis } from 'ioredis';
import { type PlacedEvent, parseEntry } from './event-id.ts';

/** What came, as it came; read as an entry of a log at most once, however many listen. */
export class Message {
  readonly text: string;
  #event: PlacedEvent | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get event(): PlacedEvent {
    this.#event ??= parseEntry(this.text);
    return this.#event;
  }
}

export type Listener = { onMessage(message: Message): void; onReconnect(): void };

type Channel = { listeners: Set<Listener>; ready: Promise<unknown> };

/** One subscriber connection a process, fanned out by channel: one message from Redis however many watch. */
export class FanOut {
  readonly #redis: Redis;
  readonly #channels = new Map<string, Channel>();

  constructor(redis: Redis) {
    this.#redis = redis;
    redis.on('message', (name: string, text: string) => {
      const channel = this.#channels.get(name);
      if (channel === undefined) return;
      const message = new Message(text);
      for (const listener of channel.listeners) listener.onMessage(message);
    });
    // ioredis subscribes again by itself; what was published meanwhile is lost to us, and only the log has it
    let connected = redis.status === 'ready';
    redis.on('ready', () => {
      // the first connection has missed nothing: whoever joined before it was not acknowledged yet
      if (!connected) {
        connected = true;
        return;
      }
      for (const channel of this.#channels.values()) for (const listener of channel.listeners) listener.onReconnect();
    });
  }

  /** Resolves once Redis has acknowledged, so that nothing published from then on is missed. Returns the way out. */
  async join(name: string, listener: Listener): Promise<() => void> {
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      channel = { listeners: new Set(), ready: this.#redis.subscribe(name) };
      this.#channels.set(name, channel);
    }
    channel.listeners.add(listener);
    const leave = () => this.#leave(name, channel, listener);
    try {
      await channel.ready;
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  #leave(name: string, channel: Channel, listener: Listener): void {
    channel.listeners.delete(listener);
    if (channel.listeners.size > 0 || this.#channels.get(name) !== channel) return;
    this.#channels.delete(name);
    this.#redis.unsubscribe(name).catch(() => {
      // the connection is gone, and its subscriptions with it
    });
  }
}
