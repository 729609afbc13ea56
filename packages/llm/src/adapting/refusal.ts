import type { APIError } from 'openai';
import { statusOf } from '../status-error.ts';

/** Statuses of a request that was not understood. Templates of prompts and servers in Go fail with 500 for what others call 400. */
const refusing = new Set([400, 404, 405, 413, 415, 422, 500, 501]);

/** All that a server says of why it refuses a request as it is, in one text; undefined where it is not about the request. */
export function refusalIn(error: APIError): string | undefined {
  const status = statusOf(error);
  if (status !== undefined && !refusing.has(status)) return undefined;
  const { type, param } = error;
  return [error.message, param, type, JSON.stringify(error.error ?? '')].filter(Boolean).join(' ');
}

/** Whether a refusal is about a field that the server does not know, whichever it is. */
export const isAboutUnknownField = (words: string): boolean =>
  /extra.?(inputs|fields|forbidden)|(unknown|unrecogni[sz]ed|unexpected|unsupported|additional).{0,20}(field|param|argument|propert|key)/i.test(
    words,
  );
