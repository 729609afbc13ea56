import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import {
  type CreatedFile,
  type CreatedSource,
  type createSourceInput,
  maxTextLength,
} from '@millrace/contract/sources/sources';
import type { z } from 'zod';
import { cleanTitle, nameOfText } from '../files/clean-title.ts';
import { insertFile } from '../files/files.queries.ts';
import { storageLeft } from '../files/storage-limit.ts';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { createFile, createFiles } from './create-file-sources.ts';
import { insertSource } from './start-ingest.ts';

export type NewSource = z.output<typeof createSourceInput> & { createdBy: string | null };
function crawlOf(source: Extract<NewSource, { kind: 'site' | 'urls' }>): { title: string; options: CrawlOptions } {
  const { respectRobots, title } = source;
  if (source.kind === 'site') {
    const { url, maxPages, maxDepth, include, exclude, maxVariants = maxPages, languages } = source;
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
  const room = await storageLeft(services, source);
  if (octets.length > room.bytes) throw room.noRoom();
  const { sha256, size } = await services.storage.put(
    source.workspaceId,
    (async function* () {
      yield octets;
    })(),
    { maxBytes: maxTextLength * 4 },
  );
  return { sha256, size, mediaType: 'text/markdown', name: nameOfText(title) };
}

async function createText(services: Services, source: Extract<NewSource, { kind: 'text' }>): Promise<CreatedSource> {
  const { workspaceId, createdBy } = source;
  const title = cleanTitle(source.title);
  const file = await storeText(services, source, title);
  const started = await withJobs(services, async (trx, start) => {
    const fileId = await insertFile(trx, { workspaceId, createdBy, ...file });
    return insertSource(trx, start, { workspaceId, kind: 'text', title, fileId, createdBy });
  });
  return { ...started, title, existing: false };
}

async function createCrawl(
  services: Services,
  source: Extract<NewSource, { kind: 'site' | 'urls' }>,
): Promise<CreatedSource> {
  const { workspaceId, kind, createdBy } = source;
  const crawl = crawlOf(source);
  const title = cleanTitle(crawl.title);
  const row = { workspaceId, kind, title, fileId: null, createdBy, options: crawl.options };
  const started = await withJobs(services, (trx, start) => insertSource(trx, start, row));
  return { ...started, title, existing: false };
}

/** Adds to what the workspace knows; source, run and queue entry exist together or not at all. */
export async function createSource(
  services: Services,
  source: NewSource,
): Promise<CreatedSource & { results?: CreatedFile[] }> {
  switch (source.kind) {
    case 'text':
      return createText(services, source);
    case 'site':
    case 'urls':
      return createCrawl(services, source);
    case 'files':
      return createFiles(services, source);
    case 'file': {
      const { csv, encoding, hidden, ...file } = source;
      return createFile(services, { ...file, options: { csv, encoding, hidden } });
    }
    case 'csv': {
      const { workspaceId, createdBy, fileId, title, again, kind: _, ...csv } = source;
      return createFile(services, { workspaceId, createdBy, fileId, title, again, options: { csv } });
    }
  }
}
