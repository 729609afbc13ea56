import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePdf, textPdf } from '../../test/make-pdf.ts';
import { type ExtractOptions, extractSource } from './extract-source.ts';

// A reading process that is lost, in each way there is: who reads beside it and who comes after it notice nothing.

let dir: string;
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'lost-readers-')));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Far more pages than a reader sends ahead: it is in the middle of its work until all are taken. */
const pages = 200;
const long = textPdf(Array.from({ length: pages }, (_, i) => `Page ${i}. ${'Some words of it. '.repeat(20)}`));

async function open(octets: Buffer, limits: Partial<ExtractOptions> = {}) {
  const path = join(dir, randomUUID());
  await writeFile(path, octets);
  const { signal } = new AbortController();
  const ordinary = { mediaType: 'application/pdf', memoryMb: 512, timeoutMs: 60_000, signal };
  return { path, messages: extractSource({ path, ...ordinary, ...limits }) };
}
type Reading = Awaited<ReturnType<typeof open>>;

async function pagesOf({ messages }: Reading): Promise<number> {
  let records = 0;
  for await (const message of messages) if (message.kind === 'record') records++;
  return records;
}

/** The process that may read this file, which its command line names; undefined when there is none. */
async function readerOf({ path }: Reading): Promise<number | undefined> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--allow-fs-read=${path}\0`)) return Number(pid);
  }
  return undefined;
}

type Loss = { how: string; octets: Buffer; limits?: Partial<ExtractOptions>; signal?: NodeJS.Signals; error: object };
const bomb = () => makePdf([{ lines: [], packed: deflateSync(Buffer.alloc(400_000_000, 32), { level: 1 }) }]);
const crashed = {
  kind: 'internal',
  reason: 'sources.reader-stopped',
  message: expect.stringContaining('the reader stopped unexpectedly'),
};

describe.runIf(process.platform === 'linux')('a reader that', () => {
  test.each<Loss>([
    { how: 'reaches into foreign memory', octets: long, signal: 'SIGSEGV', error: crashed },
    { how: 'gives up', octets: long, signal: 'SIGABRT', error: crashed },
    {
      how: 'hangs',
      octets: long,
      limits: { timeoutMs: 2_000 },
      // no instruction of it runs any more: nothing in it can end it
      signal: 'SIGSTOP',
      error: {
        kind: 'invalid',
        reason: 'sources.too-slow',
        message: expect.stringContaining('the limit of 2 seconds'),
      },
    },
    {
      how: 'eats memory',
      octets: bomb(),
      limits: { memoryMb: 200 },
      error: {
        kind: 'invalid',
        reason: 'sources.too-much-memory',
        message: expect.stringContaining('the limit of 200 MB'),
      },
    },
  ])('$how ends only itself, with the reason in words', async ({ octets, limits, signal, error }) => {
    const beside = await open(long);
    await beside.messages.next();
    const lost = await open(octets, limits);
    const lose = async () => {
      if (signal) {
        await lost.messages.next();
        process.kill((await readerOf(lost)) ?? Number.NaN, signal);
      }
      return pagesOf(lost);
    };
    await expect(lose()).rejects.toMatchObject(error);
    await expect.poll(() => readerOf(lost)).toBeUndefined();
    expect(await pagesOf(await open(long))).toBe(pages);
    expect(await pagesOf(beside)).toBe(pages);
  });
});
