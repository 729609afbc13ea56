import { z } from 'zod';

/** Names in a query that say that a secret follows. */
const secretName = /key|token|secret|sig|pass|auth|code|credential/i;

/** Where a server's API is. A query, such as Azure's `api-version`, is part of every request. */
export const endpointAddress = z
  .url({ protocol: /^https?$/, error: 'Enter a URL such as https://api.openai.com/v1' })
  .max(500)
  .refine((text) => !/[#@]/.test(text), 'Enter the URL without a fragment or credentials. The key has its own field')
  .refine(
    (text) => !(text.split('?')[1] ?? '').split('&').some((part) => secretName.test(part.split('=')[0] ?? '')),
    'Enter the URL without a key or token in its query. The key has its own field, and headers have theirs',
  );

/** Set for every request by the way it is sent. */
const ownHeaders = new Set([
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
]);

/** A header that is sent with every request. `value` null: the stored one stays. */
export const endpointHeader = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Enter the name of the header')
    .max(100)
    .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'A name of a header has letters, digits and hyphens only')
    .refine((name) => !ownHeaders.has(name.toLowerCase()), 'This header is set for every request'),
  value: z
    .string()
    .trim()
    .min(1, 'Enter the value of the header')
    .max(4_000)
    .regex(/^[\x20-\x7e]*$/, 'A value of a header has ASCII characters only')
    .nullable(),
});
export type EndpointHeader = z.infer<typeof endpointHeader>;

export const endpointHeaders = z
  .array(endpointHeader)
  .max(20, 'Enter at most 20 headers')
  .refine(
    (headers) => new Set(headers.map(({ name }) => name.toLowerCase())).size === headers.length,
    'Enter each header once',
  );

/** How long a model may take to begin, in milliseconds. */
export const firstByteMs = z
  .int('Enter a whole number')
  .min(1_000, 'Enter at least 1 second')
  .max(1_200_000, 'Enter at most 1,200 seconds');
