import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { attachmentPieces, attachmentsOf, inlineNotes } from './mail-attachments.ts';
import { openMail } from './open-mail.ts';

/**
 * Reads a mail: who, when, about what, its text, its invitations; then the mails within it, and what is attached. Throws
 * AppError invalid for what is no mail.
 */
export async function* readEml(path: string, timeZone?: string): AsyncGenerator<ExtractMessage> {
  const mail = await openMail(await readFile(path), timeZone).catch((cause: unknown) => {
    const message =
      'This email is damaged and cannot be read. Save it again in the email program, then upload the new file.';
    throw new AppError('invalid', 'sources.damaged', message, { cause });
  });
  yield { kind: 'opened', totalPages: null };
  if (mail.records.length === 0)
    throw new AppError('invalid', 'sources.no-text', 'This file is not an email: it has neither headers nor text.');
  for (const record of mail.records) yield { kind: 'record', record };
  const attachments = attachmentsOf(mail);
  yield* attachmentPieces(attachments, '');
  yield { kind: 'done', notes: [...mail.notes, ...inlineNotes(attachments)], incomplete: false };
}
