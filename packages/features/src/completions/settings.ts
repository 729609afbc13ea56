import { z } from 'zod';

const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+$/;

const env = {
  V1_CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(/[\s,]+/)
        .filter((each) => each !== '')
        .map((each) => each.toLowerCase().replace(/\/$/, '')),
    )
    .refine(
      (origins) => origins.every((each) => origin.test(each)),
      'must be origins such as https://notes.example.org',
    ),
};

export type CompletionsSettings = {
  /** Origins of other pages that browsers let call /v1, in lower case, without a slash at the end. */
  corsOrigins: string[];
};

export const completionsSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): CompletionsSettings => ({ corsOrigins: given.V1_CORS_ORIGINS }),
};
