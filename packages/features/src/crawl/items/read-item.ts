import { AppError } from '@millrace/contract/app-error';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import type { Services } from '../../services.ts';
import type { Item } from '../frontier.queries.ts';
import type { Outcome } from './read-answer.ts';
import { recordsOfFile } from './store-item.ts';

/** An item and what became of it, with what a file holds that was met on the way. */
export type Read = { item: Item; outcome: Outcome; records?: ExtractedRecord[] };

/** Reads the file of an item, where it is one and has changed. Pages have been read already. */
export async function readItem(services: Services, item: Item, outcome: Outcome, signal: AbortSignal): Promise<Read> {
  if (outcome.kind !== 'file' || outcome.hash === item.contentHash) return { item, outcome };
  try {
    const records = await recordsOfFile(services, outcome.file, item, signal);
    if (records.length > 0) return { item, outcome, records };
    const reason = 'This file has no text that can be read.';
    return { item, outcome: { kind: 'skip', code: 'no-text', reason } };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error;
    return { item, outcome: { kind: 'fail', code: error.reason, reason: error.message } };
  }
}
