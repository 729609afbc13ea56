import { useSyncExternalStore } from 'react';

/** A file that is being uploaded. It leaves the list when it becomes a source, which then shows its own progress. */
export type Upload = {
  id: number;
  workspaceId: string;
  name: string;
  size: number;
  sent: number;
  /** `table`: a single table whose import options are asked for. `known`: a source with the same bytes exists. `offline`: waiting for the connection. */
  state: 'waiting' | 'sending' | 'offline' | 'adding' | 'refused' | 'known' | 'table';
  reason: string;
  /** Defined once the file is on the server. */
  fileId: string | undefined;
  /** The source that has the same bytes. */
  source: { id: string; title: string } | undefined;
  /** Whether another attempt may succeed: what the file itself is refused for stays. */
  isRetryable: boolean;
  cancel: () => void;
  retry: () => void;
};

/** How the uploads of a workspace ended since the summary was last dismissed. */
export type Tally = { files: number; bytes: number; added: number; addedBytes: number; known: number; refused: number };

type Snapshot = { uploads: readonly Upload[]; tallies: ReadonlyMap<string, Tally> };

/** Hundreds of files change many times per second; the screen need not. */
const quietMs = 100;
const nothing: Tally = { files: 0, bytes: 0, added: 0, addedBytes: 0, known: 0, refused: 0 };

const uploads = new Map<number, Upload>();
const tallies = new Map<string, Tally>();
const listeners = new Set<() => void>();
let snapshot: Snapshot = { uploads: [], tallies: new Map() };
let isReported = true;

function changed(): void {
  if (!isReported) return;
  isReported = false;
  setTimeout(() => {
    isReported = true;
    snapshot = { uploads: [...uploads.values()], tallies: new Map(tallies) };
    for (const listener of listeners) listener();
  }, quietMs);
}

export function putUpload(upload: Upload): void {
  uploads.set(upload.id, upload);
  changed();
}

/** Does nothing if the upload was cancelled meanwhile. */
export function changeUpload(id: number, part: Partial<Upload>): void {
  const upload = uploads.get(id);
  if (upload) putUpload({ ...upload, ...part });
}

export function dropUpload(id: number): void {
  uploads.delete(id);
  changed();
}

export const findUpload = (id: number): Upload | undefined => uploads.get(id);

export function count(workspaceId: string, more: Partial<Tally>): void {
  const tally = { ...(tallies.get(workspaceId) ?? nothing) };
  for (const [name, value] of Object.entries(more)) tally[name as keyof Tally] += value;
  tallies.set(workspaceId, tally);
  changed();
}

/** Removes the summary and the rows of rejected files and duplicates. */
export function dismissAll(workspaceId: string): void {
  tallies.delete(workspaceId);
  for (const { id, workspaceId: of, state } of uploads.values())
    if (of === workspaceId && (state === 'refused' || state === 'known')) uploads.delete(id);
  changed();
}

const isMoving = ({ state }: Upload): boolean => ['waiting', 'sending', 'offline', 'adding'].includes(state);

export type Uploads = { all: Upload[]; moving: Upload[]; tally: Tally };

export function useUploads(workspaceId: string): Uploads {
  const { uploads: every, tallies: counted } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
  const all = every.filter((upload) => upload.workspaceId === workspaceId);
  return { all, moving: all.filter(isMoving), tally: counted.get(workspaceId) ?? nothing };
}
