import type { Position } from './event-id.ts';
import type { LoggedEvent } from './logged-event.ts';

/**
 * Receives events. A promise asks the bus to wait: events in the meantime are buffered, or read from the log later if there are too many.
 */
export interface Receiver {
  event(event: LoggedEvent): void | Promise<void>;
  /**
   * The events after the watcher's position are no longer (or not yet) in the log: it must take a snapshot from the row; what
   * follows are the events from the oldest that the log still has.
   */
  gap(): void | Promise<void>;
  /** The log cannot be read; nothing follows. */
  fail(error: unknown): void;
}

export type AppendResult =
  /** `restarted`: the log was empty though earlier events of this attempt had been appended (Redis lost it). */
  { outcome: 'appended'; position: Position; restarted: boolean } | { outcome: 'fenced' };

/**
 * Replaces the last `count` entries of the log, including the one that is appended, if `last` is the newest there: a reader that
 * has seen some of them gets all of them again, so receiving an event twice must be harmless.
 */
export type Block = { data: string; count: number; last: Position };

export interface Bus {
  /**
   * Appends to the channel log and publishes, atomically and fenced: a writer of an attempt older than the newest seen is rejected.
   * Calls of one tick are sent together; at most one batch is in flight.
   */
  append(channel: string, attempt: number, data: string, block?: Block): Promise<AppendResult>;
  /** Publishes without a log (signals such as "cancel"); lost when nobody listens. */
  signal(channel: string, data: string): Promise<void>;
  onSignal(channel: string, listener: (data: string) => void): Promise<() => void>;
  /** Joins without a gap: listens, reads the log after `after`, drops what was seen, goes live. Returns the function that leaves. */
  join(channel: string, position: JoinAt, receiver: Receiver): () => void;
  /** Forgets the log: nobody can read again what is in it, and every watcher has a gap before the next event. */
  forget(channel: string): Promise<void>;
  /** The whole log, oldest first; undefined when there is none or its beginning is missing. */
  readLog(channel: string): Promise<LoggedEvent[] | undefined>;
  close(): Promise<void>;
}

/** `after`: the last event that was received. `live`: without `after`, start with new events instead of the whole log. */
export type JoinAt = { after?: string; live?: boolean };
