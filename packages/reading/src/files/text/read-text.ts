import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { Reading } from '../extracted.ts';
import { decodeText } from './decode-text.ts';
import { normalizeText } from './normalize-text.ts';
import { splitText } from './split-text.ts';

/** Reads Markdown or plain text. Throws AppError invalid when there are only blanks. */
export async function* readText(path: string, mediaType: string, options: ReadOptions = {}): AsyncGenerator<Reading> {
  const { text, note, faulty } = decodeText(await readFile(path), options.encoding);
  if (text.trim() === '') {
    throw new AppError('invalid', 'sources.no-text', 'This file has no text, only whitespace.');
  }
  yield { kind: 'opened', totalPages: null };
  // small texts are read in the worker, past the reading process that normalizes what it sends
  for (const record of splitText(normalizeText(text), { markdown: mediaType === 'text/markdown' }))
    yield { kind: 'record', record };
  yield { kind: 'done', notes: note ? [note] : [], incomplete: false, faulty };
}
