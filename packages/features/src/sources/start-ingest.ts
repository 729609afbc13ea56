import { type CrawlOptions, crawlSite } from '@millrace/contract/crawl/crawl';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { isCrawled } from '@millrace/contract/sources/source-verbs';
import { ingestSource, type SourceView } from '@millrace/contract/sources/sources';
import type { Trx } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { Start } from '../jobs/start-job.ts';

export type StartedSource = { sourceId: string; runId: string };

type Again = {
  /** Of a crawl: what had failed is tried too. Else only what waits is read. */
  retryFailures?: boolean;
  /** Of all else: the run before, whose finished steps are not done again if it did not succeed. */
  goesOnFrom?: string | null;
};

/** Starts the work on a source that is there and makes it the source's own run. At most one is active. */
export async function startIngest(
  trx: Trx,
  start: Start,
  source: { id: string; workspaceId: string; kind: string; title: string; createdBy: string | null },
  { retryFailures: again = true, goesOnFrom = null }: Again = {},
): Promise<string> {
  const { id: sourceId, workspaceId, createdBy, title } = source;
  const about = {
    workspaceId,
    createdBy,
    subject: { kind: 'source' as const, id: sourceId, title },
    uniqueKey: `source:${sourceId}`,
  };
  const runId = isCrawled(source)
    ? await start(crawlSite, { sourceId, again }, about)
    : await start(ingestSource, { sourceId }, { ...about, goesOnFrom });
  await trx
    .updateTable('sources')
    .set({ runId, status: 'queued', reason: null, pausedAt: null })
    .where('id', '=', source.id)
    .execute();
  return runId;
}

/** A source and its run, inside the caller's transaction. */
export async function insertSource(
  trx: Trx,
  start: Start,
  source: {
    workspaceId: string;
    kind: SourceView['kind'];
    title: string;
    fileId: string | null;
    createdBy: string | null;
    options?: ReadOptions | CrawlOptions;
  },
): Promise<StartedSource> {
  const { options, ...row } = source;
  const said = options && Object.values(options).some((value) => value !== undefined);
  const values = { ...row, options: said ? toJson(options) : null };
  const { id } = await trx.insertInto('sources').values(values).returning('id').executeTakeFirstOrThrow();
  return { sourceId: id, runId: await startIngest(trx, start, { id, ...source }) };
}
