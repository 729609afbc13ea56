import { AppError } from '@millrace/contract/app-error';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { limits, overfull } from '../office/check-zip.ts';
import { resolvePart } from '../zip/resolve-part.ts';
import { child, childrenNamed, elementsOf, readXml, type XmlElement } from './xml-tree.ts';

/** What a part refers to. `type` is the last step of the address that names the kind: `header`, `comments`. `part`: its name in the file. */
export type Relation = { id: string; type: string; part: string };

/** The parts of a Word document. Names are found whatever their capitals, as the format demands. */
export type WordPackage = {
  /** The part that is the document, by what the package itself says of it. */
  main: string;
  /** Undefined where there is no such part. Throws AppError invalid for one that cannot be unpacked. */
  open(part: string): Promise<AsyncIterable<Buffer> | undefined>;
  /** The root of a part. Undefined where there is none or where it is no XML: what hangs on it is lost, not the document. */
  xml(part: string): Promise<XmlElement | undefined>;
  relations(part: string): Promise<Relation[]>;
  contentType(part: string): string;
};

export const damaged = (cause?: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This Word document is damaged and cannot be opened. Save it again in Word, then upload the new file.',
    { cause },
  );
const otherKind = () =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This file is a ZIP archive, but not a Word document. Save it again in its program, then upload the new file.',
  );

/** What Word 97 to 2003 wrote, and what Word writes around a document with a password. */
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const locked = () =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This Word document is protected with a password or was saved by Word 97 to 2003. Remove the password, or save it as .docx, then upload it again.',
  );

const key = (name: string): string => name.toLowerCase();

/** The name of an entry as the format writes it; it comes as bytes, unchecked. Throws Error for one that leads out of the archive. */
function nameOf(entry: Entry): string {
  // some programs write backslashes, some begin at the root
  const name = String(entry.fileName).replaceAll('\\', '/').replace(/^\/+/, '');
  if (name.split('/').includes('..')) throw new Error(`an entry leads out of the archive: ${name}`);
  return name;
}

function listEntries(bytes: Buffer): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) return reject(error);
      const entries = new Map<string, Entry>();
      let total = 0;
      zip.on('error', reject);
      zip.on('end', () => resolve({ zip, entries }));
      zip.on('entry', (entry: Entry) => {
        total += entry.uncompressedSize;
        if (entries.size >= limits.entries || entry.uncompressedSize > limits.entryBytes || total > limits.totalBytes)
          return reject(overfull());
        try {
          entries.set(key(nameOf(entry)), entry);
          zip.readEntry();
        } catch (thrown) {
          reject(thrown);
        }
      });
      zip.readEntry();
    });
  });
}

const openEntry = (zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });

/** Opens a ZIP as a Word document. Throws AppError invalid for one that is damaged, far too large when unpacked, or something else. */
export async function openWordPackage(bytes: Buffer): Promise<WordPackage> {
  if (bytes.subarray(0, compound.length).equals(compound)) throw locked();
  const { zip, entries } = await listEntries(bytes).catch((error: unknown) => {
    throw error instanceof AppError ? error : damaged(error);
  });
  const open = async (part: string) => {
    const entry = entries.get(key(part));
    return (
      entry &&
      openEntry(zip, entry).catch((error: unknown) => {
        throw damaged(error);
      })
    );
  };
  const xml = async (part: string) => {
    const stream = await open(part);
    return stream && readXml(stream).catch(() => undefined);
  };
  const types = readTypes(await xml('[Content_Types].xml'));
  const relations = async (part: string): Promise<Relation[]> => {
    const slash = part.lastIndexOf('/') + 1;
    const list = await xml(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    return elementsOf(list).flatMap(({ attributes: { Id: id, Type: type = '', Target: target, TargetMode: mode } }) =>
      id === undefined || target === undefined || mode === 'External'
        ? []
        : [{ id, type: type.slice(type.lastIndexOf('/') + 1), part: resolvePart(part, target) }],
    );
  };
  const candidates = [
    ...(await relations('')).filter(({ type }) => type === 'officeDocument').map(({ part }) => part),
    // a package without its directory: by the kinds of the parts, then by the name that Word gives
    ...types.overrides.filter(([, type]) => /word.*\.main\+xml$/i.test(type)).map(([part]) => part),
    'word/document.xml',
  ];
  const main = candidates.find((part) => entries.has(key(part)));
  if (main === undefined || /(spreadsheet|presentation)/i.test(types.of(main))) throw otherKind();
  return { main, open, xml, relations, contentType: types.of };
}

function readTypes(list: XmlElement | undefined) {
  const overrides = childrenNamed(list, 'Override').map(({ attributes }): [string, string] => [
    resolvePart('', attributes.PartName ?? ''),
    attributes.ContentType ?? '',
  ]);
  const exact = new Map(overrides.map(([part, type]) => [key(part), type]));
  const byEnding = new Map(
    childrenNamed(list, 'Default').map(({ attributes }) => [key(attributes.Extension ?? ''), attributes.ContentType]),
  );
  const of = (part: string): string =>
    exact.get(key(part)) ?? byEnding.get(key(part.slice(part.lastIndexOf('.') + 1))) ?? '';
  return { overrides, of };
}

/** The body of a document as its children come, for those who read it. Throws AppError invalid where it is damaged or no document. */
export async function eachBlock(file: WordPackage, onBlock: (block: XmlElement) => void): Promise<void> {
  const stream = await file.open(file.main);
  if (!stream) throw damaged();
  let root: XmlElement;
  try {
    root = await readXml(stream, { piecewise: 'w:body', onPiece: onBlock });
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
  if (root.name !== 'w:document' || !child(root, 'w:body')) throw otherKind();
}
