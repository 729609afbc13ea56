import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { foldText, isUnspacedLetter, wordsOf } from './fold-text.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { Phrase } from './search-scope.ts';
import { withOtherForms } from './terms/other-forms.ts';
import { stemsOf } from './terms/stems.queries.ts';
import { isForm, probeOf, quoted, type Term } from './terms/term.ts';
import { numberLexemes, numbersIn } from './terms/written-forms.ts';
import { findWordsBeginning } from './vocabulary.queries.ts';

/** The words of a query in its order, each once, without those that say nothing. */
export async function readTerms(db: Database, workspaceId: string, query: ParsedQuery): Promise<Term[]> {
  const { terms: numbers, rest } = takeNumbers(query.text);
  const written = wordsOf(rest).flatMap(({ word }) => (query.prefixes.includes(word) ? [] : word));
  const stems = await stemsOf(db, written);
  const words = written.flatMap((word) => termsOf(word, stems.get(word) ?? []));
  const terms = [...numbers, ...(await withOtherForms(db, workspaceId, { text: rest, written, terms: words }))];
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

/** Numbers with separators, as one term each, and the text without them; what may be two numbers or a date stays in it. */
function takeNumbers(text: string): { terms: Term[]; rest: string } {
  const terms: Term[] = [];
  let rest = text;
  for (const { word, start, end, spaced } of numbersIn(text)) {
    const lexemes = numberLexemes(word);
    const stays = spaced || lexemes.length === 0 || /\..*\./.test(lexemes[0] ?? '');
    if (lexemes.length > 0) terms.push({ word: text.slice(start, end), lexemes, ...(stays && { isForm: true }) });
    if (!stays) rest = `${rest.slice(0, start)}${' '.repeat(end - start)}${rest.slice(end)}`;
  }
  return { terms, rest };
}

/**
 * A word of a script without spaces is looked for in its pairs of letters; its last letter alone, which rows have so that each letter
 * begins a pair, would say less. A single letter is what a pair begins with. An acronym is looked for as such, and as a word if it is one.
 */
function termsOf(word: string, lexemes: string[]): Term[] {
  const acronyms = lexemes.filter(isForm);
  const stems = lexemes.filter((lexeme) => !isForm(lexeme));
  const [single] = stems;
  const ofWord = (): Term[] => {
    if (stems.length > 1 || single === undefined)
      return stems.filter((lexeme) => !isUnspacedLetter(lexeme)).map((lexeme) => ({ word: lexeme, lexemes: [lexeme] }));
    return isUnspacedLetter(single)
      ? [{ word, lexemes: [], start: single }]
      : [{ word, lexemes: [single, `#${single}`] }];
  };
  return [...ofWord(), ...acronyms.map((lexeme): Term => ({ word, lexemes: [lexeme], isForm: true }))];
}

/** For "words in quotes": their stems with the distances that they stand at, and their folded text. */
export async function readPhrases(db: Database, phrases: string[]): Promise<Phrase[]> {
  const read: Phrase[] = [];
  for (const phrase of phrases) {
    const { rows } = await sql<{ lexeme: string; place: number }>`
      select lexeme, place from unnest(search_words(${phrase})), unnest(positions) as place order by place`.execute(db);
    const [form, ...more] = (await stemsOf(db, [phrase])).get(phrase) ?? [];
    const isAcronym = form === `#${phrase}` && more.length === 0;
    read.push({
      words: nextToEachOther(rows),
      text: withEdges(foldText(phrase)),
      ...(isAcronym && { acronym: quoted(form) }),
    });
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
