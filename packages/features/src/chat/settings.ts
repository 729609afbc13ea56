import type { z } from 'zod';
import { yesOrNo } from '../env-values.ts';

const env = { CHAT_TITLES: yesOrNo.default(true) };

/** `titles`: a model finds titles for conversations. */
export type ChatSettings = { titles: boolean };

export const chatSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): ChatSettings => ({ titles: given.CHAT_TITLES }),
};
