import { mostTopics, type TopicEvent } from '@millrace/contract/jobs/topic-event';
import type { Topic } from '@millrace/contract/jobs/topics';
import type { TopicMessage, WatchedTopic } from './stream-messages.ts';

/** One topic of a shared stream. */
export type Line = {
  /** Its own within the stream. */
  key: string;
  topic: WatchedTopic;
  /** What it has brought so far; another connection continues after it. */
  lastEventId: string | undefined;
  isLive: boolean;
  hear: (message: TopicMessage) => void;
};

export type ConnectionHandlers = {
  onConnected: () => void;
  onEvent: (id: string, event: TopicEvent) => void;
  /** The connection is lost, or could not be made. */
  onLost: () => void;
  /** Every topic has ended. */
  onEnd: () => void;
};
export type OpenConnection = (topics: Topic[], handlers: ConnectionHandlers) => { unsubscribe: () => void };

/** Tabs that open at the same time share a connection from the beginning. */
const gatherMs = 10;
const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** Topics that nobody watches any more are dropped with the next connection, or after this time with one for that purpose. */
const tidyMs = 5_000;

/**
 * One connection that carries many topics. To take up another one it is opened again, and each topic continues after the last event that
 * it has brought: the server keeps nothing of a connection, so that any of its processes can take the next one.
 */
export class SharedStream {
  readonly #open: OpenConnection;
  readonly #lines = new Map<string, Line>();
  /** The keys that the present connection was opened with. */
  #carried = new Set<string>();
  #connection: { unsubscribe: () => void } | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #tidying: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Counts the connections. */
  #generation = 0;

  constructor(open: OpenConnection) {
    this.#open = open;
  }

  add(line: Line): void {
    this.#lines.set(line.key, line);
    this.#connectIn(gatherMs);
  }

  remove(key: string): void {
    if (!this.#lines.delete(key)) return;
    if (this.#lines.size === 0) this.#close();
    else this.#tidying ??= setTimeout(() => this.#tidy(), tidyMs);
  }

  #connectIn(waitMs: number): void {
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => this.#connect(), waitMs);
  }

  #close(): void {
    clearTimeout(this.#opening);
    clearTimeout(this.#tidying);
    this.#tidying = undefined;
    this.#generation += 1;
    this.#carried = new Set();
    this.#connection?.unsubscribe();
    this.#connection = undefined;
  }

  #tidy(): void {
    this.#tidying = undefined;
    if ([...this.#carried].some((key) => !this.#lines.has(key))) this.#connect();
  }

  #connect(): void {
    this.#close();
    // more than a connection carries: the youngest wait until others have ended
    const lines = [...this.#lines.values()].slice(0, mostTopics);
    if (lines.length === 0) return;
    this.#carried = new Set(lines.map(({ key }) => key));
    // a feed reports from now on; without an event to continue after, some may have been missed in between
    const missing = new Set(lines.filter(({ isLive, lastEventId }) => isLive && lastEventId === undefined));
    const topics = lines.map(({ key, topic, lastEventId }) => ({ key, ...topic, lastEventId }));
    // what an earlier connection still says is for nobody
    const generation = this.#generation;
    const isCurrent = () => this.#generation === generation;
    const opened = this.#open(topics, {
      onConnected: () => {
        if (!isCurrent()) return;
        this.#failures = 0;
        for (const line of lines) this.#enliven(line, missing.has(line));
      },
      onEvent: (id, event) => {
        if (isCurrent()) this.#hear(id, event);
      },
      onLost: () => {
        if (isCurrent()) this.#lose();
      },
      onEnd: () => {
        if (!isCurrent()) return;
        this.#close();
        if (this.#lines.size > 0) this.#connectIn(firstWaitMs);
      },
    });
    if (isCurrent()) this.#connection = opened;
    else opened.unsubscribe();
  }

  #enliven(line: Line, hasMissed: boolean): void {
    if (!this.#lines.has(line.key) || (line.isLive && !hasMissed)) return;
    if (hasMissed) line.hear({ type: 'lost' });
    line.isLive = true;
    line.hear({ type: 'live' });
  }

  #hear(id: string, event: TopicEvent): void {
    const line = this.#lines.get(event.key);
    if (line === undefined) return;
    if ('event' in event) {
      line.lastEventId = id;
      line.hear({ type: 'event', id, event: event.event });
      return;
    }
    this.#lines.delete(line.key);
    line.hear('error' in event ? { type: 'error', error: event.error } : { type: 'ended' });
    this.#takeUpWaiting();
  }

  /** Those that no connection had room for. */
  #takeUpWaiting(): void {
    const isWaiting = [...this.#lines.keys()].some((key) => !this.#carried.has(key));
    if (isWaiting) this.#connectIn(gatherMs);
  }

  #lose(): void {
    this.#close();
    for (const line of this.#lines.values()) {
      line.isLive = false;
      line.hear({ type: 'lost' });
    }
    this.#connectIn(Math.min(longestWaitMs, firstWaitMs * 2 ** this.#failures));
    this.#failures += 1;
  }
}
