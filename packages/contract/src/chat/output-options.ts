import { z } from 'zod';

/**
 * What a program asks of the form of an answer. A model's server is sent it as it is; the built-in model keeps to `maxTokens` and `stop`
 * itself and refuses a form that is not text.
 */
export const outputOptions = z.object({
  maxTokens: z.int().min(1).optional(),
  /** The answer ends before the first of these texts. */
  stop: z.array(z.string().min(1)).max(16).optional(),
  /** OpenAI's `response_format`, such as `{ type: 'json_object' }`. */
  responseFormat: z.looseObject({ type: z.string() }).optional(),
});
export type OutputOptions = z.infer<typeof outputOptions>;
