import type { ReadOptions } from '@millrace/contract/read-options';
import type { FileRow } from '../files/files.queries.ts';
import type { Services } from '../services.ts';
import { extractSource } from './extract/extract-source.ts';
import type { ExtractMessage } from './extract/extracted.ts';
import { transcribeRecording } from './transcribe-recording.ts';

type Reading = { options: ReadOptions; signal: AbortSignal };

/** What comes out of a file: heard by a model, or read in a process of its own. */
export async function readFile(
  services: Services,
  file: FileRow,
  { options, signal }: Reading,
): Promise<AsyncIterable<Exclude<ExtractMessage, { kind: 'refused' }>>> {
  if (file.mediaType.startsWith('audio/')) return transcribeRecording(services, file, signal);
  const path = await services.storage.localPath(file.workspaceId, file.sha256);
  // a text may be a table by what people say of it
  const mediaType = options.csv && file.mediaType.startsWith('text/') ? 'text/csv' : file.mediaType;
  return extractSource({ path, mediaType, options, ...services.settings.extraction, signal });
}
