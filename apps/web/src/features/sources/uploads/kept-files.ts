import { newId } from '../../../new-id.ts';

/** A file that is still to be uploaded. `tab`: the tab that uploads it; a tab holds a lock of that name as long as it is open. */
export type KeptFile = { key: string; workspaceId: string; file: File; tab: string; keptAt: number };

const maxAgeMs = 24 * 60 * 60 * 1000;
const tab = `millrace uploads ${newId()}`;
let opened: Promise<IDBDatabase> | undefined;
let holding = false;

/** Without locks (pages without TLS) nobody can know whether another tab is still uploading. */
const isPossible = (): boolean => 'indexedDB' in window && 'locks' in navigator;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('millrace-uploads', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files', { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  return new Promise((resolve, reject) => {
    const request = work(db.transaction('files', mode).objectStore('files'));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The lock ends with the tab, however the tab ends. */
function holdTab(): void {
  if (holding) return;
  holding = true;
  void navigator.locks.request(tab, () => new Promise<void>(() => {}));
}

/** Keeps a file in the browser, so that its upload resumes after a reload. Best effort: a full disk keeps nothing. */
export async function keepFile(workspaceId: string, file: File): Promise<string> {
  const key = `${Date.now()} ${Math.random()}`;
  if (!isPossible()) return key;
  holdTab();
  const kept: KeptFile = { key, workspaceId, file, tab, keptAt: Date.now() };
  await inStore('readwrite', (store) => store.put(kept)).catch(() => {});
  return key;
}

export async function forgetFile(key: string): Promise<void> {
  if (isPossible()) await inStore('readwrite', (store) => store.delete(key)).catch(() => {});
}

async function takeAbandoned(workspaceId: string): Promise<KeptFile[]> {
  const { held = [] } = await navigator.locks.query();
  const living = new Set(held.map((lock) => lock.name));
  const all = (await inStore('readonly', (store) => store.getAll())) as KeptFile[];
  const taken: KeptFile[] = [];
  for (const kept of all) {
    if (Date.now() - kept.keptAt > maxAgeMs) await forgetFile(kept.key);
    else if (kept.workspaceId === workspaceId && kept.tab !== tab && !living.has(kept.tab)) {
      await inStore('readwrite', (store) => store.put({ ...kept, tab }));
      taken.push(kept);
    }
  }
  return taken;
}

/** The files of tabs that were closed or reloaded before the upload was complete; this tab takes them over. */
export async function abandonedFiles(workspaceId: string): Promise<KeptFile[]> {
  if (!isPossible()) return [];
  holdTab();
  // two tabs that open at once must not both take them
  return navigator.locks.request('millrace uploads are taken over', () => takeAbandoned(workspaceId)).catch(() => []);
}
