import { listNumber, type NumberFormat } from '../lists/list-number.ts';
import { withoutMarks } from '../text/raised.ts';
import type { PageElement } from './html-dom.ts';
import { lookOf } from './html-look.ts';

/** How to write what stands in an item: as blocks. */
type Blocks = (element: PageElement) => string;

const types: Record<string, NumberFormat> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};
const styles: Record<string, NumberFormat> = {
  decimal: 'decimal',
  'decimal-leading-zero': 'decimalZero',
  'lower-alpha': 'lowerLetter',
  'lower-latin': 'lowerLetter',
  'upper-alpha': 'upperLetter',
  'upper-latin': 'upperLetter',
  'lower-roman': 'lowerRoman',
  'upper-roman': 'upperRoman',
  'lower-greek': 'lowerGreek',
  'cjk-ideographic': 'chinese',
  'cjk-decimal': 'chinese',
  'simp-chinese-informal': 'chinese',
  'trad-chinese-informal': 'chinese',
  'japanese-informal': 'chinese',
  'arabic-indic': 'arabicDigits',
  devanagari: 'hindiDigits',
  thai: 'thaiDigits',
  hebrew: 'hebrew',
  katakana: 'aiueo',
  'katakana-iroha': 'iroha',
  disc: 'bullet',
  circle: 'bullet',
  square: 'bullet',
  none: 'none',
};

/** What the element itself says of its marks; undefined where it says nothing. */
function formatOf(element: PageElement): NumberFormat | undefined {
  for (const word of `${lookOf(element, 'list-style-type')} ${lookOf(element, 'list-style')}`.trim().split(/\s+/)) {
    const format = styles[word];
    if (format) return format;
  }
  return types[element.getAttribute('type') ?? ''];
}

const whole = (text: string | null): number | undefined =>
  text && /^\s*-?\d+/.test(text) ? Number.parseInt(text, 10) : undefined;

const nameOf = (element: PageElement): string => element.tagName.toUpperCase();
const isList = (element: PageElement): boolean => /^(?:OL|UL|MENU|DIR)$/.test(nameOf(element));

/** Items in order, and lists and words that stand between them; also those in elements that do not belong there. */
function partsOf(list: PageElement): (PageElement | string)[] {
  return [...list.childNodes].flatMap((node): (PageElement | string)[] => {
    if (node.nodeType === 3) return node.nodeValue?.trim() ? [node.nodeValue.replace(/\s+/gu, ' ').trim()] : [];
    if (node.nodeType !== 1) return [];
    const child = node as PageElement;
    if (nameOf(child) === 'LI' || isList(child)) return [child];
    return [...child.querySelectorAll('li')].length > 0 ? partsOf(child) : [child];
  });
}

/** Lines of an item: those after the first are under its words. */
function indented(label: string, text: string): string {
  const lines = text.includes('```') ? text : text.replace(/\n{2,}/g, '\n');
  return label + lines.replace(/\n(?=[^\n])/g, '\n  ');
}

/** A list with its marks as a browser shows them, a line for each item; lists in lists are indented. */
export function listText(list: PageElement, blocks: Blocks): string {
  const parts = partsOf(list);
  const isOrdered = nameOf(list) === 'OL';
  const own = formatOf(list) ?? (isOrdered ? 'decimal' : 'bullet');
  const step = isOrdered && list.hasAttribute('reversed') ? -1 : 1;
  const isItem = (part: PageElement | string): part is PageElement => typeof part !== 'string' && nameOf(part) === 'LI';
  const items = parts.filter(isItem).length;
  let next = whole(list.getAttribute('start')) ?? (step < 0 ? items : 1);
  const lines: string[] = [];
  for (const part of parts) {
    if (!isItem(part)) {
      const text = typeof part === 'string' ? withoutMarks(part) : blocks(part);
      if (text !== '')
        lines.push(typeof part !== 'string' && isList(part) ? `  ${text.replaceAll('\n', '\n  ')}` : text);
      continue;
    }
    const value = whole(part.getAttribute('value')) ?? next;
    next = value + step;
    const format = formatOf(part) ?? own;
    const number = listNumber(value, format);
    // a list without marks is often one whose marks are typed
    const label = number !== '' ? `${number}. ` : format === 'none' && isOrdered ? '' : '- ';
    const text = blocks(part);
    if (text !== '') lines.push(indented(label, text));
  }
  return lines.join('\n');
}

const hasEnd = (term: string): boolean => /[:：?？]$/.test(term);

/** Terms with what is said of them: `Draught: 3.2 m`. What is long or in several blocks stands below its term. */
export function definitionsText(list: PageElement, blocks: Blocks): string {
  const groups: Group[] = [];
  collect(list, groups, blocks);
  return groups.map(groupText).filter(Boolean).join('\n');
}

type Group = { terms: string[]; definitions: string[] };

function collect(list: PageElement, groups: Group[], blocks: Blocks): void {
  for (const node of list.childNodes) {
    const last = groups.at(-1);
    const child = node as PageElement;
    if (node.nodeType === 3) {
      const text = withoutMarks(node.nodeValue ?? '')
        .replace(/\s+/gu, ' ')
        .trim();
      if (text !== '') groups.push({ terms: [], definitions: [text] });
    } else if (node.nodeType !== 1) continue;
    else if (nameOf(child) === 'DT') {
      const term = blocks(child).replace(/\s*\n\s*/g, ' ');
      if (last && last.terms.length > 0 && last.definitions.length === 0) last.terms.push(term);
      else groups.push({ terms: [term], definitions: [] });
    } else if (nameOf(child) !== 'DD' && [...child.querySelectorAll('dt, dd')].length > 0)
      collect(child, groups, blocks);
    else if (nameOf(child) === 'DD' && last) last.definitions.push(blocks(child));
    else groups.push({ terms: [], definitions: [blocks(child)] });
  }
}

function groupText(group: Group): string {
  const term = group.terms.filter(Boolean).join(', ');
  const definitions = group.definitions.filter(Boolean);
  if (term === '' || definitions.length === 0) return [term, ...definitions].filter(Boolean).join('\n');
  const colon = hasEnd(term) ? '' : ':';
  if (definitions.every((text) => !text.includes('\n'))) return `${term}${colon} ${definitions.join('; ')}`;
  return `${term}${colon}\n${definitions
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .replace(/^/gm, '  ')}`;
}
