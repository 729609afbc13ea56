import { AppError } from '@millrace/contract/app-error';
import { type Entry, open, type ZipFile } from 'yauzl';
import type { ExtractMessage } from '../extracted.ts';
import { memberPieces, shownPath } from '../members/member-pieces.ts';
import { entryName } from './entry-name.ts';
import { unpackEntry } from './unpack-entry.ts';

const most = { entries: 20_000, members: 1_000, memberBytes: 128 * 1024 * 1024, totalBytes: 512 * 1024 * 1024 };

/** What systems put into archives beside the files of people. */
const bySystem = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;

const damaged = (cause: unknown) =>
  new AppError(
    'invalid',
    'sources.damaged',
    'This ZIP archive is damaged or cut off and cannot be opened. Pack its files again, then upload the new archive.',
    { cause },
  );

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // names are decoded here: one odd name must not hide all files
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) =>
      error ? reject(damaged(error)) : resolve(zip),
    );
  });
}

/** The files of an archive, without folders and what systems add. Throws AppError invalid for one that is damaged or has too many. */
async function entriesOf(zip: ZipFile): Promise<{ name: string; entry: Entry }[]> {
  const entries: { name: string; entry: Entry }[] = [];
  await new Promise<void>((resolve, reject) => {
    let count = 0;
    zip.on('error', (error) => reject(damaged(error)));
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const name = entryName(entry);
      if (!/[/\\]$/.test(name) && !bySystem.test(name)) entries.push({ name, entry });
      if (++count > most.entries) reject(tooMany());
      else zip.readEntry();
    });
    zip.readEntry();
  });
  return entries;
}

const tooMany = () =>
  new AppError(
    'invalid',
    'sources.overfull',
    `This archive has more than ${most.entries.toLocaleString('en')} entries. Split it into smaller ones, then upload them.`,
  );

/** Why a file is not unpacked; undefined: it is. */
function obstacle({
  entry,
  unpacked,
  members,
}: {
  entry: Entry;
  unpacked: number;
  members: number;
}): string | undefined {
  if ((entry.generalPurposeBitFlag & 1) === 1) return 'encrypted';
  if (entry.uncompressedSize > most.memberBytes || unpacked + entry.uncompressedSize > most.totalBytes) return 'large';
  if (members >= most.members) return 'many';
  return entry.compressionMethod === 0 || entry.compressionMethod === 8 ? undefined : 'packed';
}

const reasons: Record<string, string> = {
  encrypted: 'encrypted. Unpack the archive with its password and add the files',
  large: 'too large to be unpacked here. Add them as files of their own',
  many: `left out: at most ${most.members.toLocaleString('en')} files of an archive are read`,
  packed: 'packed in a way that is not supported. Pack them as a plain ZIP',
  damaged: 'damaged in the archive',
};

/** Unpacks an archive file by file; each is read by whoever takes the messages. What cannot be unpacked is reported by name. */
export async function* readZip(path: string): AsyncGenerator<ExtractMessage> {
  const zip = await openZip(path);
  const entries = await entriesOf(zip);
  yield { kind: 'opened', totalPages: null };
  const left = new Map<string, string[]>();
  const leave = (reason: string, name: string) => left.set(reason, [...(left.get(reason) ?? []), shownPath(name)]);
  let unpacked = 0;
  let members = 0;
  for (const { name, entry } of entries) {
    const reason = obstacle({ entry, unpacked, members });
    const octets = reason ? undefined : await unpackEntry(zip, entry, most.memberBytes).catch(() => undefined);
    if (!octets) {
      leave(reason ?? 'damaged', name);
      continue;
    }
    members++;
    unpacked += octets.length;
    yield* memberPieces({ path: shownPath(name) }, octets);
  }
  const notes = [...left].map(([reason, names]) => {
    const more = names.length > 8 ? ` and ${(names.length - 8).toLocaleString('en')} more` : '';
    return `Not read: ${names.slice(0, 8).join(', ')}${more} (${reasons[reason]}).`;
  });
  if (members === 0) {
    const [only] = left.keys();
    if (left.size === 1 && only === 'encrypted')
      throw new AppError(
        'invalid',
        'sources.password',
        'All files of this archive are protected with a password. Unpack it and add the files.',
      );
    throw new AppError(
      'invalid',
      'sources.no-text',
      ['This archive has no files that can be read.', ...notes].join(' '),
    );
  }
  yield { kind: 'done', notes, incomplete: false, faulty: left.size > 0 };
}
