import type { ErrorView } from '@millrace/contract/app-error';
import type { HubMessage, TabMessage, WatchedTopic } from './stream-messages.ts';

/** What a subscription reports. */
export type Handlers<Event> = {
  onData: (event: { id: string; data: Event }) => void;
  /** Connected: everything from now on is told. */
  onLive: () => void;
  /** The connection is lost and tried again; the subscription stays. */
  onLost: () => void;
  /** Nothing follows. */
  onError: (error: unknown) => void;
};
type Subscribed = { topic: WatchedTopic; handlers: Handlers<unknown> };

/** The hub is asked for a sign of life this often. One that has not answered by the next time is replaced. */
const pingMs = 10_000;

/** A tab's end of the hub: the subscriptions of its page. */
export class StreamLink {
  readonly #connect: (restarts: number) => MessagePort;
  readonly #subscribed = new Map<string, Subscribed>();
  #port: MessagePort | undefined;
  #pinging: ReturnType<typeof setInterval> | undefined;
  #hasAnswered = true;
  #restarts = 0;
  #lastKey = 0;

  /** `connect` gives a channel to a hub. `restarts`: how many have been given up, one after the other, without a word from them. */
  constructor(connect: (restarts: number) => MessagePort) {
    this.#connect = connect;
  }

  /** Watches a topic after an event, or from now on. */
  watch<Event>(
    topic: WatchedTopic,
    lastEventId: string | undefined,
    handlers: Handlers<Event>,
  ): { unsubscribe: () => void } {
    this.#lastKey += 1;
    const key = String(this.#lastKey);
    // the server decides what a topic's events are, and the caller knows
    this.#subscribed.set(key, { topic, handlers: handlers as Handlers<unknown> });
    this.#say({ type: 'watch', key, topic, lastEventId });
    this.#pinging ??= setInterval(() => this.#ping(), pingMs);
    return {
      unsubscribe: () => {
        if (this.#subscribed.delete(key)) this.#say({ type: 'leave', key });
        this.#rest();
      },
    };
  }

  /** The tab is closed, or kept aside by the browser. */
  leave(): void {
    if (this.#subscribed.size > 0) this.#say({ type: 'bye' });
  }

  /** Gives up the hub and lets every subscription begin again after its last event. */
  restart(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#hasAnswered = true;
    this.#restarts += 1;
    const all = [...this.#subscribed.values()];
    this.#subscribed.clear();
    this.#rest();
    for (const { handlers } of all) handlers.onError(new Error('The connection to the other tabs was lost'));
  }

  #say(message: TabMessage): void {
    this.#port ??= this.#begin();
    this.#port.postMessage(message);
  }

  #begin(): MessagePort {
    const port = this.#connect(this.#restarts);
    port.onmessage = ({ data }: MessageEvent<HubMessage>) => this.#hear(data);
    return port;
  }

  #ping(): void {
    if (this.#hasAnswered) {
      this.#hasAnswered = false;
      this.#say({ type: 'ping' });
    } else this.restart();
  }

  #rest(): void {
    if (this.#subscribed.size > 0) return;
    clearInterval(this.#pinging);
    this.#pinging = undefined;
  }

  #hear(message: HubMessage): void {
    this.#hasAnswered = true;
    this.#restarts = 0;
    if (message.type === 'pong') return;
    const handlers = this.#subscribed.get(message.key)?.handlers;
    if (message.type === 'event') handlers?.onData({ id: message.id, data: message.event });
    else if (message.type === 'live') handlers?.onLive();
    else if (message.type === 'lost') handlers?.onLost();
    else {
      this.#subscribed.delete(message.key);
      this.#rest();
      if (message.type === 'error') handlers?.onError(asError(message.error));
    }
  }
}

/** In the form in which a request throws it. */
const asError = (view: ErrorView): Error => Object.assign(new Error(view.message), { data: view });
