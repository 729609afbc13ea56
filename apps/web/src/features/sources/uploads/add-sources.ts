import type { CreatedFile } from '@millrace/contract/sources/sources';
import { client } from '../../../trpc.ts';
import { refreshSources } from '../refresh-sources.ts';
import { keepTrying } from './keep-trying.ts';

type Waiting = { fileId: string; resolve: (created: CreatedFile) => void; reject: (error: unknown) => void };

const most = 25;
const pauseMs = 400;
const never = new AbortController().signal;
const waiting = new Map<string, Waiting[]>();
const sending = new Set<string>();

async function send(workspaceId: string, files: Waiting[]): Promise<void> {
  const fileIds = files.map(({ fileId }) => fileId);
  const create = () => client.sources.create.mutate({ workspaceId, kind: 'files', fileIds });
  try {
    const { results = [] } = await keepTrying(create, { signal: never, onLost: () => {} });
    for (const [i, { resolve }] of files.entries()) resolve(results[i] as CreatedFile);
  } catch (error) {
    for (const { reject } of files) reject(error);
  }
  await refreshSources();
}

/** One request at a time: while it is running, the next files gather. */
async function flush(workspaceId: string): Promise<void> {
  const files = waiting.get(workspaceId) ?? [];
  if (files.length === 0 || sending.has(workspaceId)) return;
  sending.add(workspaceId);
  await send(workspaceId, files.splice(0, most));
  sending.delete(workspaceId);
  await flush(workspaceId);
}

/** Makes a source of an uploaded file, together with others uploaded at the same time: 300 files are a dozen requests. */
export function addSource(workspaceId: string, fileId: string): Promise<CreatedFile> {
  return new Promise((resolve, reject) => {
    const files = waiting.get(workspaceId) ?? [];
    waiting.set(workspaceId, files);
    files.push({ fileId, resolve, reject });
    if (files.length === 1) setTimeout(() => void flush(workspaceId), pauseMs);
    if (files.length >= most) void flush(workspaceId);
  });
}
