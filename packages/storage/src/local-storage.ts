import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder, syncFolder } from './durable-folder.ts';
import { localDrafts } from './local-drafts.ts';
import { asNoRoom } from './no-room.ts';
import { noSuchFile, objectPath, workspaceFolder } from './object-path.ts';
import type { Storage } from './port.ts';
import { writeMetered } from './write-metered.ts';

/** A temporary file that nobody has written to for so long has no writer any more: uploads time out long before. */
const orphanAgeMs = 60 * 60 * 1000;
/** Drafts are deleted by whoever began them, within a day; what is left of a crash goes later. */
const draftAgeMs = 3 * 24 * orphanAgeMs;

/** Other processes may be writing beside us, so only what is old goes. */
async function sweepOrphans(folder: string, ageMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > ageMs) await rm(path, { force: true });
  }
}

const absentIsUndefined = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};

/**
 * Objects as files below `dir`, which is created when missing and may be shared by several processes of one machine.
 * Holds nothing open: there is nothing to close.
 */
export async function openLocalStorage(options: { dir: string }): Promise<Storage> {
  const dir = resolve(options.dir);
  // within `dir`, since a rename is atomic only inside one file system
  const temporary = join(dir, 'tmp');
  await makeFolder(temporary);
  await sweepOrphans(temporary, orphanAgeMs);
  const drafts = join(dir, 'drafts');
  await makeFolder(drafts);
  await sweepOrphans(drafts, draftAgeMs);

  return {
    drafts: localDrafts(drafts),

    async put(workspaceId, octets, { maxBytes, signal }) {
      workspaceFolder(dir, workspaceId);
      const draft = join(temporary, randomUUID());
      try {
        const stored = await writeMetered(draft, octets, { maxBytes, signal });
        const path = objectPath(dir, workspaceId, stored.sha256);
        await makeFolder(dirname(path));
        // over an equal object too: that heals a damaged one and renews its age, which `delete` looks at
        await rename(draft, path);
        await syncFolder(dirname(path));
        return stored;
      } catch (error) {
        await rm(draft, { force: true });
        throw asNoRoom(error);
      }
    },

    async freeBytes() {
      const { bavail, bsize } = await statfs(dir);
      return bavail * bsize;
    },

    async open(workspaceId, sha256, range) {
      const file = await open(objectPath(dir, workspaceId, sha256), 'r').catch(absentIsUndefined);
      if (!file) throw noSuchFile();
      return file.createReadStream(range);
    },

    async localPath(workspaceId, sha256) {
      const path = objectPath(dir, workspaceId, sha256);
      if (!(await stat(path).catch(absentIsUndefined))) throw noSuchFile();
      return path;
    },

    async delete(workspaceId, sha256, { lastPutBefore } = {}) {
      const path = objectPath(dir, workspaceId, sha256);
      const found = await stat(path).catch(absentIsUndefined);
      if (!found || (lastPutBefore && found.mtime >= lastPutBefore)) return false;
      await rm(path, { force: true });
      await syncFolder(dirname(path));
      return true;
    },
  };
}
