/** `2, 5–7 and 9 more`: page numbers, which come in order, as people write them. */
export function pageList(pages: number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const page of pages) {
    const range = ranges.at(-1);
    if (range && page === range.last + 1) range.last = page;
    else ranges.push({ first: page, last: page });
  }
  const named = ranges.slice(0, 8);
  const counted = named.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const words = named.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
  return counted < pages.length ? `${words} and ${(pages.length - counted).toLocaleString('en')} more` : words;
}

const count = (pages: number[]): string =>
  pages.length === 1 ? 'One page' : `${pages.length.toLocaleString('en')} pages`;

/** What of a document did not come in, and why, in words for people; null when all of it did. */
export function missingInWords(missing: {
  withoutText: number[];
  unreadable: number[];
  incomplete: boolean;
  stopped: string | null;
  notes: string[];
}): string | null {
  const { withoutText, unreadable, incomplete, stopped, notes } = missing;
  const sentences: string[] = [];
  if (withoutText.length > 0) {
    sentences.push(
      `${count(withoutText)} without text that could be read cannot be searched: ${pageList(withoutText)}.`,
    );
  }
  if (unreadable.length > 0) {
    sentences.push(
      `${count(unreadable)} could not be read because the file is damaged there or has too much text: ${pageList(unreadable)}.`,
    );
  }
  if (incomplete) sentences.push('The end of the file is missing: it may have been cut off. The rest was read.');
  if (stopped !== null) sentences.push(`What was read so far can be searched. ${stopped}`);
  sentences.push(...notes);
  return sentences.length > 0 ? sentences.join(' ') : null;
}
