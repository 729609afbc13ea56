import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Database } from '@millrace/db/database';
import { insertFile } from '../files/files.queries.ts';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { sampleFiles } from './sample-files.ts';
import { insertSource, type StartedSource } from './start-ingest.ts';

type Stored = { title: string; name: string; mediaType: string; sha256: string; size: number };

async function store(services: Services, workspaceId: string): Promise<Stored[]> {
  return Promise.all(
    sampleFiles.map(async ({ url, ...sample }) => {
      const { size: maxBytes } = await stat(url);
      const { sha256, size } = await services.storage.put(workspaceId, createReadStream(url), { maxBytes });
      return { ...sample, sha256, size };
    }),
  );
}

/** The contents that the workspace's sources have already. */
async function knownContents(db: Database, workspaceId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('sources')
    .innerJoin('files', 'files.id', 'sources.fileId')
    .where('sources.workspaceId', '=', workspaceId)
    .where('sources.deletedAt', 'is', null)
    .select('files.sha256')
    .execute();
  return new Set(rows.map((row) => row.sha256));
}

/** Adds those of the documents that ship with the product which the workspace does not have. */
export async function addSamples(
  services: Services,
  { workspaceId, createdBy }: { workspaceId: string; createdBy: string | null },
): Promise<{ sources: StartedSource[] }> {
  const samples = await store(services, workspaceId);
  const known = await knownContents(services.db, workspaceId);
  const sources = await withJobs(services, async (trx, start) => {
    const started: StartedSource[] = [];
    for (const { title, ...file } of samples) {
      if (known.has(file.sha256)) continue;
      const fileId = await insertFile(trx, { workspaceId, createdBy, ...file });
      started.push(await insertSource(trx, start, { workspaceId, kind: 'file', title, fileId, createdBy }));
    }
    return started;
  });
  return { sources };
}
