import { AppError } from '@millrace/contract/app-error';
import type { ingestSource } from '@millrace/contract/sources/sources';
import { missingInWords } from '@millrace/reading/files/missing-pages';
import { type FileRow, setShownFile } from '../files/files.queries.ts';
import type { Work } from '../jobs/handle.ts';
import { clearRecords, returnRecords } from '../records/keep-edits.ts';
import type { Intake } from './intake.ts';
import { readFile } from './read-file.ts';
import { requireSource } from './require-source.ts';
import { passwordOf, readOptionsOf } from './source-options.ts';

type Task = Work<typeof ingestSource>;

/** A picture of 1920 pixels has less, whatever is on it. */
const maxShownBytes = 10 * 1024 * 1024;

/** What the step leaves for later attempts. `reason`: what did not come in, in words. `complete`: nothing is missing. */
export type Extracted = {
  pages: number;
  records: number;
  chunks: number;
  skipped: number;
  complete: boolean;
  reason: string | null;
};

/** Keeps what is shown in place of a picture. Should the row not be written, the octets are dropped with the file. */
async function showPicture(
  { services, write }: Task,
  file: FileRow,
  { base64, mediaType }: { base64: string; mediaType: string },
): Promise<void> {
  const octets = Buffer.from(base64, 'base64');
  const parts = (async function* () {
    yield octets;
  })();
  const { sha256, size } = await services.storage.put(file.workspaceId, parts, { maxBytes: maxShownBytes });
  await write((trx) => setShownFile(trx, file.id, { sha256, size, mediaType }));
}

function noText({ blank, pages }: Intake, notes: string[]): AppError {
  if (blank.length === pages && pages > 0) {
    return new AppError('invalid', 'sources.no-text', 'All pages of this PDF are blank.');
  }
  const message =
    'No text was found in this PDF, neither as a text layer nor by OCR in its pictures. Upload a sharper scan, or one with a text layer.';
  return new AppError('invalid', 'sources.no-text', [message, ...notes].join(' '));
}

/**
 * Reads the file of a source into records and chunks. It starts from nothing: what an earlier attempt left is wiped, but for what
 * people made of it. Throws AppError invalid when nothing could be read; when only a part could, it says what is missing.
 */
export async function extractKnowledge(
  task: Task,
  { file, intake, onCleared }: { file: FileRow; intake: Intake; onCleared: () => void },
): Promise<Extracted> {
  const { services, write } = task;
  const { source } = intake;
  await write(async (trx) => {
    await requireSource(trx, source.id);
    await clearRecords(trx, source.id);
  });
  onCleared();
  let end: { notes: string[]; incomplete: boolean; faulty?: boolean } = { notes: [], incomplete: false };
  let stopped: string | null = null;
  try {
    for await (const message of await readFile(services, file, {
      options: readOptionsOf(source) ?? {},
      password: passwordOf(services, source),
      signal: task.signal,
    })) {
      if (message.kind === 'opened') intake.totalPages = message.totalPages;
      else if (message.kind === 'record') await intake.take(message.record);
      else if (message.kind === 'records') await intake.takeAll(message.records);
      else if (message.kind === 'picture') await showPicture(task, file, message);
      else if (message.kind === 'unreadable') intake.skip(message.page);
      else if (message.kind === 'blank') intake.passBlank(message.page);
      else end = message;
    }
  } catch (error) {
    // half a document that took too long is worth more than none
    if (!(error instanceof AppError) || error.kind !== 'invalid' || intake.counts.records === 0) throw error;
    stopped = error.message;
  }
  if (intake.counts.records === 0) throw noText(intake, end.notes);
  await intake.store();
  await write(async (trx) => {
    await requireSource(trx, source.id);
    await returnRecords(trx, source, { mediaType: file.mediaType, maxChars: services.llm.embedder.maxChars });
  });
  const { withoutText, unreadable } = intake;
  const { notes, incomplete, faulty = false } = end;
  const complete = intake.counts.skipped === 0 && !incomplete && !faulty && stopped === null;
  return {
    ...intake.counts,
    complete,
    reason: missingInWords({ withoutText, unreadable, incomplete, stopped, notes }),
  };
}
