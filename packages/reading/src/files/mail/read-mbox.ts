import { createReadStream } from 'node:fs';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { attachmentPieces, attachmentsOf, inlineNotes } from './mail-attachments.ts';
import { openMail } from './open-mail.ts';

/** A mail that is larger is not held in memory. */
const mostBytes = 64 * 1024 * 1024;
const mostNotes = 10;

/** The line that begins a mail: from whom, and when it was kept. Quoted ones in the text have a `>` before them. */
const separator = /^From .*\b\d{1,2}:\d{2}.*\b\d{4}\b/;

/** The lines of a file, with their ends; a letter each octet, so that nothing is decoded yet. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(path, { encoding: 'latin1', highWaterMark: 256 * 1024 })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
  }
  if (rest !== '') yield rest;
}

/** The octets of each mail in order; undefined: it is too large. */
async function* mailsOf(path: string): AsyncGenerator<Buffer | undefined> {
  let lines: string[] = [];
  let bytes = 0;
  let isOpen = false;
  let isAfterBlank = true;
  const mail = () => (bytes > mostBytes ? undefined : Buffer.from(lines.join(''), 'latin1'));
  for await (const line of linesOf(path)) {
    if (isAfterBlank && separator.test(line)) {
      if (isOpen) yield mail();
      [lines, bytes, isOpen] = [[], 0, true];
    } else if (isOpen) {
      bytes += line.length;
      if (bytes > mostBytes) lines = [];
      else lines.push(line.replace(/^>(>*From )/, '$1'));
    } else if (line.trim() !== '') {
      throw new AppError(
        'invalid',
        'sources.damaged',
        'This file is not an MBOX: it does not begin with a line “From …”. Export it again.',
      );
    }
    isAfterBlank = line.trim() === '';
  }
  if (isOpen) yield mail();
}

/** Reads a mailbox mail by mail, each with its subject as title and its time, and what is attached. */
export async function* readMbox(path: string, timeZone?: string): AsyncGenerator<ExtractMessage> {
  yield { kind: 'opened', totalPages: null };
  const unread: number[] = [];
  const notes: string[] = [];
  let number = 0;
  let read = 0;
  for await (const octets of mailsOf(path)) {
    number++;
    const called = `Mail ${number.toLocaleString('en')}`;
    try {
      if (!octets) throw new AppError('invalid', 'sources.too-large', 'It is too large.');
      // a mail without headers begins with the empty line behind them, which would be taken for none
      const bare = octets[0] === 0x0a || octets[0] === 0x0d;
      const mail = await openMail(
        bare ? Buffer.concat([Buffer.from('MIME-Version: 1.0\n'), octets]) : octets,
        timeZone,
      );
      if (mail.records.length === 0) throw new AppError('invalid', 'sources.no-text', 'It is empty.');
      for (const record of mail.records) yield { kind: 'record', record: { ...record, title: record.title || called } };
      const attachments = attachmentsOf(mail);
      yield* attachmentPieces(attachments, mail.title || called);
      notes.push(...[...mail.notes, ...inlineNotes(attachments)].map((note) => `${called}: ${note}`));
      read++;
    } catch (error) {
      // what the parser throws is of this mail alone
      if (!(error instanceof Error)) throw error;
      unread.push(number);
    }
  }
  if (read === 0) throw new AppError('invalid', 'sources.no-text', 'This mailbox has no email that can be read.');
  yield { kind: 'done', notes: notesOf(notes, unread), incomplete: false, faulty: unread.length > 0 };
}

function notesOf(notes: string[], unread: number[]): string[] {
  const all = notes.slice(0, mostNotes);
  if (notes.length > mostNotes)
    all.push(`There are ${(notes.length - mostNotes).toLocaleString('en')} more such notes.`);
  if (unread.length > 0) {
    const numbers = `${unread.slice(0, 20).join(', ')}${unread.length > 20 ? ', …' : ''}`;
    all.unshift(
      unread.length === 1
        ? `One email was not read because it is damaged, empty or too large: number ${numbers}.`
        : `${unread.length.toLocaleString('en')} emails were not read because they are damaged, empty or too large: numbers ${numbers}.`,
    );
  }
  return all;
}
