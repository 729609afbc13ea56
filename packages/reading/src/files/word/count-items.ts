import { listNumber } from '../lists/list-number.ts';
import type { Level, List, Numbering } from './numbering.ts';
import type { Style } from './styles.ts';
import { child, stated, type XmlElement } from './xml-tree.ts';

/** `text`: what Word shows before a paragraph, with the gap behind it; `- ` for a bullet. */
export type Label = { text: string; depth: number };

/** Counts the paragraphs of lists in the order in which they stand; a text box, a header, the notes count for themselves. */
export type ItemCounter = (properties: XmlElement | undefined, style: Style) => Label | undefined;

/** The list and level of a paragraph, by what it says itself and what its style says. Undefined: it is in none. */
function placeOf(properties: XmlElement | undefined, style: Style, numbering: Numbering) {
  const numbers = child(properties, 'w:numPr');
  const numId = stated(numbers, 'w:numId') ?? style.list?.numId;
  const list = numId === undefined || numId === '0' ? undefined : numbering(numId);
  if (!list || numId === undefined) return undefined;
  const level = stated(numbers, 'w:ilvl');
  if (level !== undefined) return { numId, list, index: Number(level) };
  // a style is on the level that names it
  for (const id of stated(numbers, 'w:numId') === undefined ? (style.list?.by ?? []) : [style.id]) {
    for (const [index, { style: own }] of list.levels) if (own === id) return { numId, list, index };
  }
  return { numId, list, index: stated(numbers, 'w:numId') === undefined ? (style.list?.level ?? 0) : 0 };
}

const startOf = (list: List, index: number): number => list.starts.get(index) ?? list.levels.get(index)?.start ?? 1;

/** `%1.%2` with the numbers of the levels. */
function labelOf(list: List, index: number, counts: (number | undefined)[]): string {
  const level = list.levels.get(index) as Level;
  if (level.format === 'bullet') return '- ';
  const text = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const part = list.levels.get(Number(digit) - 1);
    if (!part) return '';
    const format =
      level.allDecimal && part.format !== 'none' && part.format !== 'bullet' && !part.format.startsWith('decimalZero')
        ? 'decimal'
        : part.format;
    return listNumber(counts[Number(digit) - 1] ?? startOf(list, Number(digit) - 1), format, 'doubled');
  });
  const label = text.trim();
  // Latin numbers that touch their words would be one word with them
  const gap = level.hasGap || !/\p{Script=Han}$/u.test(label) ? ' ' : '';
  return label === '' ? '' : label + gap;
}

export function countItems(numbering: Numbering): ItemCounter {
  const counters = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  return (properties, style) => {
    const place = placeOf(properties, style, numbering);
    const level = place?.list.levels.get(place.index);
    if (!place || !level) return undefined;
    const { numId, list, index } = place;
    const counts = counters.get(list.counter) ?? [];
    counters.set(list.counter, counts);
    const start = list.starts.get(index);
    const first = start !== undefined && !begun.has(`${numId} ${index}`);
    const before = counts[index];
    counts[index] = first || before === undefined ? startOf(list, index) : before + 1;
    begun.add(`${numId} ${index}`);
    // a level that was passed over counts as one that was used
    for (let above = 0; above < index; above++) counts[above] ??= startOf(list, above);
    for (let below = index + 1; below < 9; below++) {
      const restart = list.levels.get(below)?.restart ?? below;
      if (index < restart) counts[below] = undefined;
    }
    const text = labelOf(list, index, counts);
    return { text, depth: index };
  };
}
