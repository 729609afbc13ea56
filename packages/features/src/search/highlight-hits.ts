import type { Database } from '@millrace/db/database';
import { foldText, isUnspacedLetter, wordsOf } from './fold-text.ts';
import { stemsOf } from './terms/stems.queries.ts';
import type { Term } from './terms/term.ts';
import { compoundsIn, joinWords, numberForms, numbersIn } from './terms/written-forms.ts';

export type Highlights = [start: number, end: number][];

type Piece = { start: number; end: number; word: string; folded: string; isJoined?: true };

/**
 * Where each of these texts has words of the query, in UTF-16 units, in their order. The database alone knows the stem of a word; it is
 * asked once, about those that can be meant.
 */
export async function findHighlights(db: Database, texts: string[], terms: Term[]): Promise<Highlights[]> {
  const lexemes = new Set(terms.flatMap((term) => term.lexemes));
  const starts = terms.flatMap((term) => term.start ?? []);
  const pieces = texts.map((text) => [...piecesOf(text), ...joinedPieces(text)]);
  const possible = new Set<string>();
  for (const { word, folded } of pieces.flat()) {
    if (!hasUnspaced(folded) && mayBeMeant({ word, folded }, lexemes)) possible.add(word);
  }
  const stems = await stemsOf(db, [...possible]);
  const isMeant = ({ word, folded, isJoined }: Piece) =>
    (!isJoined && starts.some((start) => folded.startsWith(start))) ||
    (stems.get(word) ?? []).some((stem) => lexemes.has(isJoined ? `#${stem}` : stem));
  const meant = (piece: Piece): Highlights => (isMeant(piece) ? [[piece.start, piece.end]] : []);
  return pieces.map((some, i) =>
    joined(
      [
        ...some.flatMap((piece) => (hasUnspaced(piece.folded) ? pairsOf(piece, lexemes, starts) : meant(piece))),
        ...numberRanges(texts[i] ?? '', lexemes),
      ].sort(([x], [y]) => x - y),
    ),
  );
}

/** Two words that stand together, as one: what the query may have written so. */
function joinedPieces(text: string): Piece[] {
  const words = wordsOf(text);
  const hyphenated = compoundsIn(text).map(({ word, start, end }) => ({ word: joinWords(word), start, end }));
  const spaced = words.slice(1).map(({ word, start }, i) => {
    const before = words[i] ?? { word: '', start: 0 };
    const end = start + word.length;
    const isBeside = text.slice(before.start + before.word.length, start) === ' ';
    return { word: isBeside ? joinWords(before.word, word) : undefined, start: before.start, end };
  });
  return [...hyphenated, ...spaced].flatMap(({ word, start, end }) =>
    word === undefined ? [] : { word, folded: word, start, end, isJoined: true },
  );
}

const numberRanges = (text: string, lexemes: Set<string>): Highlights =>
  numbersIn(text).flatMap(
    ({ word, start, end }): Highlights => (numberForms(word).some((form) => lexemes.has(form)) ? [[start, end]] : []),
  );

/** Stems begin as their words do; in Arabic alone articles before a word are cut off too. */
function mayBeMeant({ word, folded }: Pick<Piece, 'word' | 'folded'>, lexemes: Set<string>): boolean {
  if (lexemes.has(`#${word}`)) return true;
  for (const lexeme of lexemes) {
    if (folded.startsWith(lexeme.slice(0, 2))) return true;
    if (/[\u0620-\u06ff]/.test(lexeme) && folded.includes(lexeme.slice(1, 3))) return true;
  }
  return false;
}

const hasUnspaced = (folded: string): boolean => [...folded].some(isUnspacedLetter);

const piecesOf = (text: string): Piece[] =>
  wordsOf(text).map(({ word, start }) => ({ word, start, end: start + word.length, folded: foldText(word) }));

/** In a script without spaces: each pair of letters that is looked for, and each single one. */
function pairsOf({ word, start }: Piece, lexemes: Set<string>, starts: string[]): Highlights {
  const found: Highlights = [];
  let at = start;
  const letters = [...word].flatMap((letter) => {
    const place = { start: at, end: at + letter.length };
    at = place.end;
    return [...foldText(letter)].map((folded) => ({ folded, ...place }));
  });
  for (const [i, letter] of letters.entries()) {
    const next = letters[i + 1];
    if (next && lexemes.has(letter.folded + next.folded)) found.push([letter.start, next.end]);
    else if (starts.includes(letter.folded)) found.push([letter.start, letter.end]);
  }
  return found;
}

/** Those that touch or lie over one another are one. */
function joined(ranges: number[][]): Highlights {
  const all: Highlights = [];
  for (const [start = 0, end = 0] of ranges) {
    const last = all.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}
