import { CFB } from '@e965/xlsx';

/** The container of older documents: streams by their paths from the root. Throws where it is damaged. */
export function readCompoundFile(octets: Buffer): {
  has(path: string): boolean;
  stream(path: string): Buffer | undefined;
} {
  const container = CFB.read(octets, { type: 'buffer' });
  const find = (path: string) => CFB.find(container, `/${path}`);
  return {
    has: (path) => find(path) !== null,
    stream(path) {
      const found = find(path);
      return found ? Buffer.from(found.content as Uint8Array) : undefined;
    },
  };
}
