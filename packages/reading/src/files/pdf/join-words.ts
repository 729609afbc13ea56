const cutWord = /[\p{L}\p{N}][-\u2010\u00ad]$/u;
/** `Ein- und Ausgang`, `two- or threefold`: the hyphen stands for a word that comes later. */
const suspended = /^(?:and|or|to|und|oder|bzw|bis|et|ou|y|e|o|en|of|och|og|ja|i|и|или)\b/u;
const lastWord = /[\p{L}\p{M}\p{N}]+(?=[-\u2010\u00ad]$)/u;
const firstWord = /^[\p{L}\p{M}\p{N}]+/u;

/** How a line joins the next one: so many characters of it are dropped, then comes the gap. */
export type Joint = { drop: number; gap: '' | ' ' };

const isWord = (word: string, page: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}-])${word}(?![\\p{L}\\p{N}-])`, 'iu').test(page);

/**
 * How the word that was cut at the end of a line is made whole; undefined where none was. `self-` + `service` keeps its hyphen if the
 * page has `self-service` within a line, `NATO-` + `STAFF` if it has both words alone, `SER-` + `VICES` loses it.
 */
export function joinWord(before: string, next: string, page: string): Joint | undefined {
  if (!cutWord.test(before)) return undefined;
  const left = lastWord.exec(before)?.[0] ?? '';
  const right = firstWord.exec(next)?.[0] ?? '';
  if (right === '') return undefined;
  if (before.endsWith('\u00ad')) return { drop: 1, gap: '' };
  if (suspended.test(next)) return undefined;
  const kept: Joint = { drop: 0, gap: '' };
  // COVID-19, 2010-2015, Baden-Württemberg
  if (/\p{N}$/u.test(left) || /^\p{N}/u.test(right)) return kept;
  const inCapitals = /^\p{Lu}{2,}$/u.test(left) && /^\p{Lu}{2,}$/u.test(right);
  if (/^\p{Lu}/u.test(right) && !inCapitals) return kept;
  if (page.includes(`${left}${before.at(-1)}${right}`)) return kept;
  if (inCapitals && isWord(left, page) && isWord(right, page)) return kept;
  return { drop: 1, gap: '' };
}
