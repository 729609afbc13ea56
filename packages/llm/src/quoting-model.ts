import { setTimeout as sleep } from 'node:timers/promises';
import { stopped } from './model-errors.ts';
import { limitOutput } from './output/limit-output.ts';
import type { ChatDelta, ChatModel, ChatRequest } from './port.ts';
import { pickQuotes, type Quote } from './quoting/pick-quotes.ts';

const connect = 'connect one in Settings → Models';

/** The whole answer comes within this time, however long it is. */
const totalMs = 900;
const pauseMs = 14;

/**
 * The model of an installation without any: it answers with the sentences of the passages that fit the question best, word for
 * word, each with its [n], and says that it quotes. Where none fits it says that the answer is not in the sources. It needs no
 * prompt, costs nothing and never fails; it streams in small pieces because answers do.
 */
export function quotingModel(): ChatModel {
  return { name: 'builtin-quotes', quotes: true, stream };
}

async function* stream(request: ChatRequest): AsyncGenerator<ChatDelta> {
  const { signal, continueFrom = '', output } = request;
  if (signal.aborted) throw stopped();
  const { text: whole, finish } = limitOutput(answerText(request), output);
  const text = whole.startsWith(continueFrom) ? whole.slice(continueFrom.length) : `\n\n${whole}`;
  const pieces = piecesOf(text);
  const pause = Math.min(pauseMs, totalMs / Math.max(1, pieces.length));
  const startedAt = performance.now();
  for (const [at, content] of pieces.entries()) {
    yield { content };
    // Pauses that would be shorter than a timer can be are taken together.
    const ahead = startedAt + (at + 1) * pause - performance.now();
    if (ahead >= 1) await sleep(ahead, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw stopped();
  }
  yield { finish };
}

function answerText({ grounding: { question, passages } }: ChatRequest): string {
  if (passages.length === 0) {
    return `The answer is not in your sources: the search found no passage to quote. Add sources that cover it, then ask again. No language model is connected, so this answer can only quote; ${connect}.`;
  }
  const quotes = pickQuotes(question, passages);
  if (quotes.length === 0) {
    return `The answer is not in your sources: no sentence in the passages that were found answers it. Try other words, or add a source that covers it. No language model is connected, so this answer can only quote; ${connect}.`;
  }
  const what = quotes.length === 1 ? 'the sentence that fits' : 'the sentences that fit';
  const opening = `No language model is connected, so this answer quotes ${what} your question best, word for word. For an answer in its own words, ${connect}.`;
  return [opening, ...quotes.map(quoteLine)].join('\n\n');
}

const quoteLine = (quote: Quote): string => `> ${quote.text} [${quote.n}]`;

/** Pieces of three to eight words that joined are the text. */
function piecesOf(text: string): string[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < words.length; turn++) {
    const size = 3 + ((turn * 5) % 6);
    pieces.push(words.slice(at, at + size).join(''));
    at += size;
  }
  return pieces;
}
