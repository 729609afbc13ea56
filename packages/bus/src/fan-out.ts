import { Listening, type ListeningOptions } from './listening.ts';
import { LoggedEvent } from './logged-event.ts';

export interface Listener {
  onMessage(message: LoggedEvent): void;
  onReconnect(): void;
}

type Channel = { listeners: Set<Listener>; ready: Promise<unknown> };

/** One listening connection, fanned out by channel: one message from Redis, however many watchers there are. */
export class FanOut {
  readonly #listening: Listening;
  readonly #channels = new Map<string, Channel>();

  constructor(options: Pick<ListeningOptions, 'redis' | 'onError' | 'retryMs'>) {
    this.#listening = new Listening({
      ...options,
      onMessage: (name, octets) => {
        const channel = this.#channels.get(name);
        if (channel === undefined) return;
        const message = new LoggedEvent(octets);
        for (const listener of channel.listeners) listener.onMessage(message);
      },
      // what was published in the meantime was missed; only the log has it
      onRestored: () => {
        for (const channel of this.#channels.values()) for (const listener of channel.listeners) listener.onReconnect();
      },
    });
  }

  /** Resolves once Redis has acknowledged, so that nothing published from then on is missed. Returns the function that leaves. */
  async join(name: string, listener: Listener): Promise<() => void> {
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      channel = { listeners: new Set(), ready: this.#listening.subscribe(name) };
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
    this.#listening.unsubscribe(name);
  }

  close(): void {
    this.#listening.close();
  }
}
