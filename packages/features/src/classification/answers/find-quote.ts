/** Where a quote stands in a text, in UTF-16 units. */
export type Found = { start: number; end: number };

/** A text as quotes are compared: composed characters, one space for any white space; `at` leads back to the text. */
export type Folded = { text: string; at: number[] };

const quotes: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
};
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/u;

/** Folds a text piece by piece, so that every unit of the result knows where it came from. */
export function foldForQuotes(text: string): Folded {
  const folded: string[] = [];
  const at: number[] = [];
  // a base character with the marks that follow it
  for (const { 0: piece, index } of text.matchAll(/\s+|[\s\S]\p{M}*/gu)) {
    if (invisible.test(piece)) continue;
    const said = /^\s/u.test(piece) ? ' ' : (quotes[piece] ?? piece.normalize('NFC'));
    for (const unit of said.split('')) {
      folded.push(unit);
      at.push(index);
    }
  }
  at.push(text.length);
  return { text: folded.join(''), at };
}

/**
 * Finds a quote word for word; composed and decomposed characters, kinds of white space and of quotation marks are the same. Undefined
 * for one that is not there.
 */
export function findQuote(folded: Folded, quote: string): Found | undefined {
  const wanted = foldForQuotes(quote).text.trim();
  if (wanted === '') return undefined;
  const from = folded.text.indexOf(wanted);
  if (from === -1) return undefined;
  const start = folded.at[from];
  const end = folded.at[from + wanted.length];
  return start === undefined || end === undefined ? undefined : { start, end };
}
