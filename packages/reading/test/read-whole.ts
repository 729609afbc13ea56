import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExtractedRecord, ExtractMessage } from '../src/files/extracted.ts';

/** All that a reader finds in a file of these bytes, in this process. `text`: all records, apart by empty lines. */
export async function readWhole(
  reader: (path: string) => AsyncIterable<ExtractMessage>,
  content: Buffer | string,
): Promise<{ records: ExtractedRecord[]; notes: string[]; text: string }> {
  const path = join(tmpdir(), randomUUID());
  await writeFile(path, content);
  const records: ExtractedRecord[] = [];
  let notes: string[] = [];
  try {
    for await (const message of reader(path)) {
      if (message.kind === 'record') records.push(message.record);
      if (message.kind === 'records') records.push(...message.records);
      if (message.kind === 'done') notes = message.notes;
    }
  } finally {
    await rm(path);
  }
  return { records, notes, text: records.map((record) => record.text).join('\n\n') };
}
