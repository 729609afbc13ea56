import { z } from 'zod';
import { defineJob, retryPolicies } from '../jobs/define-job.ts';
import { worded } from '../wording.ts';

/** Finds a title for a conversation after its first answer. Nobody waits for it: its question's words stand there until then. */
export const nameConversation = defineJob({
  name: 'chat.name-conversation',
  lane: 'llm',
  tray: false,
  payload: z.object({ conversationId: z.uuid() }),
  progress: z.object({}),
  /** Null: none was found, or a person has named it meanwhile. */
  result: z.object({ title: z.string().nullable() }),
  retry: retryPolicies.answer,
  // a model on this machine may take ten minutes to begin
  softLimitMs: 840_000,
  hardLimitMs: 900_000,
  initial: {},
  describe: () => worded('Finding a title…'),
});
