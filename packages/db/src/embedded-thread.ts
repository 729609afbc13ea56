import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';

/** What the thread is started with. `snapshot`: the tar of a data folder to begin with, when the folder is new. */
export type ThreadData = { dataDir: string; snapshot?: Uint8Array<ArrayBuffer> };
export type ThreadRequest = { id: number; do: 'exec'; bytes: Uint8Array } | { id: number; do: 'snapshot' | 'close' };
export type ThreadReply = { ready: true } | { id: number; bytes: Uint8Array } | { id: number; error: string };

const nothing = new Uint8Array();

async function answer(database: PGlite, request: ThreadRequest): Promise<Uint8Array> {
  if (request.do === 'exec') {
    // The reply is a view of WebAssembly memory that the next call overwrites: copy it.
    return new Uint8Array(await database.execProtocolRaw(request.bytes, { throwOnError: false }));
  }
  if (request.do === 'snapshot') return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
  await database.close();
  return nothing;
}

async function serve(port: NonNullable<typeof parentPort>, data: ThreadData): Promise<void> {
  const database = await PGlite.create(data.dataDir, {
    extensions: { vector, pg_trgm },
    ...(data.snapshot && { loadDataDir: new Blob([data.snapshot]) }),
  });
  port.on('message', async (request: ThreadRequest) => {
    const { id } = request;
    try {
      const bytes = await answer(database, request);
      const reply: ThreadReply = { id, bytes };
      port.postMessage(reply, bytes.byteLength > 0 ? [bytes.buffer as ArrayBuffer] : []);
    } catch (error) {
      const reply: ThreadReply = { id, error: error instanceof Error ? error.message : String(error) };
      port.postMessage(reply);
    }
    if (request.do === 'close') port.close();
  });
  const ready: ThreadReply = { ready: true };
  port.postMessage(ready);
}

if (parentPort) await serve(parentPort, workerData as ThreadData);
