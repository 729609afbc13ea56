/** A part of a text: `start` and `end` in UTF-16 units. Parts overlap, so that what stands at a border is whole in one of them. */
export type TextWindow = { start: number; end: number };

/** What a text may be divided at, best first. A border belongs to the part before it. */
const borders = [/\n\s*\n/g, /\n/g, /[.!?।。！？]["')\]]*\s/g, /\s/g];

/** Where to end a part that begins at `start`: at the best border in its last third, else in the middle of a word. */
function endOf(text: string, start: number, size: number): number {
  const last = start + size;
  if (last >= text.length) return text.length;
  const from = start + Math.ceil((size * 2) / 3);
  const stretch = text.slice(from, last);
  for (const border of borders) {
    const found = [...stretch.matchAll(border)].at(-1);
    if (found) return from + found.index + found[0].length;
  }
  // never between the halves of a character
  return /[\ud800-\udbff]/.test(text[last - 1] ?? '') ? last - 1 : last;
}

/**
 * Divides a text into parts of at most `size` units, of which each begins up to `overlap` units before the end of the one before.
 * Together they are the whole text.
 */
export function windowsOf(text: string, size: number, overlap: number): TextWindow[] {
  const windows: TextWindow[] = [];
  let start = 0;
  for (;;) {
    const end = endOf(text, start, size);
    windows.push({ start, end });
    if (end >= text.length) return windows;
    const next = Math.max(start + 1, end - overlap);
    const word = text.slice(next, end).search(/\s/);
    const at = word === -1 ? end : next + word + 1;
    start = /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at;
    if (start > end) start = end;
  }
}
