import { z } from 'zod';
import { defineJob } from '../jobs/define-job.ts';
import { worded } from '../wording.ts';

export { mostAttachments } from './attachment-limits.ts';

/** What runs call a file of a message. */
export const attachmentSubject = 'attachment';

/** So much of a file's text is kept; the beginning. */
export const mostAttachedChars = 200_000;

export const attachmentInput = z.object({ attachmentId: z.uuid() });

/** Reads a file that somebody has attached to a message. The person waits for it before sending, so it has a lane of its own. */
export const readAttachment = defineJob({
  name: 'chat.read-attachment',
  lane: 'attachments',
  tray: false,
  payload: z.object({ attachmentId: z.uuid() }),
  progress: z.object({}),
  result: z.object({ chars: z.int() }),
  initial: {},
  describe: () => worded('Reading the file…'),
});

export const attachmentStatuses = ['reading', 'ready', 'failed'] as const;
export type AttachmentStatus = (typeof attachmentStatuses)[number];

/** `note`: of one that could not be read why, else what is missing of it. */
export type AttachmentView = {
  id: string;
  name: string;
  size: number;
  /** Its octets are at `/files/{fileId}`. */
  fileId: string;
  status: AttachmentStatus;
  note: string | null;
};
