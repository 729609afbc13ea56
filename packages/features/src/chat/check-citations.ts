import type { Citation } from '@millrace/contract/chat/chat';
import type { PromptPassage } from '@millrace/db/chat-tables';
import { contentWords } from '../search/content-words.ts';

/** A sentence must share this part of its content words with its passage to count as resting on it. */
const supportShare = 0.4;

/**
 * Ties each `[n]` of an answer to its passage and to the sentence in it that says the same, verbatim. One citation a number, in the
 * order of first mention; supported if any of its mentions is.
 */
export function checkCitations(answer: string, passages: PromptPassage[]): Citation[] {
  const found = new Map<number, Citation>();
  for (const mention of mentions(answer)) {
    const { n } = mention;
    const known = found.get(n);
    if (known?.supported) continue;
    const passage = passages.find((candidate) => candidate.n === n);
    const citation = passage ? cite(mention, passage) : unknownPassage(n);
    if (known === undefined || citation.supported) found.set(n, citation);
  }
  return [...found.values()];
}

const unknownPassage = (n: number): Citation => ({
  n,
  supported: false,
  recordId: null,
  sourceId: null,
  attachmentId: null,
  title: '',
  page: null,
  place: null,
  quote: '',
  start: 0,
  end: 0,
});

function cite({ n, claim, quoted }: Mention, passage: PromptPassage): Citation {
  const quote = verbatim(quoted, passage.text) ?? bestQuote(claim, passage.text);
  const { recordId, sourceId, attachmentId = null, title, page, place = null } = passage;
  const where = { recordId, sourceId, attachmentId, title, page, place };
  if (quote === undefined) return { ...unknownPassage(n), ...where };
  const start = passage.start + quote.start;
  return {
    n,
    supported: true,
    ...where,
    quote: quote.text,
    start,
    end: start + quote.text.length,
  };
}

/** `quoted`: the block quote that a number closes, '' where it closes none. */
type Mention = { n: number; claim: string; quoted: string };

/** Every `[n]` (also `[1, 3]`) with the sentence it closes. Code is left alone: `a[1]` in it cites nothing. */
function* mentions(answer: string): Generator<Mention> {
  const prose = answer.replace(/```[\s\S]*?(```|$)|`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  for (const match of prose.matchAll(/\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\](?!\()/g)) {
    const before = prose.slice(0, match.index).replace(/(?:\s*\[[\d\s,]+\])+\s*$/, '');
    const claim = lastSentence(before);
    const quoted = lastQuote(before);
    for (const n of (match[1] as string).split(',')) yield { n: Number(n), claim, quoted };
  }
}

function lastSentence(text: string): string {
  const paragraph = text.slice(text.lastIndexOf('\n\n') + 1).replaceAll(/\[[\d\s,]+\]/g, ' ');
  return sentences(paragraph).at(-1)?.text ?? paragraph;
}

/** The last lines of a text, if all of them are marked as a quote. */
const lastQuote = (text: string): string => /(?:(?:^|\n)>[^\n]*)+$/.exec(text)?.[0].replace(/^>/gm, '') ?? '';

/** The stretch of the passage that has these words and no others, whatever stands between them: a list with its lead-in, an address. */
function verbatim(quoted: string, passage: string): Sentence | undefined {
  const words = quoted.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length < 2) return undefined;
  const found = new RegExp(`${words.join('[^\\p{L}\\p{M}\\p{N}]+')}[.!?;)।。؟]*`, 'u').exec(passage);
  return found ? { start: found.index, text: found[0] } : undefined;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
type Sentence = { start: number; text: string };

function sentences(text: string): Sentence[] {
  return [...segmenter.segment(text)]
    .map(({ index, segment }) => ({
      start: index + (segment.length - segment.trimStart().length),
      text: segment.trim(),
    }))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence.text));
}

function bestQuote(claim: string, passage: string): Sentence | undefined {
  const wanted = contentWords(claim);
  if (wanted.size === 0) return undefined;
  const there = contentWords(passage);
  const shared = [...wanted].filter((word) => there.has(word));
  // a figure that the passage does not have is the usual form of an invented fact
  const figures = [...wanted].filter((word) => /\d/.test(word));
  if (figures.some((figure) => !there.has(figure)) || shared.length / wanted.size < supportShare) return undefined;
  const scored = sentences(passage).map((sentence) => {
    const words = contentWords(sentence.text);
    return { sentence, score: shared.filter((word) => words.has(word)).length / Math.sqrt(words.size + 4) };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).sentence;
}
