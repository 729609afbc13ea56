import type { Passage } from '../port.ts';
import { type AnswerKind, answerKind, focusWord, hasKind } from './answer-kind.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { contentWords, isPale } from './words.ts';

/** A sentence of passage `n`, word for word. `score` is about 0 to 1.3. */
export type Quote = { n: number; text: string; score: number };

/** Found by the cases beside the test: below it a sentence shares words with the question and does not answer it. */
const leastScore = 0.58;
/** Further quotes must be nearly as good as the best one. */
const leastShare = 0.82;
const mostQuotes = 4;
/** A question longer than this is a pasted text; its beginning must do. */
const readChars = 2000;

type Term = { term: string; weight: number; isName: boolean };
/** `rank`: 1 for the passage that search put first, towards 0 for the last. */
type Candidate = Sentence & {
  n: number;
  rank: number;
  terms: Set<string>;
  before: Set<string>;
  around: Set<string>;
  all: Set<string>;
};

/** The one to four sentences that answer best, best first; none where nothing answers well enough. */
export function pickQuotes(question: string, passages: Passage[]): Quote[] {
  const candidates = passages.flatMap((passage, place) => candidatesOf(passage, 1 - place / passages.length));
  const asked = question.slice(0, readChars);
  const terms = weigh(asked, candidates);
  if (terms.length === 0) return [];
  const kind = answerKind(asked);
  const scored = candidates
    .map((candidate) => ({ n: candidate.n, text: candidate.text, score: score(candidate, terms, kind) }))
    .filter((quote) => quote.score >= leastScore)
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const picked: Quote[] = [];
  for (const quote of scored) {
    if (picked.length === mostQuotes || quote.score < best * leastShare) break;
    if (!picked.some((other) => isSame(other.text, quote.text))) picked.push(quote);
  }
  return picked;
}

function candidatesOf({ n, title, text }: Passage, rank: number): Candidate[] {
  const titleTerms = termsOf(title);
  const all = new Set([...titleTerms, ...termsOf(text)]);
  let before = new Set<string>();
  return sentencesOf(text).map((sentence) => {
    const terms = termsOf(sentence.text);
    const around = new Set([...titleTerms, ...termsOf(sentence.heading)]);
    const candidate = { ...sentence, n, rank, terms, before, around, all };
    before = terms;
    return candidate;
  });
}

const termsOf = (text: string): Set<string> => new Set(contentWords(text).map((word) => word.term));

/** The question's terms; the rarer among the sentences, the heavier. Names and numbers are what an answer must be about. */
function weigh(question: string, candidates: Candidate[]): Term[] {
  const total = candidates.length;
  const terms = new Map<string, Term>();
  const focus = termsOf(focusWord(question) ?? '');
  for (const word of contentWords(question)) {
    const frequency = candidates.filter((candidate) => candidate.terms.has(word.term)).length;
    const isName =
      /\d/.test(word.raw) || /^\p{Lu}{2,}$/u.test(word.raw) || (word.index > 0 && /^\p{Lu}/u.test(word.raw));
    const weight =
      Math.log(1 + (total + 1) / (Math.max(1, frequency) + 0.5)) *
      (isName ? 1.3 : 1) *
      (isPale(word.term) ? 0.6 : focus.has(word.term) ? 1.5 : 1);
    if (!terms.has(word.term)) terms.set(word.term, { term: word.term, weight, isName });
  }
  return [...terms.values()];
}

function score(candidate: Candidate, terms: Term[], kind: AnswerKind): number {
  let total = 0;
  let met = 0;
  let inSentence = 0;
  let missingNames = 0;
  for (const { term, weight, isName } of terms) {
    total += weight;
    const share = nearness(candidate, term);
    met += share * weight;
    if (share === 1) inSentence++;
    if (isName && !candidate.all.has(term)) missingNames++;
  }
  if (inSentence === 0 && met / total < 0.6) return 0;
  const known = hasKind(kind, candidate.text);
  const kindBonus = known === undefined ? 0 : known ? 0.1 : isNumeric(kind) ? -0.3 : -0.15;
  const defines = kind === 'definition' && terms.length <= 2 && isDefinition(candidate, terms) ? 0.15 : 0;
  // A question is no answer.
  const asks = candidate.text.endsWith('?') ? -0.2 : 0;
  const several = 0.04 * Math.min(3, inSentence - 1);
  return (met / total + kindBonus + defines + asks + several + 0.03 * candidate.rank) * 0.45 ** missingNames;
}

/** A sentence that begins so speaks of what the one before spoke of. */
const goesOn = /^(?:it|its|they|their|he|his|she|her|this|these|such)\b/i;

/** How near a term is to a sentence: in it, in its heading or title, in the sentence before, elsewhere in the passage. */
function nearness(candidate: Candidate, term: string): number {
  if (candidate.terms.has(term)) return 1;
  if (candidate.around.has(term)) return 0.75;
  if (candidate.before.has(term)) return goesOn.test(candidate.text) ? 0.8 : 0.5;
  return candidate.all.has(term) ? 0.25 : 0;
}

/** Without a figure no sentence says how much; without a name one may still say who. */
const isNumeric = (kind: AnswerKind): boolean => kind === 'amount' || kind === 'duration' || kind === 'age';

function isDefinition(candidate: Candidate, terms: Term[]): boolean {
  const verb = /\b(?:is|are|was|were|means|refers to|denotes|describes|is called|stands for)\b/i.exec(candidate.text);
  if (!verb) return false;
  const subject = termsOf(candidate.text.slice(0, verb.index));
  return terms.some(({ term }) => subject.has(term));
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [termsOf(a), termsOf(b)];
  const shared = [...x].filter((term) => y.has(term)).length;
  return shared / Math.max(1, x.size + y.size - shared) > 0.8;
}
