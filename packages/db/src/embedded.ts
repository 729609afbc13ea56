import { Worker } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Pool } from 'pg';
import type { BackendMessage } from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';
import type { ThreadData, ThreadReply, ThreadRequest } from './embedded-thread.ts';
import { rowTypes } from './row-types.ts';
import { sharePool } from './share-pool.ts';

export type EmbeddedDatabase = {
  pool: Pool;
  /** The whole data folder as a tar, as it is now; `openEmbedded` takes it for a new folder. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends the pool, shuts the database down and ends its thread. */
  close(): Promise<void>;
};

/**
 * PostgreSQL in this process (PGlite, with vector and pg_trgm), on a thread of its own, so that a long query does not hold the event
 * loop. `dataDir` is a folder, made when missing (the first start takes seconds), or `memory://`. Nothing keeps a second process from
 * opening the same folder and spoiling it: the caller holds a lock.
 */
export async function openEmbedded(data: ThreadData): Promise<EmbeddedDatabase> {
  const thread = await startThread(data);
  const pool = neverDropClient(
    new Pool({
      ...pgConfig(thread.exec),
      types: rowTypes,
      // One connection for ever: the embedded server has a single session. See the README for what else must not be set.
      max: 1,
      idleTimeoutMillis: 0,
    }),
  );
  sharePool(pool, 1);
  // The only error an idle connection can have is the end of the thread, and the next query reports that.
  pool.on('error', () => {});
  return {
    pool,
    snapshot: () => thread.call({ do: 'snapshot' }),
    async close() {
      await pool.end();
      await thread.call({ do: 'close' });
      await thread.end();
    },
  };
}

/**
 * `pool.query` of pg drops its client after an SQL error. A second client on the embedded server would then read the first one's
 * trailing messages as its own: wrong rows. So the client is released as healthy, whatever its query came to.
 */
function neverDropClient(pool: Pool): Pool {
  const query = async (...args: Parameters<Pool['query']>) => {
    const client = await pool.connect();
    try {
      return await client.query(...args);
    } finally {
      client.release();
    }
  };
  pool.query = query as unknown as Pool['query'];
  return pool;
}

/** What PGlite's bridge to pg asks of a PGlite, answered by the thread. */
function pgConfig(exec: (bytes: Uint8Array) => Promise<Uint8Array>) {
  const shim = {
    waitReady: Promise.resolve(),
    async execProtocolStream(bytes: Uint8Array): Promise<BackendMessage[]> {
      const reply = await exec(bytes);
      const messages: BackendMessage[] = [];
      if (reply.length > 0) {
        const octets = Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength);
        new Parser().parse(octets, (message) => messages.push(message));
      }
      return messages;
    },
  };
  return createPgConfig(shim as unknown as PGlite);
}

type Waiting = { resolve(bytes: Uint8Array<ArrayBuffer>): void; reject(error: Error): void };
type RequestBody = ThreadRequest extends infer R ? (R extends ThreadRequest ? Omit<R, 'id'> : never) : never;

async function startThread(data: ThreadData) {
  const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let dead: Error | undefined;
  const ready = Promise.withResolvers<void>();

  const die = (error: Error) => {
    dead ??= error;
    ready.reject(dead);
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  worker.on('error', (cause) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    die(new Error(`The embedded database failed: ${why}`, { cause }));
  });
  worker.on('exit', () => die(new Error('The embedded database has stopped.')));
  worker.on('message', (reply: ThreadReply) => {
    if ('ready' in reply) return ready.resolve();
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('error' in reply) caller?.reject(new Error(`The embedded database failed: ${reply.error}`));
    else caller?.resolve(reply.bytes as Uint8Array<ArrayBuffer>);
  });

  const call = (body: RequestBody): Promise<Uint8Array<ArrayBuffer>> =>
    new Promise((resolve, reject) => {
      if (dead) return reject(dead);
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...body } satisfies ThreadRequest);
    });
  await ready.promise;
  return { call, exec: (bytes: Uint8Array) => call({ do: 'exec', bytes }), end: () => worker.terminate() };
}
