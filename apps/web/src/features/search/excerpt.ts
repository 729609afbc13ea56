type Range = readonly [start: number, end: number];
export type Piece = { text: string; hit: boolean };

/** A text split into marked and unmarked pieces. `ranges` are in order and do not overlap; `from` is the offset of the text in theirs. */
export function markedPieces(text: string, ranges: readonly Range[], from = 0): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    const [left, right] = [Math.max(at, start - from), Math.min(text.length, end - from)];
    if (right <= left) continue;
    pieces.push({ text: text.slice(at, left), hit: false }, { text: text.slice(left, right), hit: true });
    at = right;
  }
  pieces.push({ text: text.slice(at), hit: false });
  return pieces.filter((piece) => piece.text !== '');
}

/**
 * The part of a passage around its best match: of all stretches of at most `length` that begin at a match, the one with the most
 * marked letters, with some words before it. Cut between words, with `…` where text is omitted.
 */
export function excerptOf(text: string, ranges: readonly Range[], length = 320): Piece[] {
  if (text.length <= length) return markedPieces(text, ranges);
  const marked = (from: number) =>
    ranges.reduce((sum, [start, end]) => (start >= from && end <= from + length * 0.8 ? sum + end - start : sum), 0);
  const best = ranges.reduce((top, [start]) => (marked(start) > marked(top) ? start : top), ranges[0]?.[0] ?? 0);
  const wanted = Math.max(0, Math.min(best - Math.floor(length * 0.2), text.length - length));
  const from = wanted === 0 ? 0 : betweenWords(text, wanted, best);
  const to = from + length >= text.length ? text.length : betweenWords(text, from + length, from + length + 30);
  const pieces = markedPieces(text.slice(from, to), ranges, from);
  return [
    ...(from > 0 ? [{ text: '… ', hit: false }] : []),
    ...pieces,
    ...(to < text.length ? [{ text: '…', hit: false }] : []),
  ];
}

/** The next offset after a space, if it is before `limit`; otherwise `at`, but never within a surrogate pair. */
function betweenWords(text: string, at: number, limit: number): number {
  const found = text.slice(at, limit).search(/\s\S/u);
  if (found >= 0) return at + found + 1;
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at;
}
