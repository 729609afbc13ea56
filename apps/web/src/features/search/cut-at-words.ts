export type Piece = { text: string; hit: boolean };

const longEnough = 3;

/** A text cut where it has words of the query, or words that begin with them, whatever their case. */
export function cutAtWords(text: string, query: string): Piece[] {
  const words = query.match(/[\p{L}\p{N}]+/gu)?.filter((word) => word.length >= longEnough) ?? [];
  if (words.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join('|')})[\\p{L}\\p{N}]*)`, 'giu');
  return text
    .split(pattern)
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
