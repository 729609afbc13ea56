import { z } from 'zod';
import { oneOrMany } from './one-or-many.ts';

const mostTexts = 2_048;
const maxLength = 32_000;
const maxTotal = 600_000;
const inWords = (count: number) => count.toLocaleString('en');

const text = z
  .string('Send texts: token numbers can be read only by the tokenizer that made them')
  .min(1, 'A text must not be empty')
  .max(maxLength, `A text can have at most ${inWords(maxLength)} characters`);

/** OpenAI's `POST /v1/embeddings`. */
export const embeddingsRequest = z.looseObject({
  model: z.string('Name a model, such as "millrace"').min(1).max(200),
  input: oneOrMany(
    z
      .array(text, 'Send a text or an array of texts')
      .min(1, 'Send at least one text')
      .max(mostTexts, `Send at most ${inWords(mostTexts)} texts per request`)
      .refine(
        (texts) => texts.reduce((sum, { length }) => sum + length, 0) <= maxTotal,
        `The texts of a request can have at most ${inWords(maxTotal)} characters together`,
      ),
  ),
  encoding_format: z.enum(['float', 'base64'], 'The encoding_format must be float or base64').nullish(),
  dimensions: z.int().min(1).nullish(),
});
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>;
