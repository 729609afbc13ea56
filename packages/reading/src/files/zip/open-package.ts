import { AppError } from '@millrace/contract/app-error';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { checkZip } from '../office/check-zip.ts';
import { parseXml, type XmlElement } from '../xml/xml-tree.ts';
import { unpackEntry } from './unpack-entry.ts';

/** A part that unpacks to more than this is no text of a document. */
const partBytes = 128 * 1024 * 1024;

const damaged = (kind: string, cause?: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    `This file is damaged and cannot be opened as ${kind}. Save it again in its program, then upload the new file.`,
    { cause },
  );

/** A document that is a ZIP of parts, such as those of Office, OpenDocument and EPUB. */
export type Package = {
  /** The names of all parts, in the order of the archive. */
  names: string[];
  /** Undefined: there is none of this name. Throws AppError invalid for one that cannot be unpacked. */
  part(name: string): Promise<Buffer | undefined>;
  xml(name: string): Promise<XmlElement | undefined>;
};

/** `needed` must be among the parts; `kind` is said of a file that is something else: `a presentation`. */
export async function openPackage(octets: Buffer, needed: string, kind: string): Promise<Package> {
  await checkZip(octets, needed, kind);
  return listParts(octets, kind);
}

/** A package whose main part is not known yet: `checkZip` must follow before more than its directory is read. */
export async function listParts(octets: Buffer, kind: string): Promise<Package> {
  const { zip, entries } = await listEntries(octets).catch((error: unknown) => {
    throw damaged(kind, error);
  });
  const part = async (name: string) => {
    const entry = entries.get(name);
    if (!entry) return undefined;
    if ((entry.generalPurposeBitFlag & 1) === 1) throw locked();
    return unpackEntry(zip, entry, partBytes).catch((error: unknown) => {
      throw damaged(kind, error);
    });
  };
  return {
    names: [...entries.keys()],
    part,
    async xml(name) {
      const found = await part(name);
      return found && parseXml(found);
    },
  };
}

export const locked = () =>
  new AppError(
    'invalid',
    'sources.password',
    'This file is protected with a password. Remove the password, then upload it again.',
  );

function listEntries(octets: Buffer): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  return new Promise((resolve, reject) => {
    fromBuffer(octets, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) return reject(error);
      const entries = new Map<string, Entry>();
      zip.on('error', reject);
      zip.on('end', () => resolve({ zip, entries }));
      zip.on('entry', (entry: Entry) => {
        if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
