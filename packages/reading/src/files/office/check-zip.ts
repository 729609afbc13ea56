import { AppError } from '@millrace/contract/app-error';
import { type Entry, fromBuffer } from 'yauzl';

/** More than any document that people write, and still bearable. */
export const limits = { entries: 10_000, entryBytes: 128 * 1024 * 1024, totalBytes: 256 * 1024 * 1024 };

export const overfull = () =>
  new AppError(
    'invalid',
    'sources.overfull',
    'This file unpacks to far more data than is normal for its kind, so it was not opened. Save it again in its program, then upload the new file.',
  );
const damaged = (cause: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This file is damaged and cannot be opened. Save it again, then upload the new file.',
    {
      cause,
    },
  );

/** Every entry of the directory of a ZIP, in order; an error that `onEntry` throws ends it. */
function eachEntry(octets: Buffer, onEntry: (entry: Entry) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    fromBuffer(octets, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: Entry) => {
        try {
          onEntry(entry);
          zip.readEntry();
        } catch (thrown) {
          reject(thrown);
        }
      });
      zip.readEntry();
    });
  });
}

/**
 * Looks at what a ZIP says of its entries before anything is unpacked; `needed` must be among them. Throws AppError invalid for one
 * that is too large when unpacked, damaged, or another kind of document. An entry that lies about its size meets the memory limit.
 */
export async function checkZip(octets: Buffer, needed: string, kind: string): Promise<void> {
  const names = new Set<string>();
  let total = 0;
  let entries = 0;
  try {
    await eachEntry(octets, (entry) => {
      total += entry.uncompressedSize;
      names.add(entry.fileName);
      if (++entries > limits.entries || entry.uncompressedSize > limits.entryBytes || total > limits.totalBytes)
        throw overfull();
    });
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
  if (!names.has(needed)) {
    throw new AppError(
      'invalid',
      'sources.damaged',
      `This file is a ZIP archive, but not ${kind}. Save it again in its program, then upload the new file.`,
    );
  }
}
