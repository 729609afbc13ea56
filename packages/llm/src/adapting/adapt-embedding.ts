import { APIError } from 'openai';
import { isOverflow, statusOf } from '../status-error.ts';
import type { Manners } from './manners.ts';
import { isAboutUnknownField, refusalIn } from './refusal.ts';

/** What a refusal of a request for vectors is about. `these`: the texts, for a reason of the server's own. */
export type EmbeddingRefusal = 'form' | 'too-many' | 'too-long' | 'these';

const tooMany =
  /batch.?size|(too many|number of|maximum|at most|limit).{0,40}(inputs|texts|items|elements|documents)|(input|array|list).{0,40}(too (many|long)|at most|less than or equal|no more than).{0,40}(item|element|\d)|too_long/i;
const tooLong =
  /too (long|large)|token.{0,30}(limit|exceed|maximum)|exceeds?.{0,60}(token|context|length|size)|longer than|less than \d+ tokens/i;

/** Servers in Go and Python answer 500 for a text that they cannot embed; a server that is overloaded answers 503. */
const aboutTheTexts = new Set([400, 413, 422, 500]);

/** Undefined: it is not the request that is refused. */
export function readRefusal(error: unknown, count: number): EmbeddingRefusal | undefined {
  if (!(error instanceof APIError)) return undefined;
  const words = refusalIn(error);
  const status = statusOf(error);
  if (words === undefined || (status !== undefined && !aboutTheTexts.has(status))) return undefined;
  if (/encoding_?format|base64/i.test(words) || isAboutUnknownField(words)) return 'form';
  if (count > 1 && tooMany.test(words)) return 'too-many';
  if (isOverflow(words) || tooLong.test(words) || status === 413) return 'too-long';
  return status === undefined ? undefined : 'these';
}

/** The next way to ask for vectors; false when there is none. */
export function adaptForm(learned: Manners, asked: Manners['vectors']): boolean {
  // another request may have learnt it meanwhile
  if (learned.vectors !== asked) return true;
  if (asked === 'unsaid') return false;
  learned.vectors = asked === 'base64' ? 'float' : 'unsaid';
  return true;
}

/** How many texts to send after `count` were too many: what the server names, or half. */
export function smallerBatch(error: unknown, count: number): number {
  const words = error instanceof APIError ? (refusalIn(error) ?? '') : '';
  const named = (words.match(/\d+/g) ?? []).map(Number).filter((number) => number > 0 && number < count);
  // of "64 > 32" and "must be 1 to 10" the largest below what was sent is the limit; a status is no number of texts
  const limit = Math.max(0, ...named.filter((number) => number !== statusOf(error as APIError)));
  return limit > 0 ? limit : Math.max(1, Math.floor(count / 2));
}
