import { createReadStream } from 'node:fs';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { TextEncoding } from '@millrace/contract/reading/text-encodings';
import type { ExtractMessage } from '../extracted.ts';
import { pageList } from '../missing-pages.ts';
import { byteDecoder } from '../text/byte-decoder.ts';
import { detectStreamEncoding } from '../text/detect-encoding.ts';
import { encodingNotes } from '../text/encoding-notes.ts';
import { RowBatch } from './row-batch.ts';
import { type JsonValue, parseJson } from './value-text.ts';

/** A line that is longer is no line: the file is something else. In characters. */
const maxLineChars = 10_000_000;
/** Of so many faulty lines the numbers are kept. */
const mostFaults = 10_000;

/** The lines of a file, whatever its size. Throws AppError invalid for one that is too long. */
async function* linesOf(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = byteDecoder(encoding);
  let rest = '';
  for await (const octets of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const lines = (rest + decoder.decode(octets as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineChars) {
      const most = maxLineChars.toLocaleString('en');
      throw new AppError('invalid', 'sources.row-too-long', `This file has a line of more than ${most} characters.`);
    }
    yield* lines;
  }
  yield rest + decoder.decode();
}

/** Reads a file of one JSON value a line; each is a record with the number of its line. Lines that are no JSON are reported. */
export async function* readJsonLines(path: string, options: ReadOptions): AsyncGenerator<ExtractMessage> {
  const found = await detectStreamEncoding(createReadStream(path), options.encoding);
  yield { kind: 'opened', totalPages: null };
  const batch = new RowBatch();
  const faults: number[] = [];
  let faulty = 0;
  let row = 0;
  for await (const line of linesOf(path, found.encoding)) {
    row++;
    const text = line.trim();
    if (text === '') continue;
    const value = parsedLine(text);
    if (value !== undefined) batch.add(value, { sheet: null, row });
    else if (++faulty <= mostFaults) faults.push(row);
    if (batch.isFull) yield* batch.take();
  }
  yield* batch.take();
  if (batch.count === 0)
    throw new AppError('invalid', 'sources.no-text', 'This file has no line that is a JSON value with content.');
  const isBroken = found.strays !== undefined;
  const notes = encodingNotes(found, isBroken);
  if (faulty > 0) {
    const count = faulty === 1 ? 'One line is' : `${faulty.toLocaleString('en')} lines are`;
    const were = faulty === 1 ? 'was' : 'were';
    notes.push(`${count} not valid JSON and ${were} not read: ${pageList(faults)}.`);
  }
  yield { kind: 'done', notes, incomplete: false, faulty: faulty > 0 || isBroken || found.garbled === true };
}

function parsedLine(line: string): JsonValue | undefined {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
