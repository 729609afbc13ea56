import type { SearchHit } from '@millrace/contract/search';
import type { Services } from '../services.ts';
import { type Ranked, rankPassages, withoutNeighbours } from './rank-passages.ts';
import { findByLetters, findByVector, findByWords, readCandidates, readLexemes } from './search.queries.ts';

export type PassageQuery = {
  workspaceId: string;
  query: string;
  /** At most so many hits. */
  limit: number;
  signal?: AbortSignal;
};

export type Passages = {
  hits: SearchHit[];
  /** There when the embedder could not be reached: these were found by their words alone. */
  degraded?: true;
};

/** The best passages for a question, best first, for a reader who wants all of the text. Never those of deleted sources. */
export async function findPassages(services: Services, input: PassageQuery): Promise<SearchHit[]> {
  const { ranked } = await rank(services, input);
  return ranked.slice(0, input.limit).map(hitOf);
}

/** The same for a list of results: each place once, and whether all means of searching were at hand. */
export async function searchPassages(services: Services, input: PassageQuery): Promise<Passages> {
  const { ranked, degraded } = await rank(services, input);
  const hits = withoutNeighbours(ranked).slice(0, input.limit).map(hitOf);
  return degraded ? { hits, degraded } : { hits };
}

async function rank(services: Services, input: PassageQuery): Promise<{ ranked: Ranked[]; degraded: boolean }> {
  const { db, llm } = services;
  const { workspaceId, signal } = input;
  const query = input.query.replaceAll('\0', ' ');
  const { model } = llm.embedder;
  const pool = Math.max(60, input.limit * 3);

  const [lexemes, vector] = await Promise.all([
    readLexemes(db, workspaceId, query),
    embedQuery(services, query, signal),
  ]);
  const [byWords, byVector] = await Promise.all([
    findByWords(db, { workspaceId, lexemes, limit: pool }),
    vector ? findByVector(db, { workspaceId, model, vector, limit: pool }) : [],
  ]);
  const byLetters =
    byWords.ids.length === 0
      ? await findByLetters(db, { workspaceId, parts: partsOf(query, lexemes), limit: pool })
      : [];
  const ids = [...byWords.ids, ...byVector, ...byLetters.map((hit) => hit.id)];
  signal?.throwIfAborted();
  const candidates = ids.length === 0 ? [] : await readCandidates(db, { workspaceId, ids, lexemes, model, vector });
  const shares = new Map(byLetters.map((hit) => [hit.id, hit.share]));
  const ranked = rankPassages({ ids: new Set(ids), candidates, terms: byWords.terms, shares });
  return { ranked, degraded: vector === null };
}

/** As pgvector reads it; null when the embedder is out of reach, since words still find something. */
async function embedQuery({ llm, log }: Services, query: string, signal?: AbortSignal): Promise<string | null> {
  try {
    const [vector] = await llm.embedder.embed([query.slice(0, llm.embedder.maxChars)], signal);
    return vector ? vectorText(vector) : null;
  } catch (err) {
    signal?.throwIfAborted();
    log.warn({ err, model: llm.embedder.model }, 'the embedder is out of reach: searching by words alone');
    return null;
  }
}

/** pgvector's text form. */
export const vectorText = (vector: Float32Array) => `[${vector.join(',')}]`;

/** A query of stop words is looked for as it stands ("to be or not to be"), any other in its parts. */
function partsOf(query: string, lexemes: string[]): string[] {
  if (lexemes.length === 0) return [query.trim().slice(0, 200)].filter(Boolean);
  return [...new Set(query.split(/\s+/).filter((part) => part.length > 1))].slice(0, 8);
}

const hitOf = ({ id, charStart, charEnd, recordId, sourceId, title, text, page, place, score }: Ranked): SearchHit => ({
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
