import type { Entry, ZipFile } from 'yauzl';

/** The bytes of an entry. Rejects when it cannot be unpacked, or is larger than `maxBytes` whatever its directory says. */
export function unpackEntry(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const pieces: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes > maxBytes) stream.destroy(new Error('larger than its directory says'));
        else pieces.push(piece);
      });
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(pieces)));
    });
  });
}
