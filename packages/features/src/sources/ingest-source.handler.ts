import { AppError } from '@millrace/contract/app-error';
import { ingestSource } from '@millrace/contract/sources/sources';
import type { Trx } from '@millrace/db/database';
import { type FileRow, findFile } from '../files/files.queries.ts';
import { handle, type Work } from '../jobs/handle.ts';
import type { SourceRow } from '../records/source-row.ts';
import { embedBeside } from './embed-beside.ts';
import { embeddedOf } from './embed-source.ts';
import { type Extracted, extractKnowledge } from './extract-knowledge.ts';
import { Intake } from './intake.ts';
import { requireSource } from './require-source.ts';
import { withoutVectorsInWords } from './without-vectors.ts';

type Task = Work<typeof ingestSource>;

/**
 * Reads a source into records and chunks, each searchable by its words as soon as its batch is stored, and gives the chunks vectors
 * beside the reading.
 */
export const ingestSourceHandler = handle(ingestSource, async (task) => {
  const { progress, step, services } = task;
  const { source, file } = await begin(task);
  const intake = new Intake(task, source);
  const cleared = Promise.withResolvers<void>();
  const reading = step('extract', () => extractKnowledge(task, { file, intake, onCleared: cleared.resolve }));
  // told below, once what goes on beside has ended too
  reading.catch(() => {});
  // no vectors for what the reading is about to take away
  await Promise.race([cleared.promise, reading]);
  const vectors = await embeddedOf(services, source.id);
  let extracted: Extracted | undefined;
  const tell = () => {
    if (!extracted) return intake.setEmbedded(vectors.embedded);
    progress({
      phase: 'embedding',
      ...countsOf(extracted, file),
      embedded: Math.min(vectors.embedded, extracted.chunks),
    });
  };
  const embedding = embedBeside(task, reading, vectors, tell);
  embedding.catch(() => {});
  extracted = await reading.catch(async (error: unknown) => {
    await embedding;
    throw error;
  });
  tell();
  await embedding;
  const { records, chunks, skipped, complete, reason } = extracted;
  progress({ phase: 'finishing', ...countsOf(extracted, file), embedded: chunks });
  await task.write((trx) => finish(trx, source.id, reason));
  return { status: complete ? ('ready' as const) : ('partial' as const), records, chunks, skipped };
});

const countsOf = ({ pages, chunks }: Extracted, { mediaType }: FileRow) => ({
  pages,
  totalPages: mediaType === 'application/pdf' ? pages : null,
  chunks,
});

async function begin({ run, payload, services, write }: Task): Promise<{ source: SourceRow; file: FileRow }> {
  return write(async (trx) => {
    const source = await requireSource(trx, payload.sourceId);
    if (source.runId !== run.id)
      throw new AppError('conflict', 'sources.newer-run', 'A newer run is reading this source.');
    const file =
      source.fileId === null ? undefined : await findFile(trx, { workspaceId: source.workspaceId, id: source.fileId });
    if (file === undefined)
      throw new AppError('invalid', 'sources.file-gone', 'The file of this source no longer exists. Upload it again.');
    await trx
      .updateTable('sources')
      .set({ status: 'processing', reason: null, updatedAt: services.clock() })
      .where('id', '=', source.id)
      .execute();
    return { source, file };
  });
}

async function finish(trx: Trx, sourceId: string, missing: string | null): Promise<void> {
  const reason = [missing, await withoutVectorsInWords(trx, sourceId)].filter(Boolean).join(' ') || null;
  const { title } = await trx
    .updateTable('sources')
    .set({ reason })
    .where('id', '=', sourceId)
    .returning('title')
    .executeTakeFirstOrThrow();
  // it may have been renamed while it was read
  await trx.updateTable('chunks').set({ title }).where('sourceId', '=', sourceId).where('title', '!=', title).execute();
}
