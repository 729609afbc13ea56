import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { asNoRoom } from './no-room.ts';
import { draftPath, noSuchFile } from './object-path.ts';
import type { Drafts } from './port.ts';
import { tooLarge } from './too-large.ts';
import { untilAborted } from './until-aborted.ts';

/** Never truncates: two requests may write the same part of a draft when a sender comes back sooner than its first one is known as gone. */
const openDraft = (path: string): Promise<FileHandle> => open(path, constants.O_RDWR | constants.O_CREAT, 0o600);

async function writeAt(file: FileHandle, octets: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < octets.length; ) {
    const { bytesWritten } = await file.write(octets, done, octets.length - done, position + done);
    done += bytesWritten;
  }
}

/** Drafts as files of the folder `dir`, which is there. */
export function localDrafts(dir: string): Drafts {
  return {
    async write(id, position, octets, { maxBytes, signal }) {
      const file = await openDraft(draftPath(dir, id));
      let written = 0;
      let fault: unknown;
      try {
        for await (const chunk of untilAborted(octets, signal ?? new AbortController().signal)) {
          const fitting = chunk.subarray(0, maxBytes - written);
          await writeAt(file, fitting, position + written);
          written += fitting.length;
          if (fitting.length < chunk.length) throw tooLarge(maxBytes);
        }
      } catch (error) {
        fault = asNoRoom(error);
      }
      await file.sync().finally(() => file.close());
      return fault === undefined ? { written } : { written, fault };
    },

    async open(id, size) {
      const file = await open(draftPath(dir, id), 'r').catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? noSuchFile() : error;
      });
      return file.createReadStream({ end: size - 1 });
    },

    delete: (id) => rm(draftPath(dir, id), { force: true }),
  };
}
