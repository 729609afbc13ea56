import type { Readable } from 'node:stream';

/** Where bytes live, addressed by the sha256 of their content within a workspace, or within something else that is named by a UUID. */
export interface Storage {
  /**
   * Takes a stream to its end, counting: beyond `maxBytes` it throws AppError('invalid', 'files.too-large') and keeps nothing.
   * The object is durable (fsync, atomic rename) when this resolves; the same content twice is one object.
   * An abort throws AppError('cancelled'), also while the sender is silent, and keeps nothing. After an error `octets` is closed
   * like after a `break`; hand in `stream.values({ preventCancel: true })` where that would cut off an HTTP answer.
   */
  put(
    workspaceId: string,
    octets: AsyncIterable<Uint8Array>,
    options: { maxBytes: number; signal?: AbortSignal },
  ): Promise<StoredObject>;
  /** `start` and `end` (inclusive) are byte positions. Throws AppError('not-found') when there is no such object. */
  open(workspaceId: string, sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** A path that a child process may read; local disk gives the object itself, others a temporary copy. */
  localPath(workspaceId: string, sha256: string): Promise<string>;
  /**
   * True when there was one. With `lastPutBefore` an object that was put again since then stays: its row may not be written yet.
   */
  delete(workspaceId: string, sha256: string, options?: { lastPutBefore?: Date }): Promise<boolean>;
  /** How much can still be stored. */
  freeBytes(): Promise<number>;
  readonly drafts: Drafts;
}

/** Octets that come in several goes, by an id of the caller's (a UUID), until the whole is `put`. */
export interface Drafts {
  /**
   * Writes from `position` on until the stream ends, breaks, or has brought `maxBytes`. What it says to have written is durable, also
   * when `fault` tells that the stream broke or was longer. The same octets at the same position twice are one.
   */
  write(
    id: string,
    position: number,
    octets: AsyncIterable<Uint8Array>,
    options: { maxBytes: number; signal?: AbortSignal },
  ): Promise<{ written: number; fault?: unknown }>;
  /** The first `size` octets. Throws AppError('not-found') when there is no such draft. */
  open(id: string, size: number): Promise<Readable>;
  /** Nothing happens when there is none. */
  delete(id: string): Promise<void>;
}

/** `head`: the first bytes (at most 8192), for sniffing the type. */
export type StoredObject = { sha256: string; size: number; head: Uint8Array };
