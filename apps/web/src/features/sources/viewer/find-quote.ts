type Span = { start: number; end: number };

/** The span of a quote in a text that may have changed: where it was cited, else the nearest span with the same words. */
export function findQuote(text: string, quote: string, { start, end }: Span): Span | undefined {
  if (quote === '' || text.slice(start, end) === quote) return { start, end };
  let nearest: number | undefined;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (nearest === undefined || Math.abs(at - start) < Math.abs(nearest - start)) nearest = at;
  }
  return nearest === undefined ? undefined : { start: nearest, end: nearest + quote.length };
}
