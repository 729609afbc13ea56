import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalStorage } from './local-storage.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'storage-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const workspace = '11111111-1111-4111-8111-111111111111';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const fresh = async () => {
  const dir = join(root, randomUUID());
  return { dir, storage: await openLocalStorage({ dir }) };
};
async function* inPieces(bytes: Uint8Array, size = 1000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const files = async (dir: string) =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const limit = { maxBytes: 1_000_000 };

describe('what is put', () => {
  test('comes back byte for byte under its hash, with its first bytes for sniffing', async () => {
    const { dir, storage } = await fresh();
    const bytes = randomBytes(50_123);
    const stored = await storage.put(workspace, inPieces(bytes), limit);
    expect(stored.sha256).toBe(sha256(bytes));
    expect(stored.size).toBe(bytes.length);
    expect(Buffer.from(stored.head).equals(bytes.subarray(0, 8192))).toBe(true);
    expect((await buffer(await storage.open(workspace, stored.sha256))).equals(bytes)).toBe(true);
    const path = await storage.localPath(workspace, stored.sha256);
    expect(path).toBe(join(dir, workspace, stored.sha256.slice(0, 2), stored.sha256));
    expect((await readFile(path)).equals(bytes)).toBe(true);
  });

  test('may be empty', async () => {
    const { storage } = await fresh();
    const stored = await storage.put(workspace, inPieces(new Uint8Array()), limit);
    expect(stored).toMatchObject({ size: 0, sha256: sha256(new Uint8Array()) });
    expect(await buffer(await storage.open(workspace, stored.sha256))).toHaveLength(0);
  });

  test('is accepted at exactly the limit', async () => {
    const { storage } = await fresh();
    expect(await storage.put(workspace, inPieces(randomBytes(5000)), { maxBytes: 5000 })).toMatchObject({ size: 5000 });
  });

  test('is refused one byte above the limit, keeps nothing and reads no further', async () => {
    const { dir, storage } = await fresh();
    let given = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          given += 1000;
          yield randomBytes(1000);
        }
      } finally {
        closed = true;
      }
    }
    await expect(storage.put(workspace, endless(), { maxBytes: 4999 })).rejects.toMatchObject({
      kind: 'invalid',
      reason: 'files.too-large',
    });
    expect(given).toBe(5000);
    expect(closed).toBe(true);
    expect(await files(dir)).toEqual([]);
  });

  test('twice is one object', async () => {
    const { dir, storage } = await fresh();
    const bytes = randomBytes(3000);
    const first = await storage.put(workspace, inPieces(bytes), limit);
    expect(await storage.put(workspace, inPieces(bytes, 7), limit)).toEqual(first);
    expect(await files(dir)).toHaveLength(1);
  });

  test('ten times at once is one whole object', async () => {
    const { dir, storage } = await fresh();
    const bytes = randomBytes(100_000);
    const all = await Promise.all(Array.from({ length: 10 }, () => storage.put(workspace, inPieces(bytes), limit)));
    expect(new Set(all.map((stored) => stored.sha256)).size).toBe(1);
    expect(await files(dir)).toHaveLength(1);
    expect((await buffer(await storage.open(workspace, sha256(bytes)))).equals(bytes)).toBe(true);
  });
});

describe('an upload that does not end', () => {
  test('is dropped when it is aborted, though its sender says nothing more', async () => {
    const { dir, storage } = await fresh();
    const stop = new AbortController();
    async function* stalls() {
      yield randomBytes(1000);
      setImmediate(() => stop.abort());
      await new Promise(() => {});
    }
    await expect(storage.put(workspace, stalls(), { ...limit, signal: stop.signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    expect(await files(dir)).toEqual([]);
  });

  test('is dropped when its sender fails', async () => {
    const { dir, storage } = await fresh();
    async function* breaks() {
      yield randomBytes(1000);
      throw new Error('connection reset');
    }
    await expect(storage.put(workspace, breaks(), limit)).rejects.toThrow('connection reset');
    expect(await files(dir)).toEqual([]);
  });

  test('leaves a draft after a crash that the next start sweeps away once it is old', async () => {
    const { dir } = await fresh();
    const [old, young] = [join(dir, 'tmp', 'old'), join(dir, 'tmp', 'young')];
    await writeFile(old, 'half');
    await writeFile(young, 'half');
    const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(old, twoHoursAgo, twoHoursAgo);
    await openLocalStorage({ dir });
    expect(await readdir(join(dir, 'tmp'))).toEqual(['young']);
  });
});

describe('reading and deleting', () => {
  test('a range brings exactly its bytes, both ends included', async () => {
    const { storage } = await fresh();
    const bytes = randomBytes(10_000);
    const stored = await storage.put(workspace, inPieces(bytes), limit);
    for (const [start, end] of [
      [0, 0],
      [9_999, 9_999],
      [123, 4_567],
      [0, 9_999],
    ] as const) {
      const part = await buffer(await storage.open(workspace, stored.sha256, { start, end }));
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
  });

  test('another workspace does not see the object', async () => {
    const { storage } = await fresh();
    const stored = await storage.put(workspace, inPieces(randomBytes(10)), limit);
    const other = randomUUID();
    await expect(storage.open(other, stored.sha256)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(storage.localPath(other, stored.sha256)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await storage.delete(other, stored.sha256)).toBe(false);
  });

  test('addresses that are not ids never become paths', async () => {
    const { dir, storage } = await fresh();
    await writeFile(join(dir, 'secret'), 'secret');
    const hash = sha256(new Uint8Array());
    for (const id of ['..', '../..', '', 'tmp', `${workspace}/../..`, `${workspace}\0`]) {
      await expect(storage.open(id, hash)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(storage.put(id, inPieces(new Uint8Array(1)), limit)).rejects.toMatchObject({ kind: 'not-found' });
    }
    for (const name of ['../secret', 'secret', '..', hash.toUpperCase(), `${hash}/../../../secret`]) {
      await expect(storage.open(workspace, name)).rejects.toMatchObject({ kind: 'not-found' });
    }
  });

  test('delete says whether there was something, and spares what was put again meanwhile', async () => {
    const { storage } = await fresh();
    const stored = await storage.put(workspace, inPieces(randomBytes(10)), limit);
    const before = new Date(Date.now() - 60_000);
    expect(await storage.delete(workspace, stored.sha256, { lastPutBefore: before })).toBe(false);
    expect(await storage.delete(workspace, stored.sha256)).toBe(true);
    expect(await storage.delete(workspace, stored.sha256)).toBe(false);
    await expect(storage.open(workspace, stored.sha256)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
