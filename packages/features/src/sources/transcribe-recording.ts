import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import type { SpokenSegment } from '@millrace/llm/port';
import type { ExtractedRecord, Reading } from '@millrace/reading/files/extracted';
import type { FileRow } from '../files/files.queries.ts';
import type { Services } from '../services.ts';

/** A record holds what is said in about a minute: long enough to make sense, short enough to listen to. */
const full = { ms: 60_000, chars: 2_000 };

const notConfigured = () =>
  new AppError(
    'invalid',
    'sources.no-transcription',
    'No model for recordings is configured. Set TRANSCRIPTION_MODEL (and TRANSCRIPTION_BASE_URL for a server of your own), restart, then retry this source.',
  );

function asRecord(segments: SpokenSegment[]): ExtractedRecord {
  const text = segments.map((segment) => segment.text).join(' ');
  const [startMs, endMs] = [segments[0]?.startMs, segments.at(-1)?.endMs];
  const place = startMs === undefined || endMs === undefined ? undefined : { kind: 'time' as const, startMs, endMs };
  return { page: null, place, text: text.toWellFormed().replaceAll('\0', '\ufffd'), spans: [], headings: [] };
}

/** Whole segments, joined to records of about a minute. */
function inRecords(segments: SpokenSegment[]): ExtractedRecord[] {
  const records: ExtractedRecord[] = [];
  let open: SpokenSegment[] = [];
  let chars = 0;
  for (const segment of segments.filter(({ text }) => text !== '')) {
    const isLong = (segment.endMs ?? 0) - (open[0]?.startMs ?? 0) > full.ms || chars + segment.text.length > full.chars;
    if (open.length > 0 && isLong) {
      records.push(asRecord(open));
      open = [];
      chars = 0;
    }
    open.push(segment);
    chars += segment.text.length;
  }
  if (open.length > 0) records.push(asRecord(open));
  return records;
}

/** Reads a recording through the endpoint that transcribes; each record has its time. Throws AppError, as the endpoint does too. */
export async function* transcribeRecording(
  services: Services,
  file: FileRow,
  signal: AbortSignal,
): AsyncGenerator<Reading> {
  const endpoint = services.settings.transcription;
  if (!endpoint) throw notConfigured();
  const octets = await buffer(await services.storage.open(file.workspaceId, file.sha256));
  const { name, mediaType } = file;
  const segments = await services.llm.transcribe(endpoint, { octets, name, mediaType, signal });
  const records = inRecords(segments);
  if (records.length === 0) {
    throw new AppError('invalid', 'sources.no-text', 'The model found no speech in this recording.');
  }
  yield { kind: 'opened', totalPages: null };
  yield { kind: 'records', records };
  const timeless = records.every((record) => record.place === undefined);
  const notes = timeless
    ? ['The model that transcribed this recording returned no timestamps, so passages have none.']
    : [];
  yield { kind: 'done', notes, incomplete: false };
}
