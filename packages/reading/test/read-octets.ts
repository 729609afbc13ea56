import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractSource } from '../src/files/extract-source.ts';
import type { ExtractedRecord, Reading } from '../src/files/extracted.ts';

/** Reads octets as a file of this kind, in the reading process, as in life. */
export async function readOctets(mediaType: string, content: Buffer | string) {
  const dir = await mkdtemp(join(tmpdir(), 'reading-'));
  const path = join(dir, 'file');
  await writeFile(path, content);
  const records: ExtractedRecord[] = [];
  const unreadable: number[] = [];
  let end: Extract<Reading, { kind: 'done' }> | undefined;
  const { signal } = new AbortController();
  try {
    for await (const message of extractSource({ path, mediaType, memoryMb: 512, timeoutMs: 60_000, signal })) {
      if (message.kind === 'record') records.push(message.record);
      if (message.kind === 'records') records.push(...message.records);
      if (message.kind === 'unreadable') unreadable.push(message.page);
      if (message.kind === 'done') end = message;
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  const text = records.map((record) => record.text).join('\n');
  return {
    records,
    unreadable,
    text,
    notes: end?.notes ?? [],
    faulty: end?.faulty ?? false,
    incomplete: end?.incomplete,
  };
}
