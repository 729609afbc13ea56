import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import type { CreatedFile, CreatedSource } from '@millrace/contract/sources/sources';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { cleanTitle, titleOfFile } from '../files/clean-title.ts';
import { type FileRow, findUploadedFile } from '../files/files.queries.ts';
import { type Start, withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';
import { startAgain } from './retry-source.ts';
import { findSameContent } from './sources.queries.ts';
import { insertSource } from './start-ingest.ts';

type Adding = { workspaceId: string; createdBy: string | null; again?: boolean };
type NewFileSource = Adding & { title?: string; options?: ReadOptions };

const noFile = () => new AppError('not-found', 'files.not-found', 'This file does not exist in this workspace.');

/** Two uploads of the same octets at once must not both find that there is no source of them. */
const oneByOne = (trx: Trx, workspaceId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`sources of ${workspaceId}`}, 0))`.execute(trx);

/** The source that is there already; one that had failed or was stopped is read again. */
async function findExisting(
  trx: Trx,
  start: Start,
  file: FileRow,
  createdBy: string | null,
): Promise<CreatedSource | undefined> {
  const source = await findSameContent(trx, file);
  if (!source) return undefined;
  const found = { sourceId: source.id, title: source.title, existing: true };
  const ended = source.status === 'failed' || source.status === 'cancelled';
  if (source.runId !== null && !ended) return { ...found, runId: source.runId };
  return { ...found, ...(await startAgain(trx, start, source, createdBy)) };
}

/** A title or a way of reading was said: then it is not just the same again. */
function isOfItsOwn({ title, options: { csv, encoding, hidden } = {} }: NewFileSource): boolean {
  return [title, encoding, hidden, ...Object.values(csv ?? {})].some((value) => value !== undefined);
}

async function addFile(trx: Trx, start: Start, file: FileRow, source: NewFileSource): Promise<CreatedSource> {
  const { workspaceId, createdBy, options } = source;
  const existing = (source.again ?? isOfItsOwn(source)) ? undefined : await findExisting(trx, start, file, createdBy);
  if (existing) return existing;
  const title = source.title ? cleanTitle(source.title) : titleOfFile(file.name);
  const row = { workspaceId, kind: 'file' as const, title, fileId: file.id, createdBy, options };
  return { ...(await insertSource(trx, start, row)), title, existing: false };
}

/** Makes a source of an uploaded file, unless the workspace has one of the same octets and no second one is asked for. */
export function createFile(services: Services, source: NewFileSource & { fileId: string }): Promise<CreatedSource> {
  const { workspaceId, fileId } = source;
  return withJobs(services, async (trx, start) => {
    await oneByOne(trx, workspaceId);
    const file = await findUploadedFile(trx, { workspaceId, id: fileId });
    if (!file) throw noFile();
    if (source.options?.csv && !file.mediaType.startsWith('text/')) throw noTable();
    return addFile(trx, start, file, source);
  });
}

const noTable = () =>
  new AppError('invalid', 'sources.no-table', 'This file is not delimited text (.csv, .tsv). Add it as a file.');

/** The same for many at once; what cannot be added does not hold up the others. Throws not-found when none of them is there. */
export async function createFiles(
  services: Services,
  source: Adding & { fileIds: string[] },
): Promise<CreatedSource & { results: CreatedFile[] }> {
  const { workspaceId, fileIds } = source;
  const results = await withJobs(services, async (trx, start) => {
    await oneByOne(trx, workspaceId);
    const all: CreatedFile[] = [];
    for (const fileId of fileIds) {
      const file = await findUploadedFile(trx, { workspaceId, id: fileId });
      if (file) all.push({ fileId, ...(await addFile(trx, start, file, source)) });
      else all.push({ fileId, error: { reason: noFile().reason, message: noFile().message } });
    }
    return all;
  });
  const first = results.find((result) => 'sourceId' in result);
  if (!first) throw noFile();
  const { sourceId, runId, title, existing } = first;
  return { sourceId, runId, title, existing, results };
}
