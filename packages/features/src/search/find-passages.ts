import { AppError } from '@millrace/contract/app-error';
import type { Correction, SearchAnswer, SearchFilters, SearchHit, SearchTest } from '@millrace/contract/search/search';
import type { Database } from '@millrace/db/database';
import type { Embedder } from '@millrace/llm/port';
import type { Services } from '../services.ts';
import { asWritten, mendTerms } from './correct-words.ts';
import { countRetrieved } from './count-retrieved.ts';
import { findByWords } from './find-by-words.ts';
import { wordsOf } from './fold-text.ts';
import { findHighlights } from './highlight-hits.ts';
import { strengthOf, unrelatedOf } from './meaning-floor.ts';
import { type ParsedQuery, parseQuery, plainQuery } from './parse-query.ts';
import { readPhrases, readTerms, readWithout } from './query-terms.ts';
import { type Ranked, rankPassages, withoutNeighbours } from './rank-passages.ts';
import { findAsWritten, findByLetters, findByVector, rarestTerms, readCandidates } from './search.queries.ts';
import type { Scope } from './search-scope.ts';
import type { Term } from './terms/term.ts';

export type PassageQuery = {
  workspaceId: string;
  query: string;
  filters?: SearchFilters;
  /** At most so many hits. */
  limit: number;
  signal?: AbortSignal;
};

/** How long the vector of a query may take, and how long an embedder that took longer is not asked for one. */
const queryMs = 30_000;
const restMs = 60_000;
/** When each embedder that hung may be asked again, by the clock of the process. */
const restUntil = new WeakMap<object, number>();

/** What search needs of the services. */
export type Searching = Pick<Services, 'db' | 'log'> & { llm: { embedder: Omit<Embedder, 'close'> } };

/** The best passages for a question, best first, for a reader who wants all of the text. Its signs are no signs of a search. */
export async function findPassages(services: Searching, input: PassageQuery): Promise<Omit<SearchHit, 'highlights'>[]> {
  const { ranked } = await rank(services, input, plainQuery(input.query));
  const hits = ranked.slice(0, input.limit).map(hitOf);
  countRetrieved(services, hits);
  return hits;
}

/** The same for a list of results: each place once, where its words are, and how the query was understood. */
export async function searchPassages(services: Searching, input: PassageQuery): Promise<SearchAnswer> {
  const { hits, ...answer } = await listPassages(services, input);
  countRetrieved(services, hits);
  return { ...answer, hits: hits.map(({ reasons: _, ...hit }) => hit) };
}

/** As `searchPassages` finds them, with the reasons of their order. Nobody was shown them for their own sake: they do not count. */
export async function listPassages(services: Searching, input: PassageQuery): Promise<SearchTest> {
  const parsed = parseQuery(input.query);
  const { ranked, terms, corrected, degraded, wordsOnly } = await rank(services, input, parsed);
  const unrelated = degraded || wordsOnly ? undefined : await unrelatedOf(services.llm.embedder);
  // what must be there, in quotes, is there in all of them
  const sure = parsed.phrases.length > 0;
  const rated = ranked.map((hit) => ({
    ...hit,
    strength: sure ? 'strong' : strengthOf(hit, services.llm.embedder, unrelated),
  }));
  const chosen = withoutNeighbours(rated.filter(({ strength }) => strength !== 'none')).slice(0, input.limit);
  const texts = chosen.map((hit) => hit.text);
  const highlights = await findHighlights(services.db, texts, terms);
  const hits = chosen.map((hit, i) => ({
    ...hitOf(hit),
    highlights: highlights[i] ?? [],
    ...(hit.strength === 'weak' && { weak: true as const }),
    reasons: hit.reasons,
  }));
  return {
    hits,
    ...(corrected.length > 0 && { corrected: asWritten(corrected, texts) }),
    ...(degraded && { degraded: true }),
    ...(wordsOnly && { wordsOnly: true }),
  };
}

type Ranking = { ranked: Ranked[]; terms: Term[]; corrected: Correction[]; degraded: boolean; wordsOnly: boolean };

async function rank(services: Searching, input: PassageQuery, parsed: ParsedQuery): Promise<Ranking> {
  const { db, llm } = services;
  const { workspaceId, filters, signal } = input;
  const { model } = llm.embedder;
  const limit = Math.max(60, input.limit * 3);
  const scope: Scope = { workspaceId, filters, ...(await demandsOf(services, parsed)) };
  const wordsOnly = llm.embedder.reads?.(parsed.text) === false;
  const byMeaning = async (said: string) => {
    const vector = wordsOnly ? null : await embedQuery(services, said, signal);
    return vector ? findNear(services, scope, { model, vector, limit }) : { vector, ids: [] };
  };
  const [{ byWords, corrected, text }, asWritten] = await Promise.all([
    findTerms(services, scope, parsed, limit),
    byMeaning(parsed.text),
  ]);
  const { vector, ids: byVector } = corrected.length > 0 ? await byMeaning(text) : asWritten;
  const byLetters =
    byWords.ids.length === 0 ? await findOtherwise(db, scope, { text, terms: byWords.terms, limit }) : [];
  const ids = [...byWords.ids, ...byVector, ...byLetters.map((hit) => hit.id)];
  signal?.throwIfAborted();
  const { terms } = byWords;
  const candidates = ids.length === 0 ? [] : await readCandidates(db, workspaceId, { ids, terms, model, vector });
  const shares = new Map(byLetters.map((hit) => [hit.id, hit.share]));
  const ranked = rankPassages({ ids: new Set(ids), candidates, terms, shares });
  return { ranked, terms, corrected, degraded: vector === null && !wordsOnly, wordsOnly };
}

/** What every hit must have, and what none may. */
async function demandsOf(
  { db }: Searching,
  { phrases, without }: ParsedQuery,
): Promise<Pick<Scope, 'phrases' | 'without'>> {
  return { phrases: await readPhrases(db, phrases), without: await readWithout(db, without) };
}

/** The passages by words; words that nothing has are replaced by what was meant. `text`: the query with them. */
async function findTerms({ db }: Searching, scope: Scope, parsed: ParsedQuery, limit: number) {
  const terms = await rarestTerms(db, scope, await readTerms(db, scope.workspaceId, parsed));
  const byWords = await findByWords(db, scope, { terms, limit });
  const missing = byWords.terms.filter((term) => term.idf === 0);
  const mended = await mendTerms(db, scope, byWords.terms, missing);
  if (mended.terms === byWords.terms) return { byWords, corrected: [], text: parsed.text };
  const text = mended.corrected.reduce((whole, { from, to }) => whole.replaceAll(from, to), parsed.text);
  return { byWords: await findByWords(db, scope, { terms: mended.terms, limit }), corrected: mended.corrected, text };
}

type Near = { model: string; vector: string; limit: number };

/** Null for the vector when it cannot be compared: a server may give another model the name of the one whose vectors are stored. */
async function findNear(
  { db, log }: Searching,
  scope: Scope,
  near: Near,
): Promise<{ vector: string | null; ids: string[] }> {
  try {
    return { vector: near.vector, ids: await findByVector(db, scope, near) };
  } catch (err) {
    if (!/different (vector dimensions|bit lengths)/.test(String(err))) throw err;
    log.warn(
      { model: near.model },
      'the embedder makes vectors of another length than those stored: searching by words',
    );
    return { vector: null, ids: [] };
  }
}

/** As pgvector reads it; null when the embedder is out of reach, since words still find something. */
async function embedQuery({ llm, log }: Searching, query: string, signal?: AbortSignal): Promise<string | null> {
  if (performance.now() < (restUntil.get(llm.embedder) ?? 0)) return null;
  // somebody waits: an embedder that is being loaded is not waited for as long as a job would
  const inTime = AbortSignal.any([AbortSignal.timeout(queryMs), ...(signal ? [signal] : [])]);
  try {
    const [vector] = await llm.embedder.embed([query.slice(0, llm.embedder.maxChars)], inTime);
    return vector ? vectorText(vector) : null;
  } catch (err) {
    signal?.throwIfAborted();
    const hung = inTime.aborted || (err instanceof AppError && err.isFinal);
    if (hung) restUntil.set(llm.embedder, performance.now() + restMs);
    log.warn({ err, model: llm.embedder.model }, 'the embedder is unreachable: searching by words alone');
    return null;
  }
}

/** pgvector's text form. */
export const vectorText = (vector: Float32Array) => `[${vector.join(',')}]`;

/** Shorter parts are in everything; one sign of a script without spaces is a word. */
const leastPart = 2;

/** A query of stop words is looked for as it is written ("to be or not to be"), any other in its parts. */
function findOtherwise(db: Database, scope: Scope, query: { text: string; terms: Term[]; limit: number }) {
  const { text, terms, limit } = query;
  if (terms.some((term) => !term.isForm)) {
    const parts = [
      ...new Set(terms.flatMap(({ word, isForm }) => (isForm || word.length < leastPart ? [] : word))),
    ].slice(0, 8);
    return findByLetters(db, scope, { parts, limit });
  }
  return findAsWritten(db, scope, { words: wordsOf(text.slice(0, 200)).map(({ word }) => word), limit });
}

const hitOf = ({ id, charStart, charEnd, recordId, sourceId, title, text, page, place, score }: Ranked) => ({
  chunkId: id,
  recordId,
  sourceId,
  title,
  text,
  page,
  place,
  start: charStart,
  end: charEnd,
  score,
});
