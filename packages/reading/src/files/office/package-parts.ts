import { type Entry, fromBuffer } from 'yauzl';
import { resolvePart } from '../zip/resolve-part.ts';

/** A part that refers to others is small. */
const relationBytes = 4 * 1024 * 1024;

/** What a part of an Office document refers to. `type` is the last step of its address, such as `worksheet`; `target` a part's name. */
export type Relation = { id: string; type: string; target: string };

/**
 * The bytes of a part by its name. Undefined where there is none, where it cannot be unpacked, and where it is larger than `maxBytes`
 * or than it says.
 */
export function readPart(bytes: Buffer, name: string, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return resolve(undefined);
      const unpack = (entry: Entry) =>
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return resolve(undefined);
          const pieces: Buffer[] = [];
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('error', () => resolve(undefined));
          stream.on('end', () => resolve(Buffer.concat(pieces)));
        });
      zip.on('error', () => resolve(undefined));
      zip.on('end', () => resolve(undefined));
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName !== name) return zip.readEntry();
        if (entry.uncompressedSize > maxBytes) return resolve(undefined);
        unpack(entry);
      });
      zip.readEntry();
    });
  });
}

/** The name of the part that lists what `part` refers to; '' for the whole document. */
function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

const attribute = (tag: string, name: string): string =>
  (
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
      .exec(tag)
      ?.slice(1)
      .find((value) => value !== undefined) ?? ''
  )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** What a part refers to within the document; none where nothing is listed. */
export async function readRelations(bytes: Buffer, part: string): Promise<Relation[]> {
  const list = await readPart(bytes, relationsPart(part), relationBytes);
  const tags = list?.toString('utf8').match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    if (attribute(tag, 'TargetMode') === 'External') return [];
    const type = attribute(tag, 'Type');
    const target = resolvePart(part, attribute(tag, 'Target'));
    return [{ id: attribute(tag, 'Id'), type: type.slice(type.lastIndexOf('/') + 1), target }];
  });
}

/** The part that an Office document is about, whatever its name is; undefined where the document does not say. */
export async function mainPart(bytes: Buffer): Promise<string | undefined> {
  return (await readRelations(bytes, '')).find(({ type }) => type === 'officeDocument')?.target;
}
