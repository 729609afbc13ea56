import type { Position } from './event-id.ts';
import type { LoggedEvent } from './logged-event.ts';

/** Takes what comes. A promise asks for time: what comes meanwhile waits, and when it is too much is read from the log later. */
export interface Receiver {
  event(event: LoggedEvent): void | Promise<void>;
  /**
   * What the watcher asked for is no longer (or not yet) in the log from its position on: it must take a snapshot from the row; what
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
 * What stands in the log for the last `count` entries, the one that is appended among them, if `last` is the newest there: a reader who
 * has seen some of them gets all of them again, so it must be harmless to hear a thing twice.
 */
export type Block = { data: string; count: number; last: Position };

export interface Bus {
  /**
   * Appends to the channel's log and announces, atomically, fenced: a writer of an attempt older than the newest seen is refused.
   * Calls of one event-loop turn travel together; at most one batch is in flight.
   */
  append(channel: string, attempt: number, data: string, block?: Block): Promise<AppendResult>;
  /** Announces without a log (signals such as "cancel"); lost when nobody listens. */
  signal(channel: string, data: string): Promise<void>;
  onSignal(channel: string, listener: (data: string) => void): Promise<() => void>;
  /** Joins without a gap: listens, reads the log after `after`, drops what was seen, goes live. Returns the way out. */
  join(channel: string, position: JoinAt, receiver: Receiver): () => void;
  /** The whole log as it stands, oldest first; undefined when there is none or its beginning is gone. */
  readLog(channel: string): Promise<LoggedEvent[] | undefined>;
  close(): Promise<void>;
}

/** `after`: the last event that was received. `live`: without one, start with what comes from now on instead of the whole log. */
export type JoinAt = { after?: string; live?: boolean };
