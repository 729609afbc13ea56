import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { foldText, isUnspacedLetter, wordsOf } from './fold-text.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { Phrase } from './search-scope.ts';
import { findWordsBeginning } from './vocabulary.queries.ts';

/**
 * One thing that is looked for. `word` as it was written; a passage has it when it has one of the `lexemes`, or one that begins with
 * `start`.
 */
export type Term = { word: string; lexemes: string[]; start?: string };

/** As a tsquery that holds just this lexeme, whatever characters it has. */
const quoted = (lexeme: string) => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A tsquery for a passage that has the term. */
export const probeOf = ({ lexemes, start }: Term): string =>
  [...lexemes.map(quoted), ...(start === undefined ? [] : [`${quoted(start)}:*`])].join('|');

/** The words of a query in its order, each once, without those that say nothing. */
export async function readTerms(db: Database, workspaceId: string, query: ParsedQuery): Promise<Term[]> {
  const written = wordsOf(query.text).flatMap(({ word }) => (query.prefixes.includes(word) ? [] : word));
  const stems = await stemsOf(db, written);
  const terms = written.flatMap((word) => termsOf(word, stems.get(word) ?? []));
  for (const prefix of query.prefixes) {
    const start = foldText(prefix);
    if (start !== '')
      terms.push({ word: `${prefix}*`, lexemes: await findWordsBeginning(db, workspaceId, start), start });
  }
  const known = new Set<string>();
  return terms.filter((term) => {
    const key = probeOf(term);
    return !known.has(key) && known.add(key);
  });
}

/** The lexemes of each of these words, in their order. */
export async function stemsOf(db: Database, written: string[]): Promise<Map<string, string[]>> {
  if (written.length === 0) return new Map();
  const { rows } = await sql<{ word: string; lexemes: string[] | null }>`
    select word, (select array_agg(lexeme order by positions[1]) from unnest(search_words(word))) as lexemes
    from unnest(${[...new Set(written)]}::text[]) as word`.execute(db);
  return new Map(rows.map(({ word, lexemes }) => [word, lexemes ?? []]));
}

/**
 * A word of a script without spaces is looked for in its pairs of letters; its last letter alone, which rows have so that each letter
 * begins a pair, would say less. A single letter is what a pair begins with.
 */
function termsOf(word: string, lexemes: string[]): Term[] {
  const single = lexemes.length === 1 ? lexemes[0] : undefined;
  if (single !== undefined) {
    return isUnspacedLetter(single) ? [{ word, lexemes: [], start: single }] : [{ word, lexemes: [single] }];
  }
  return lexemes.filter((lexeme) => !isUnspacedLetter(lexeme)).map((lexeme) => ({ word: lexeme, lexemes: [lexeme] }));
}

/** For "words in quotes": their stems with the distances that they stand at, and their folded text. */
export async function readPhrases(db: Database, phrases: string[]): Promise<Phrase[]> {
  const read: Phrase[] = [];
  for (const phrase of phrases) {
    const { rows } = await sql<{ lexeme: string; place: number }>`
      select lexeme, place from unnest(search_words(${phrase})), unnest(positions) as place order by place`.execute(db);
    read.push({ words: nextToEachOther(rows), text: withEdges(foldText(phrase)) });
  }
  return read.filter(({ text }) => text !== '');
}

function nextToEachOther(placed: { lexeme: string; place: number }[]): string {
  const inWord = placed.filter(
    ({ lexeme }, i) => i < placed.length - 1 || placed.length === 1 || !isUnspacedLetter(lexeme),
  );
  return inWord
    .map(({ lexeme, place }, i) => {
      const before = inWord[i - 1];
      const probe = isUnspacedLetter(lexeme) ? `${quoted(lexeme)}:*` : quoted(lexeme);
      return before ? ` <${place - before.place}> ${probe}` : probe;
    })
    .join('');
}

/** Words end where the phrase ends; scripts without spaces know no such end. */
function withEdges(folded: string): string {
  const letters = [...folded];
  const edge = (letter: string | undefined) => (letter === undefined || isUnspacedLetter(letter) ? '' : ' ');
  return `${edge(letters[0])}${folded}${edge(letters.at(-1))}`;
}

/** tsqueries of the words that must not be there. */
export async function readWithout(db: Database, without: string[]): Promise<string[]> {
  const stems = await stemsOf(db, without);
  return [...stems.values()].filter((lexemes) => lexemes.length > 0).map((lexemes) => lexemes.map(quoted).join('&'));
}
