import { readAttachment } from '@millrace/contract/attachments/attachments';
import type { ServerFace } from '../face.ts';
import { attachmentsRouter } from './attachments.router.ts';
import { endReading } from './end-reading.ts';
import { purgeAttachments } from './purge-attachments.ts';

export const attachmentsServer = {
  router: { attachments: attachmentsRouter },
  endings: [{ definition: readAttachment, onEnd: endReading }],
  housekeeping: [{ when: 'regularly', work: purgeAttachments }],
} satisfies ServerFace;
