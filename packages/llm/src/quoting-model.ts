import { setTimeout as sleep } from 'node:timers/promises';
import { stopped } from './model-errors.ts';
import { limitOutput } from './output/limit-output.ts';
import type { ChatDelta, ChatModel, ChatRequest } from './port.ts';
import { pickQuotes, type Quote } from './quoting/pick-quotes.ts';

/** The whole answer comes within this time, however long it is. */
const totalMs = 900;
const pauseMs = 14;

/**
 * The model of an installation without any: it answers with the sentences of the passages that fit the question best, word for
 * word, each with its [n]. Where none fits it says that the answer is not in the sources. It needs no prompt, costs nothing and never
 * fails; it streams in small pieces because answers do. That it quotes is said by whoever shows the answer.
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
  if (passages.length === 0)
    return 'The answer is not in your sources: the search found no passage to quote. Add sources that cover it, then ask again.';
  const quotes = pickQuotes(question, passages);
  if (quotes.length === 0)
    return 'The answer is not in your sources: no sentence in the passages that were found answers it. Try other words, or add a source that covers it.';
  return quotes.map(quoteLine).join('\n\n');
}

/** As Markdown. A list keeps its lines; the lines of an address would run together without their ends. */
const quoteLine = ({ text, n }: Quote): string =>
  `${text
    .split('\n')
    .map((line, i, lines) => `> ${line}${isFollowedByProse(lines[i + 1]) ? '  ' : ''}`)
    .join('\n')} [${n}]`;

const isFollowedByProse = (next: string | undefined): boolean =>
  next !== undefined && !/^(?:[-*+|]|\d+[.)])\s/.test(next);

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
