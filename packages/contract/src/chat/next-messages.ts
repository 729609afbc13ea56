import { z } from 'zod';
import { type PersonView, sendMessageInput } from './chat.ts';
import { mostNextMessages } from './next-message-limit.ts';

export { mostNextMessages } from './next-message-limit.ts';

export const addNextMessageInput = sendMessageInput.omit({ afterId: true, attachmentIds: true });
export const nextMessageInput = z.object({ nextId: z.uuid() });
export const editNextMessageInput = nextMessageInput.extend({ text: sendMessageInput.shape.text });
/** `to`: the place that it shall have, counted from 0. */
export const moveNextMessageInput = nextMessageInput.extend({
  to: z
    .int()
    .min(0)
    .max(mostNextMessages - 1),
});

/** A message that is sent when its turn comes. */
export type NextMessageView = { id: string; text: string; author: PersonView | null };
/** How the answer ended after which no more is sent by itself. */
export const nextPauses = ['stopped', 'interrupted', 'failed'] as const;
export type NextPause = (typeof nextPauses)[number];
/** What waits in a conversation, in order, and why it does not go on. */
export type NextMessagesView = { items: NextMessageView[]; paused: NextPause | null };
