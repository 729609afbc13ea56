import { contentWords } from '../search/content-words.ts';

/** About 5,000 tokens of attached files beside what search finds. */
export const attachedChars = 20_000;

/**
 * Of pieces of text, in their order, those that a question is most likely about, up to `chars` together. Where all of them fit nothing is
 * chosen. Rare words weigh more; where the question says nothing of any, the beginning counts.
 */
export function choosePassages<Piece extends { text: string }>(
  question: string,
  pieces: Piece[],
  chars: number,
): Piece[] {
  const total = pieces.reduce((sum, { text }) => sum + text.length, 0);
  if (total <= chars) return pieces;
  const wanted = contentWords(question);
  const words = pieces.map(({ text }) => contentWords(text));
  const weight = new Map(
    [...wanted].map((word) => {
      const having = words.filter((set) => set.has(word)).length;
      return [word, Math.log(1 + pieces.length / (1 + having))];
    }),
  );
  const score = (set: Set<string>) => [...weight].reduce((sum, [word, value]) => sum + (set.has(word) ? value : 0), 0);
  const ranked = pieces
    .map((piece, at) => ({ piece, at, score: score(words[at] as Set<string>) }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at);
  let room = chars;
  const chosen = ranked.filter(({ piece }) => {
    if (piece.text.length > room) return false;
    room -= piece.text.length;
    return true;
  });
  return chosen.toSorted((a, b) => a.at - b.at).map(({ piece }) => piece);
}
