import type { Database } from '@millrace/db/database';
import { foldText, isMistypable } from '../fold-text.ts';
import { findWordsAmong } from '../vocabulary.queries.ts';
import { stemsOf } from './stems.queries.ts';
import { isForm, type Term } from './term.ts';
import { compoundsIn, joinWords } from './written-forms.ts';

type Words = { text: string; written: string[]; terms: Term[] };

/** Words of a question are many, and few of them are written in two ways. */
const mostLookedAt = 40;
const leastPart = 3;

/**
 * The terms, and ways to write them that passages may have: `well-being` and `well being` also as `wellbeing`, and `healthcare` also
 * where its two words stand one behind the other. What nobody wrote in one word is asked of the vocabulary first.
 */
export async function withOtherForms(
  db: Database,
  workspaceId: string,
  { text, written, terms }: Words,
): Promise<Term[]> {
  const joined = [...joinedBy(compoundsIn(text).map(({ word }) => [word])), ...joinedBy(neighbours(written))];
  const splits = new Map(written.slice(0, mostLookedAt).map((word) => [word, splitsOf(foldText(word))]));
  const asked = [...joined.map(({ one }) => one), ...[...splits.values()].flat(2)];
  const known = new Set(asked.length === 0 ? [] : await findWordsAmong(db, workspaceId, asked));
  const ones = joined.filter(({ one, isSure }) => isSure || known.has(one));
  const pairsOf = (word: string) => (splits.get(word) ?? []).filter((parts) => parts.every((part) => known.has(part)));
  const stems = await stemsOf(db, [...ones.map(({ one }) => one), ...written.flatMap(pairsOf).flat()]);
  const stemOf = (word: string) => stems.get(word)?.find((lexeme) => !isForm(lexeme));

  const compounds = ones.flatMap(({ one, word, parts }) => {
    const stem = stemOf(one);
    return stem === undefined
      ? []
      : { parts, term: { word, lexemes: [stem, `#${stem}`], isForm: true } satisfies Term };
  });
  const others = terms.map((term): Term => {
    if (term.isForm || term.start !== undefined) return term;
    const within = compounds.filter(({ parts }) => parts.includes(term.word)).flatMap((one) => one.term.lexemes);
    const pairs = pairsOf(term.word).flatMap(([first, second]): [string, string][] => {
      const [before, behind] = [stemOf(first), stemOf(second)];
      return before === undefined || behind === undefined ? [] : [[before, behind]];
    });
    return { ...term, lexemes: [...term.lexemes, ...within], ...(pairs.length > 0 && { pairs }) };
  });
  return [...others, ...compounds.map(({ term }) => term)];
}

type Joined = { one: string; word: string; parts: string[]; isSure: boolean };

/** A compound is one for sure; words that stand beside each other are only where passages have them so. */
function joinedBy(groups: string[][]): Joined[] {
  return groups.flatMap((words) => {
    const one = joinWords(...words);
    if (one === undefined) return [];
    const isSure = words.length === 1;
    return {
      one,
      word: words.join(' '),
      parts: isSure ? (words[0] ?? '').split(/[^\p{L}\p{M}\p{N}]+/u) : words,
      isSure,
    };
  });
}

const neighbours = (written: string[]): string[][] =>
  written.slice(0, mostLookedAt).flatMap((word, i) => {
    const next = written[i + 1];
    return next !== undefined && isMistypable(foldText(word + next)) ? [[word, next]] : [];
  });

/** All ways to cut a word in two that both could be words. */
function splitsOf(word: string): [string, string][] {
  if (!isMistypable(word)) return [];
  const splits: [string, string][] = [];
  for (let at = leastPart; at <= word.length - leastPart; at++) splits.push([word.slice(0, at), word.slice(at)]);
  return splits;
}
