import type { Passage } from '../port.ts';
import { countsNear, isOnlyCounted } from './counts.ts';
import { hasDate, hasKind, isLength, measures, saysWhen } from './evidence.ts';
import { type Asked, readQuestion } from './question.ts';
import { type Unit, unitsOf } from './units.ts';
import { contentWords, isPale } from './words.ts';

/** What stands in passage `n`, word for word, with its line breaks. `score` is about 0 to 1.5. */
export type Quote = { n: number; text: string; score: number };

/** Found by the cases beside the test: below it a sentence shares words with the question and does not answer it. */
const leastScore = 0.62;
/** So much of a question must be met, whatever else speaks for a sentence. */
const leastMet = 0.5;
const leastMetExactly = 0.6;
/** Further quotes must be nearly as good as the best one. */
const leastShare = 0.85;
/** Another source must be as good: it may speak of something else. */
const leastShareElsewhere = 0.97;
const mostQuotes = 4;
/** A question longer than this is a pasted text; its beginning must do. */
const readChars = 2000;

/** "How high is the deposit?" is no question of heights. */
const vagueDimensions = new Set(['high', 'large', 'big', 'much', 'far', 'expensive']);

type Term = { term: string; weight: number; isName: boolean };
type Scored = { unit: Unit; score: number };

/** The one to four quotes that answer best, best first; none where nothing answers well enough. */
export function pickQuotes(question: string, passages: Passage[]): Quote[] {
  const text = question.slice(0, readChars);
  const asked = readQuestion(text);
  const heads = new Map(
    passages.map(({ title, text: whole }) => [title, firstHeading(whole)] as const).filter(([, head]) => head !== ''),
  );
  const candidates = passages.flatMap((passage, place) =>
    unitsOf(passage, { document: heads.get(passage.title), above: passageAbove(passage, passages)?.text }).map(
      (unit) => ({ unit, rank: 1 - place / passages.length }),
    ),
  );
  const terms = weigh(
    text,
    asked,
    candidates.map(({ unit }) => unit),
  );
  if (terms.length === 0) return [];
  const scored = candidates
    .map(({ unit, rank }) => ({ unit, score: score(unit, terms, asked) + 0.03 * rank }))
    .filter((one) => one.score >= leastScore)
    .sort((a, b) => b.score - a.score);
  return distinct(definitionsFirst(scored, asked));
}

/** The passage that ends where this one starts, if it was found, too. */
const passageAbove = ({ recordId, start }: Passage, passages: Passage[]): Passage | undefined =>
  recordId == null || start === undefined
    ? undefined
    : passages.find((other) => other.recordId === recordId && other.end === start);

const firstHeading = (text: string): string => /^\s*#\s+(.+)/.exec(text)?.[1] ?? '';

/** Where something defines what is asked for, nothing else is quoted. */
function definitionsFirst(scored: Scored[], asked: Asked): Scored[] {
  if (asked.kind !== 'definition') return scored;
  const defining = scored.filter(({ unit }) => defines(unit, asked.topic));
  return defining.length > 0 || asked.isStrict ? defining : scored;
}

function distinct(scored: Scored[]): Quote[] {
  const best = scored[0]?.score ?? 0;
  const picked: Scored[] = [];
  for (const one of scored) {
    if (picked.length === mostQuotes || one.score < best * leastShare) break;
    if (picked[0] !== undefined && one.unit.source !== picked[0].unit.source && one.score < best * leastShareElsewhere)
      continue;
    if (!picked.some(({ unit }) => isSame(unit, one.unit))) picked.push(one);
  }
  return picked.map(({ unit, score }) => ({ n: unit.n, text: unit.text, score }));
}

/** The question's terms; the rarer among the sentences, the heavier. Names and numbers are what an answer must be about. */
function weigh(question: string, asked: Asked, units: Unit[]): Term[] {
  const total = units.length;
  const terms = new Map<string, Term>();
  const words = contentWords(question);
  const isShouted = !/\p{Ll}{2}/u.test(question);
  for (const word of words) {
    if (asked.kind === 'definition' && !asked.topic.includes(word.term)) continue;
    if (terms.has(word.term) || (asked.said.has(word.term) && words.length > asked.said.size)) continue;
    if (vagueDimensions.has(word.raw.toLowerCase()) && word.raw.toLowerCase() === asked.dimension) continue;
    const frequency = units.filter((unit) => unit.terms.has(word.term)).length;
    const isName =
      /\d/.test(word.raw) ||
      (!isShouted && /^\p{Lu}{2,}$/u.test(word.raw)) ||
      (!isShouted && word.index > 0 && /^\p{Lu}/u.test(word.raw));
    const weight =
      Math.log(1 + (total + 1) / (Math.max(1, frequency) + 0.5)) *
      (isName ? 1.3 : 1) *
      (isPale(word.term) ? 0.6 : asked.core.includes(word.term) ? 1.5 : 1);
    terms.set(word.term, { term: word.term, weight, isName });
  }
  return [...terms.values()];
}

const [temperature] = contentWords('temperature').map(({ term }) => term);

function score(unit: Unit, terms: Term[], asked: Asked): number {
  let total = 0;
  let met = 0;
  let inText = 0;
  let missingNames = 0;
  for (const { term, weight, isName } of terms) {
    total += weight;
    const share = term === temperature && measures('hot', unit.text) ? 1 : nearness(unit, term);
    met += share * weight;
    if (share === 1) inText++;
    if (isName && !unit.all.has(term)) missingNames++;
  }
  if (inText === 0 && met / total < (isRare(asked.kind) ? 0.5 : 0.6)) return 0;
  const isDefined =
    asked.kind === 'person' && defines(unit, asked.core) && terms.every(({ term }) => nearness(unit, term) > 0.7);
  const fit = isDefined ? 0.2 : fitOf(unit, asked);
  if (fit === undefined) return 0;
  // "the fine for littering" is no other fine
  const isBrief = terms.length === 2 && (isExact(asked) || asked.kind === 'time');
  if (isBrief && terms.some(({ term }) => !isPale(term) && nearness(unit, term) === 0)) return 0;
  // A question is no answer, and neither is what only leads to one.
  const asks = /[?؟]["”»)]*$/.test(unit.text) || (/[:：]$/.test(unit.text) && !unit.isList) ? -0.3 : 0;
  const missingCore = asked.core.filter(
    (term) => terms.some((one) => one.term === term) && nearness(unit, term) < 0.5,
  ).length;
  const below = isSaidByHeading(unit, terms) ? 0.3 : 0;
  const several = 0.04 * Math.min(3, Math.max(0, inText - 1));
  // what is of the right kind and about something else
  if (met / total < (isExact(asked) ? leastMetExactly : leastMet)) return 0;
  return (
    (met / total + fit + asks + several + below) *
    contrast(unit, terms, asked) *
    0.45 ** missingNames *
    (asked.kind === 'any' || asked.kind === 'person' ? 0.75 : 0.6) ** missingCore
  );
}

/** The heading is the question, as far as it has words: "What must I do after a loss?" under "After a loss". */
const isSaidByHeading = (unit: Unit, terms: Term[]): boolean =>
  unit.isList &&
  unit.heading.size > 0 &&
  terms.every(({ term }) => unit.heading.has(term)) &&
  [...unit.heading].every(
    (heading) => terms.some(({ term }) => term === heading) || isPale(heading) || /^\d/.test(heading),
  );

/** A row of a table that lacks a word which other rows have is another row; "without a pilot" is no pilot. */
function contrast(unit: Unit, terms: Term[], asked: Asked): number {
  const isOther = unit.text.includes('|') && terms.some(({ term }) => !isPale(term) && nearness(unit, term) <= 0.25);
  const isWithout = !asked.isWithout && terms.some(({ term }) => unit.without.has(term));
  const purpose = asked.purpose.at(-1);
  const isForElse = purpose !== undefined && nearness(unit, purpose) < 0.5;
  return (isForElse ? 0.6 : 1) * (isOther ? 0.5 : 1) * (isWithout ? 0.5 : 1);
}

/** What the kind of answer adds to the score, or takes from it; undefined where the unit cannot be an answer of that kind. */
function fitOf(unit: Unit, asked: Asked): number | undefined {
  const { kind, core, topic, dimension } = asked;
  if (kind === 'definition') return defines(unit, topic) ? 0.35 : asked.isStrict ? undefined : -0.1;
  if (kind === 'any') return unit.isList ? 0.06 : labelBonus(unit, core);
  const text = unit.evidence;
  if (dimension !== undefined && !vagueDimensions.has(dimension) && measures(dimension, text) === false)
    return undefined;
  if (kind === 'duration' && isLength(text)) return 0.1;
  if (kind === 'quantity') return countsNear(text, core, unit) ? 0.1 : undefined;
  if (kind === 'amount' && isOnlyCounted(text, core)) return undefined;
  const has = hasKind(kind, text, asked.isNamed);
  if (has === undefined) return 0;
  if (kind === 'time' && asked.isPast && !hasDate(text)) return undefined;
  if (kind === 'time' && !has) return !asked.isDated && saysWhen(text) ? 0.05 : undefined;
  if (kind === 'person') return has ? 0.1 : asked.isNamed ? undefined : -0.05;
  if (kind === 'reason' || kind === 'place') return has ? 0.1 : -0.15;
  if (isRare(kind)) return has ? 0.2 + labelBonus(unit, core) : undefined;
  return has ? 0.1 + labelBonus(unit, core) : undefined;
}

/** Kinds of which many sentences have something, most of them about something else. */
const isExact = ({ kind }: Asked): boolean => ['amount', 'quantity', 'measure', 'person'].includes(kind);

/** Kinds that a text has few of: what is of the kind is mostly what was meant. */
const isRare = (kind: Asked['kind']): boolean => ['phone', 'email', 'link', 'address'].includes(kind);

const labelBonus = (unit: Unit, core: string[]): number =>
  core.length > 0 && core.every((term) => unit.label.has(term)) ? 0.15 : 0;

/** The label is the topic, or the rest of the topic stands above it; its own words are all of the topic. */
function defines(unit: Unit, topic: string[]): boolean {
  const head = topic.at(-1);
  if (head === undefined || unit.label.size === 0 || ![...unit.label].every((term) => topic.includes(term)))
    return false;
  const above = (term: string) => unit.lead.has(term) || unit.heading.has(term) || unit.title.has(term);
  return topic.every((term) => unit.label.has(term) || above(term)) && topic.some((term) => unit.label.has(term));
}

/** A sentence that begins so speaks of what the one before spoke of. */
const continues = /^(?:it|its|they|their|he|his|she|her|this|these|such)\b/i;

/** How near a term is to a unit: in it, above it, in the sentence before, elsewhere in the passage. */
function nearness(unit: Unit, term: string): number {
  if (unit.terms.has(term)) return 1;
  if (unit.lead.has(term)) return 0.9;
  if (unit.heading.has(term) || unit.title.has(term)) return 0.75;
  if (unit.before.has(term)) return continues.test(unit.text) ? 0.8 : 0.5;
  return unit.all.has(term) ? 0.25 : 0;
}

function isSame(a: Unit, b: Unit): boolean {
  if (a.n === b.n && (a.text.includes(b.text) || b.text.includes(a.text))) return true;
  const [x, y] = [a.terms, b.terms];
  const shared = [...x].filter((term) => y.has(term)).length;
  return shared / Math.max(1, x.size + y.size - shared) > 0.8;
}
