import { AppError } from '@millrace/contract/app-error';
import { ingestSource } from '@millrace/contract/sources';
import type { Trx } from '@millrace/db/database';
import { type FileRow, findFile } from '../files/files.queries.ts';
import { handle, type Work } from '../jobs/handle.ts';
import { embeddedOf, embedSource } from './embed-source.ts';
import { endIngest } from './end-ingest.ts';
import { extractKnowledge, requireSource } from './extract-knowledge.ts';

import type { SourceRow } from './sources.queries.ts';

type Task = Work<typeof ingestSource>;

/** Reads a source into records and chunks (searchable by words from then on), then gives the chunks vectors. */
export const ingestSourceHandler = handle(
  ingestSource,
  async (task) => {
    const { progress, step } = task;
    const { source, file } = await begin(task);
    const extracted = await step('extract', () => extractKnowledge(task, source, file));
    const { pages, records, chunks, skipped, complete, reason } = extracted;
    const counts = { pages, totalPages: file.mediaType === 'application/pdf' ? pages : null, chunks };
    const done = await embeddedOf(task.services, source.id);
    const tell = () => progress({ phase: 'embedding', ...counts, embedded: Math.min(done.embedded, chunks) });
    tell();
    await embedSource(task, done.after, (made) => {
      done.embedded += made;
      tell();
    });
    progress({ phase: 'finishing', ...counts, embedded: chunks });
    await task.write((trx) => finish(trx, source.id, reason));
    return { status: complete ? ('ready' as const) : ('partial' as const), records, chunks, skipped };
  },
  { onEnd: endIngest },
);

async function begin({ run, payload, services, write }: Task): Promise<{ source: SourceRow; file: FileRow }> {
  return write(async (trx) => {
    const source = await requireSource(trx, payload.sourceId);
    if (source.runId !== run.id) throw new AppError('conflict', 'sources.newer-run', 'A newer run reads this source.');
    const file =
      source.fileId === null ? undefined : await findFile(trx, { workspaceId: source.workspaceId, id: source.fileId });
    if (file === undefined) throw new AppError('invalid', 'sources.file-gone', 'The file of this source is gone.');
    await trx
      .updateTable('sources')
      .set({ status: 'processing', reason: null, updatedAt: services.clock() })
      .where('id', '=', source.id)
      .execute();
    return { source, file };
  });
}

async function finish(trx: Trx, sourceId: string, reason: string | null): Promise<void> {
  const { title } = await trx
    .updateTable('sources')
    .set({ reason })
    .where('id', '=', sourceId)
    .returning('title')
    .executeTakeFirstOrThrow();
  // it may have been renamed while it was read
  await trx.updateTable('chunks').set({ title }).where('sourceId', '=', sourceId).where('title', '!=', title).execute();
}
