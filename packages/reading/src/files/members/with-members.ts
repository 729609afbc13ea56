import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage, Reading } from '../extracted.ts';
import { readText } from '../text/read-text.ts';
import { kindOfMember } from './kind-of-member.ts';
import { MemberNotes } from './member-notes.ts';
import { pagesLeft, placedIn } from './placed-in.ts';

export type MessageOfReader = Exclude<ExtractMessage, { kind: 'refused' | 'recognizing' | 'again' }>;
type Messages = AsyncGenerator<MessageOfReader>;
type Member = { file: string; path: string; mediaType: string | undefined };

/** All files within a file, however nested, come to no more than this. */
export const mostWithin = { members: 5_000, bytes: 1024 ** 3 };

/** So deep archives and mails may lie in each other. */
const maxDepth = { 'application/zip': 1, 'message/rfc822': 3, 'application/vnd.ms-outlook': 3, 'application/mbox': 1 };
const isIn = <Key extends string>(known: Record<Key, number>, key: string): key is Key => Object.hasOwn(known, key);

/** A note of so many octets is read where it is: a process of its own takes a thousand times as long. */
const noteBytes = 64 * 1024;

export type MemberReading = {
  /** Reads a file in a process of its own. */
  read: (file: { path: string; mediaType: string }) => Messages;
  signal: AbortSignal;
  /** What may still be unpacked; counted down. */
  left: { members: number; bytes: number };
};

/** The octets of files within, one after the other, in a file of their own that is gone in the end. */
class MemberFile {
  #folder: string | undefined;
  bytes = 0;

  async add(octets: Buffer): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'member-'));
    this.bytes += octets.length;
    await appendFile(this.path, octets);
  }

  get path(): string {
    return join(this.#folder ?? '', 'octets');
  }

  async clear(): Promise<void> {
    this.bytes = 0;
    if (this.#folder) await rm(this.path, { force: true });
  }

  async remove(): Promise<void> {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }
}

/**
 * The records of a file and of the files within it, each read by the reader of its kind in a process of its own. A record of one has its
 * path as its place. What cannot be read is reported by its path.
 */
export async function* withMembers(messages: Messages, reading: MemberReading, depth = 0): AsyncGenerator<Reading> {
  const notes = new MemberNotes();
  const file = new MemberFile();
  let records = 0;
  let members = 0;
  try {
    for await (const message of messages) {
      if (message.kind === 'member') {
        const octets = Buffer.from(message.base64, 'base64');
        reading.left.bytes -= octets.length;
        const isTooMuch = reading.left.bytes < 0 || reading.left.members <= 0;
        if (!isTooMuch) await file.add(octets);
        if (!message.last) continue;
        members++;
        reading.left.members--;
        const { path, mediaType } = message;
        if (isTooMuch) notes.unread(path, 'Together, the files within are too many or too large.', { faulty: true });
        else
          for await (const found of readMember({ file: file.path, path, mediaType }, { reading, notes, depth })) {
            records++;
            yield found;
          }
        await file.clear();
      } else if (message.kind === 'done') {
        const all = [...message.notes, ...notes.list()];
        if (members === 0) {
          yield message;
          continue;
        }
        if (records === 0) throw nothingRead(all);
        yield { ...message, notes: all, faulty: (message.faulty ?? false) || notes.faulty };
      } else {
        if (message.kind === 'record' || message.kind === 'records') records++;
        yield message;
      }
    }
  } finally {
    await file.remove();
  }
}

const nothingRead = (notes: string[]) =>
  new AppError(
    'invalid',
    'sources.no-text',
    ['No text was found in this file, nor in the files within it.', ...notes].join(' '),
  );

type Around = { reading: MemberReading; notes: MemberNotes; depth: number };
type Records = Extract<Reading, { kind: 'records' }>;

async function* readMember(member: Member, { reading, notes, depth }: Around): AsyncGenerator<Records> {
  const { file, path } = member;
  const found = await kindOfMember(member);
  if ('reason' in found) {
    notes.unread(path, found.reason, { faulty: false });
    return;
  }
  const { kind, size } = found;
  if (isIn(maxDepth, kind) && depth >= maxDepth[kind]) {
    notes.unread(path, 'Archives and emails are opened only down to a certain depth within each other.', {
      faulty: true,
    });
    return;
  }
  const empty: number[] = [];
  const unreadable: number[] = [];
  try {
    const isNote = (kind === 'text/plain' || kind === 'text/markdown') && size <= noteBytes;
    const alone = isNote ? readText(file, kind) : reading.read({ path: file, mediaType: kind });
    for await (const message of withMembers(alone, reading, depth + 1)) {
      if (message.kind === 'record' || message.kind === 'records') {
        const all = message.kind === 'record' ? [message.record] : message.records;
        for (const { page, text } of all) if (page !== null && text.trim() === '') empty.push(page);
        yield { kind: 'records', records: all.map((record) => placedIn(record, path)) };
      } else if (message.kind === 'unreadable') unreadable.push(message.page);
      else if (message.kind === 'done') {
        const { incomplete, faulty = false } = message;
        const cut = incomplete ? ['The end of the file is missing: it may have been cut off.'] : [];
        notes.add(path, [...pagesLeft(empty, unreadable), ...message.notes, ...cut]);
        notes.faulty ||= incomplete || faulty || empty.length + unreadable.length > 0;
      }
    }
  } catch (error) {
    reading.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    // a picture without letters, or an empty document, lacks nothing
    notes.unread(path, error.message, { faulty: error.reason !== 'sources.no-text' });
  }
}
