import { AppError } from '@millrace/contract/app-error';
import { type CrawlOptions, crawlSite } from '@millrace/contract/crawl';
import { isCrawled } from '@millrace/contract/source-verbs';
import {
  type createSourceInput,
  ingestSource,
  maxTextLength,
  type ReadOptions,
  type SourceView,
} from '@millrace/contract/sources';
import type { Trx } from '@millrace/db/database';
import type { z } from 'zod';
import { findFile, insertFile } from '../files/files.queries.ts';
import { type Start, withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { cleanTitle, nameOfText, titleOfFile } from './clean-title.ts';

export type NewSource = z.output<typeof createSourceInput> & { createdBy: string | null };
export type StartedSource = { sourceId: string; runId: string };

/** Starts the work on a source that is there and makes it the source's own run. At most one is active. */
export async function startIngest(
  trx: Trx,
  start: Start,
  source: { id: string; workspaceId: string; kind: string; title: string; createdBy: string | null },
): Promise<string> {
  const runId = await start(
    isCrawled(source) ? crawlSite : ingestSource,
    { sourceId: source.id },
    {
      workspaceId: source.workspaceId,
      createdBy: source.createdBy,
      subject: { kind: 'source', id: source.id, title: source.title },
      uniqueKey: `source:${source.id}`,
    },
  );
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
  const values = { ...row, options: said ? JSON.stringify(options) : null };
  const { id } = await trx.insertInto('sources').values(values).returning('id').executeTakeFirstOrThrow();
  return { sourceId: id, runId: await startIngest(trx, start, { id, ...source }) };
}

function crawlOf(source: Extract<NewSource, { kind: 'site' | 'urls' }>): { title: string; options: CrawlOptions } {
  const { respectRobots, title } = source;
  if (source.kind === 'site') {
    const { url, maxPages, maxDepth, include, exclude, maxVariants, languages } = source;
    return {
      title: title ?? new URL(url).host,
      options: {
        urls: [url],
        followLinks: true,
        maxPages,
        maxDepth,
        include,
        exclude,
        respectRobots,
        maxVariants,
        languages,
      },
    };
  }
  const { urls } = source;
  const [first = ''] = urls;
  const named = urls.length === 1 ? first : `${new URL(first).host} and others (${urls.length} addresses)`;
  return {
    title: title ?? named,
    // a redirect is one more address
    options: {
      urls,
      followLinks: false,
      maxPages: urls.length * 2,
      maxDepth: 0,
      include: [],
      exclude: [],
      respectRobots,
      maxVariants: 100_000,
    },
  };
}

/** A text block becomes a file, so that all kinds of sources take the same way. Pasted text is often Markdown and never hurt by it. */
async function storeText(services: Services, source: Extract<NewSource, { kind: 'text' }>, title: string) {
  const octets = Buffer.from(source.text, 'utf8');
  const { sha256, size } = await services.storage.put(
    source.workspaceId,
    (async function* () {
      yield octets;
    })(),
    { maxBytes: maxTextLength * 4 },
  );
  return { sha256, size, mediaType: 'text/markdown', name: nameOfText(title) };
}

/** Adds a file or a text to what the workspace knows; source, run and queue entry exist together or not at all. */
export async function createSource(services: Services, source: NewSource): Promise<StartedSource> {
  const { workspaceId, createdBy } = source;
  if (source.kind === 'file') {
    const file = await findFile(services.db, { workspaceId, id: source.fileId });
    if (!file) throw new AppError('not-found', 'files.not-found', 'There is no such file in this workspace.');
    const title = source.title ? cleanTitle(source.title) : titleOfFile(file.name);
    const options = { csv: source.csv, encoding: source.encoding };
    return withJobs(services, (trx, start) =>
      insertSource(trx, start, { workspaceId, kind: 'file', title, fileId: file.id, createdBy, options }),
    );
  }
  if (source.kind !== 'text') {
    const { title, options } = crawlOf(source);
    return withJobs(services, (trx, start) =>
      insertSource(trx, start, {
        workspaceId,
        kind: source.kind,
        title: cleanTitle(title),
        fileId: null,
        createdBy,
        options,
      }),
    );
  }
  const title = cleanTitle(source.title);
  const file = await storeText(services, source, title);
  return withJobs(services, async (trx, start) => {
    const fileId = await insertFile(trx, { workspaceId, createdBy, ...file });
    return insertSource(trx, start, { workspaceId, kind: 'text', title, fileId, createdBy });
  });
}
