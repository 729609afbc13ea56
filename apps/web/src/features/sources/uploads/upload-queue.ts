import type { CsvOptions } from '@millrace/contract/reading/read-options';
import { client } from '../../../trpc.ts';
import { failureOf } from '../../errors/failure.ts';
import { translateError } from '../../language/wording.ts';
import { refreshSources } from '../refresh-sources.ts';
import { addSource } from './add-sources.ts';
import { abandonedFiles, forgetFile, keepFile } from './kept-files.ts';
import { uploadFile } from './upload-file.ts';
import { changeUpload, count, dropUpload, findUpload, putUpload } from './upload-state.ts';

const atOnce = 3;
let lastId = 0;
const waiting: (() => Promise<void>)[] = [];
let active = 0;

type Task = { id: number; workspaceId: string; file: File; key: Promise<string>; alone: boolean; signal: AbortSignal };

const isTable = (file: File): boolean => /\.(csv|tsv|tab)$/i.test(file.name);

/** A task ends when its file is on the server; becoming a source is awaited while the next files are uploaded. */
function drain(): void {
  while (active < atOnce && waiting.length > 0) {
    active += 1;
    void waiting
      .shift()?.()
      .finally(() => {
        active -= 1;
        drain();
      });
  }
}

const forget = (key: Promise<string>) => void key.then(forgetFile);

function refuse({ id, workspaceId, key }: Task, reason: string, isRetryable = false): void {
  forget(key);
  count(workspaceId, { refused: 1 });
  changeUpload(id, { state: 'refused', reason, isRetryable });
}

async function transfer(task: Task): Promise<void> {
  const { id, workspaceId, file, signal } = task;
  if (signal.aborted) return;
  changeUpload(id, { state: 'sending' });
  try {
    const stored = await uploadFile({
      workspaceId,
      file,
      signal,
      onSent: (sent) => changeUpload(id, { sent }),
      onLost: (lost) => changeUpload(id, { state: lost ? 'offline' : 'sending' }),
    });
    changeUpload(id, { sent: file.size, fileId: stored.id, state: 'adding' });
    // a single table opens the import dialog first
    if (task.alone && isTable(file)) {
      forget(task.key);
      changeUpload(id, { state: 'table' });
    } else void add(task, stored.id);
  } catch (error) {
    const { message, retryable } = failureOf(error);
    if (!signal.aborted) refuse(task, message, retryable);
  }
}

async function add(task: Task, fileId: string): Promise<void> {
  const { id, workspaceId, file } = task;
  try {
    const created = await addSource(workspaceId, fileId);
    if ('error' in created)
      return refuse(task, translateError(created.error), created.error.reason === 'files.not-found');
    forget(task.key);
    const { existing, sourceId, title } = created;
    count(workspaceId, { known: existing ? 1 : 0, added: existing ? 0 : 1, addedBytes: file.size });
    if (existing) changeUpload(id, { state: 'known', source: { id: sourceId, title } });
    else dropUpload(id);
  } catch (error) {
    const { message, retryable } = failureOf(error);
    refuse(task, message, retryable);
  }
}

function enqueue(task: Omit<Task, 'id' | 'signal'>): void {
  const { workspaceId, file, key } = task;
  const stop = new AbortController();
  const id = ++lastId;
  waiting.push(() => transfer({ ...task, id, signal: stop.signal }));
  const cancel = () => {
    stop.abort();
    forget(key);
    count(workspaceId, { files: -1, bytes: -file.size });
    dropUpload(id);
  };
  const retry = () => {
    count(workspaceId, { files: -1, bytes: -file.size, refused: -1 });
    dropUpload(id);
    uploadFiles(workspaceId, [file]);
  };
  count(workspaceId, { files: 1, bytes: file.size });
  const { name, size } = file;
  const begin = {
    state: 'waiting' as const,
    sent: 0,
    reason: '',
    isRetryable: false,
    fileId: undefined,
    source: undefined,
  };
  putUpload({ id, workspaceId, name, size, ...begin, cancel, retry });
}

/** Uploads files and makes a source of each, three at a time. Continues on other pages and after a reload. */
export function uploadFiles(workspaceId: string, files: readonly File[]): void {
  for (const file of files) {
    enqueue({ workspaceId, file, key: keepFile(workspaceId, file), alone: files.length === 1 });
  }
  drain();
}

/** Resumes what this browser was uploading when its page was closed or reloaded. */
export async function resumeUploads(workspaceId: string): Promise<void> {
  const kept = await abandonedFiles(workspaceId);
  for (const { key, file } of kept) {
    enqueue({ workspaceId, file, key: Promise.resolve(key), alone: kept.length === 1 });
  }
  drain();
}

/** Makes a second source with the same content. */
export async function addAnyway(id: number): Promise<void> {
  const upload = findUpload(id);
  if (upload?.fileId === undefined) return;
  const { workspaceId, fileId } = upload;
  dropUpload(id);
  await client.sources.create.mutate({ workspaceId, kind: 'file', fileId, again: true });
  count(workspaceId, { known: -1, added: 1 });
  await refreshSources();
}

/** Makes a source of an uploaded table with the chosen options. */
export async function addTable(id: number, options: CsvOptions): Promise<void> {
  const upload = findUpload(id);
  if (upload?.fileId === undefined) return;
  const { workspaceId, fileId, size } = upload;
  const { existing, sourceId, title } = await client.sources.create.mutate({
    workspaceId,
    kind: 'csv',
    fileId,
    ...options,
  });
  count(workspaceId, { known: existing ? 1 : 0, added: existing ? 0 : 1, addedBytes: size });
  if (existing) changeUpload(id, { state: 'known', source: { id: sourceId, title } });
  else dropUpload(id);
  await refreshSources();
}
