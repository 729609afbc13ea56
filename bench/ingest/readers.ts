import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { extractSource } from '@millrace/features/retrieval';
import { parse } from 'csv-parse';

const run = promisify(execFile);

/** As the worker reads a file: in a process of its own, every message taken. Returns how many records came. */
export async function readAsProduct(path: string, mediaType: string): Promise<number> {
  let records = 0;
  const { signal } = new AbortController();
  for await (const message of extractSource({ path, mediaType, memoryMb: 512, timeoutMs: 1_800_000, signal })) {
    if (message.kind === 'records') records += message.records.length;
    if (message.kind === 'record') records += 1;
  }
  return records;
}

/** csv-parse and nothing else, each row let go. */
export async function parseBare(path: string): Promise<number> {
  let rows = 0;
  const parser = parse({
    on_record: () => {
      rows++;
      return null;
    },
  });
  parser.resume();
  const ended = new Promise<void>((resolve, reject) => parser.once('end', resolve).once('error', reject));
  createReadStream(path).pipe(parser);
  await ended;
  return rows;
}

/** With the places of words, which citations need as well. */
export const pdfToText = (path: string): Promise<unknown> => run('pdftotext', ['-bbox', path, '/dev/null']);

export const hasPdfToText = (): Promise<boolean> =>
  run('pdftotext', ['-v']).then(
    () => true,
    () => false,
  );
