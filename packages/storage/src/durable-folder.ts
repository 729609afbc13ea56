import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the folder's list of names durable: without it a rename may be forgotten by a power cut though the file was synced. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; NTFS journals names itself
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates a folder with its parents, each durable in the one above. Nothing is synced when it was there. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let path = folder; ; path = dirname(path)) {
    await syncFolder(dirname(path));
    if (path === first) return;
  }
}
