import type { Correction } from '@millrace/contract/search/search';
import type { Database } from '@millrace/db/database';
import { editDistance } from './edit-distance.ts';
import { foldText, isUnspacedLetter, wordsOf } from './fold-text.ts';
import { countHaving } from './search.queries.ts';
import type { Scope } from './search-scope.ts';
import { stemsOf } from './terms/stems.queries.ts';
import { probeOf, type Term } from './terms/term.ts';
import { findWordsBeginning, findWordsLike } from './vocabulary.queries.ts';

/** A search with more strange words than these is of another language, or no language at all. */
const mostMended = 6;
const mostCompared = 6;

export type Mended = { terms: Term[]; corrected: Correction[] };

/**
 * Puts something that is there in the place of words that no passage has: the last word may not be written to its end yet, any other
 * is taken for the nearest word of the workspace. `missing` are of `terms`.
 */
export async function mendTerms(db: Database, scope: Scope, terms: Term[], missing: Term[]): Promise<Mended> {
  const { workspaceId } = scope;
  const corrected: Correction[] = [];
  // what is only out of the filters is written well
  const counts = await countHaving(db, { workspaceId }, missing.map(probeOf));
  const strange = missing.filter((term, i) => !counts[i] && isMendable(term)).slice(0, mostMended);
  const mended = new Map<Term, Term>();
  for (const term of strange) {
    const word = foldText(term.word);
    const longer = term === terms.at(-1) && word.length >= 3 ? await findWordsBeginning(db, workspaceId, word) : [];
    if (longer.length > 0) {
      mended.set(term, { ...term, lexemes: longer });
      continue;
    }
    const near = await findNearest(db, scope, word);
    if (near === undefined) continue;
    mended.set(term, near);
    corrected.push({ from: term.word, to: near.word });
  }
  return { terms: mended.size === 0 ? terms : terms.map((term) => mended.get(term) ?? term), corrected };
}

/** Figures are right or wrong, but not written wrong; of letters in pairs nobody knows which was meant. */
const isMendable = ({ word, start, isForm }: Term): boolean =>
  start === undefined && !isForm && !/\p{N}/u.test(word) && ![...word].some(isUnspacedLetter);

const mostSlips = (word: string): number => (word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3);

/** Fewest slips first, then what most passages have. */
async function findNearest(db: Database, scope: Scope, folded: string): Promise<Term | undefined> {
  const most = mostSlips(folded);
  if (most === 0) return undefined;
  const alike = (await findWordsLike(db, scope.workspaceId, folded))
    .map((word) => ({ word, slips: editDistance(folded, word, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((x, y) => x.slips - y.slips)
    .slice(0, mostCompared);
  const stems = await stemsOf(
    db,
    alike.map(({ word }) => word),
  );
  const terms = alike.map(({ word }) => ({
    word,
    lexemes: (stems.get(word) ?? []).flatMap((stem) => [stem, `#${stem}`]),
  }));
  const counts = await countHaving(db, scope, terms.map(probeOf));
  const [best] = terms
    .map((term, i) => ({ term, slips: alike[i]?.slips ?? most, count: counts[i] ?? 0 }))
    .filter(({ term, count }) => count > 0 && term.lexemes.length > 0)
    .sort((x, y) => x.slips - y.slips || y.count - x.count);
  return best?.term;
}

/** Corrections as the passages write them: `Mühle`, where the vocabulary knows `muhle`. */
export function asWritten(corrected: Correction[], texts: string[]): Correction[] {
  return corrected.map(({ from, to }) => {
    for (const text of texts) {
      const found = wordsOf(text).find(({ word }) => foldText(word) === to);
      if (found) return { from, to: found.word.toLowerCase() === to ? to : found.word };
    }
    return { from, to };
  });
}
