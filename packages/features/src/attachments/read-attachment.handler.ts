import { AppError } from '@millrace/contract/app-error';
import { mostAttachedChars, readAttachment } from '@millrace/contract/attachments/attachments';
import type { AttachedPart } from '@millrace/db/chat-tables';
import { toJson } from '@millrace/db/to-json';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { findFile } from '../files/files.queries.ts';
import { handle } from '../jobs/handle.ts';
import { readFile } from '../sources/read-file.ts';

const between = '\n\n';

/** The text of a file as it grows, page by page, up to what is kept of it. */
class AttachedText {
  text = '';
  readonly parts: AttachedPart[] = [];
  cut = false;

  /** False: it is full, and nothing more need be read. */
  take({ text, page, place }: ExtractedRecord): boolean {
    if (text.trim() === '') return true;
    const start = this.text === '' ? 0 : this.text.length + between.length;
    const room = mostAttachedChars - start;
    if (text.length > room) this.cut = true;
    const kept = text.slice(0, Math.max(0, room));
    if (kept === '') return false;
    this.text += start === 0 ? kept : between + kept;
    this.parts.push({ start, end: start + kept.length, page, ...(place && { place }) });
    return !this.cut;
  }
}

/** Reads an attached file as sources are read, in a process of its own, and keeps its text beside the message. */
export const readAttachmentHandler = handle(
  readAttachment,
  async ({ payload: { attachmentId }, services, run, signal, write }) => {
    const row = await services.db
      .selectFrom('attachments')
      .where('id', '=', attachmentId)
      .select('fileId')
      .executeTakeFirst();
    const file = row && (await findFile(services.db, { workspaceId: run.workspaceId, id: row.fileId }));
    if (file === undefined) throw new AppError('not-found', 'chat.attachment-gone', 'The file was removed.');
    const attached = new AttachedText();
    const notes: string[] = [];
    reading: for await (const message of await readFile(services, file, { options: {}, signal })) {
      if (message.kind === 'done') notes.push(...message.notes);
      else if (message.kind === 'unreadable') notes.push(`Page ${message.page} could not be read.`);
      const records = message.kind === 'record' ? [message.record] : message.kind === 'records' ? message.records : [];
      for (const record of records) if (!attached.take(record)) break reading;
    }
    if (attached.text === '') throw noText();
    if (attached.cut)
      notes.push(
        `Only its first ${mostAttachedChars.toLocaleString('en')} characters are used. Add longer files as sources.`,
      );
    const { text, parts } = attached;
    await write((trx) =>
      trx
        .updateTable('attachments')
        .set({ status: 'ready', text, parts: toJson(parts), note: notes.join(' ') || null })
        .where('id', '=', attachmentId)
        .execute(),
    );
    return { chars: text.length };
  },
);

const noText = () =>
  new AppError(
    'invalid',
    'chat.attachment-empty',
    'There is no text in this file, and none could be recognized in its pictures (OCR).',
  );
