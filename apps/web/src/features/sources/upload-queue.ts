import { useSyncExternalStore } from 'react';
import { client, queryClient, trpc } from '../../trpc.ts';
import { uploadOctets } from './upload-octets.ts';

/** A file on its way. Done ones leave the list: the source itself goes on from there. */
export type Upload = {
  id: number;
  workspaceId: string;
  name: string;
  state: 'waiting' | 'uploading' | 'refused';
  fraction: number;
  reason: string;
  cancel: () => void;
};

const atOnce = 3;
let uploads: readonly Upload[] = [];
let lastId = 0;
const waiting: (() => Promise<void>)[] = [];
let active = 0;
const listeners = new Set<() => void>();

function set(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}
const change = (id: number, part: Partial<Upload>) =>
  set(uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));

export const dismissUpload = (id: number): void => set(uploads.filter((upload) => upload.id !== id));

async function transfer(id: number, workspaceId: string, file: File, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return dismissUpload(id);
  change(id, { state: 'uploading' });
  const onProgress = (fraction: number) => change(id, { fraction });
  try {
    const stored = await uploadOctets({ workspaceId, file, signal, onProgress });
    await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: stored.id });
    await queryClient.invalidateQueries(trpc.sources.list.pathFilter());
    dismissUpload(id);
  } catch (error) {
    if (signal.aborted) dismissUpload(id);
    else change(id, { state: 'refused', reason: error instanceof Error ? error.message : String(error) });
  }
}

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

/** Uploads files and makes a source of each, three at a time. Goes on while one visits other pages. */
export function uploadFiles(workspaceId: string, files: readonly File[]): void {
  const added = files.map((file) => {
    const stop = new AbortController();
    const id = ++lastId;
    waiting.push(() => transfer(id, workspaceId, file, stop.signal));
    const cancel = () => {
      stop.abort();
      dismissUpload(id);
    };
    return { id, workspaceId, name: file.name, state: 'waiting' as const, fraction: 0, reason: '', cancel };
  });
  set([...uploads, ...added]);
  drain();
}

export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
