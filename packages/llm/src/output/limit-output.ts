import { AppError } from '@millrace/contract/app-error';
import type { OutputOptions } from '@millrace/contract/chat/output-options';

/** About what a token has in the usual models. */
const charsPerToken = 4;

/** An answer that is known as a whole, cut where its asker wants it to end. Throws `invalid` for a form that is not text. */
export function limitOutput(
  answer: string,
  { maxTokens, stop = [], responseFormat }: OutputOptions = {},
): { text: string; finish: 'stop' | 'length' } {
  if (responseFormat !== undefined && responseFormat.type !== 'text') throw noOtherForm(responseFormat.type);
  const ends = stop.map((each) => answer.indexOf(each)).filter((at) => at >= 0);
  const text = answer.slice(0, Math.min(answer.length, ...ends));
  const most = (maxTokens ?? Number.POSITIVE_INFINITY) * charsPerToken;
  if (text.length <= most) return { text, finish: 'stop' };
  return { text: text.slice(0, most).replace(/[\ud800-\udbff]$/, ''), finish: 'length' };
}

const noOtherForm = (type: string) =>
  new AppError(
    'invalid',
    'llm.text-only',
    'No language model is connected, and the built-in model answers in text alone. Connect one in Settings → Models, or leave out response_format ({type}).',
    { values: { type: type.slice(0, 50) } },
  );
