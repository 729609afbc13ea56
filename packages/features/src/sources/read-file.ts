import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { extractSource } from '@millrace/reading/files/extract-source';
import type { Reading } from '@millrace/reading/files/extracted';
import { doubtText } from '@millrace/reading/files/text/doubt-text';
import { readText } from '@millrace/reading/files/text/read-text';
import type { FileRow } from '../files/files.queries.ts';
import type { Services } from '../services.ts';
import { transcribeRecording } from './transcribe-recording.ts';

/**
 * A note of so many octets is read where it is: a process of its own takes 160 ms of CPU, the reading 0.1, and there is nothing
 * in plain text that could take this one down.
 */
const noteBytes = 64 * 1024;
const plainText = new Set(['text/plain', 'text/markdown']);
/** Kinds whose texts give the time of something. */
const mails = new Set(['message/rfc822', 'application/mbox', 'application/vnd.ms-outlook']);

/** What comes out of a file: heard by a model, or read in a process of its own where its kind or its size may be hostile. */
export async function readFile(
  services: Services,
  file: FileRow,
  { options, password, signal }: { options: ReadOptions; password?: string | undefined; signal: AbortSignal },
): Promise<AsyncIterable<Reading>> {
  if (file.mediaType.startsWith('audio/')) return transcribeRecording(services, file, signal);
  const path = await services.storage.localPath(file.workspaceId, file.sha256);
  // a text may be a table by what people say of it
  const mediaType = options.csv && file.mediaType.startsWith('text/') ? 'text/csv' : file.mediaType;
  if (plainText.has(mediaType) && file.size <= noteBytes) return doubtText(readText(path, mediaType, options));
  const timeZone = mails.has(mediaType) ? await timeZoneOf(services, file.workspaceId) : undefined;
  const read = extractSource({ path, mediaType, options, password, timeZone, ...services.settings.extraction, signal });
  // a PDF is measured page by page where it is read, so that it can be read as a picture instead
  return mediaType === 'application/pdf' ? read : doubtText(read);
}

async function timeZoneOf({ db }: Services, workspaceId: string): Promise<string | undefined> {
  const workspace = await db
    .selectFrom('workspaces')
    .where('id', '=', workspaceId)
    .select('timeZone')
    .executeTakeFirst();
  return workspace?.timeZone;
}
