import { listNumber, type NumberFormat } from '../lists/list-number.ts';
import type { Look } from '../text/styled-text.ts';
import { attribute, childOf, descendants, elementsOf, type XmlElement } from '../xml/xml-tree.ts';

/** One level of a list: what surrounds its number, and of how many levels the number shows. */
type ListLevel = { format: NumberFormat; prefix: string; suffix: string; shown: number; start: number };

const formats: Record<string, NumberFormat> = {
  '1': 'decimal',
  '01': 'decimalZero',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
};

function levelOf(style: XmlElement): ListLevel {
  const format = formats[attribute(style, 'num-format') ?? ''] ?? (style.name.endsWith('bullet') ? 'bullet' : 'none');
  return {
    format,
    prefix: attribute(style, 'num-prefix') ?? '',
    suffix: attribute(style, 'num-suffix') ?? '',
    shown: Number(attribute(style, 'display-levels') ?? 1) || 1,
    start: Number(attribute(style, 'start-value') ?? 1),
  };
}

type TextLook = Look & { hidden?: boolean };

function lookOf(properties: XmlElement): TextLook {
  const position = attribute(properties, 'text-position') ?? '';
  return {
    raised: /^(?:super|[1-9]\d*%)/.test(position),
    lowered: /^(?:sub|-[1-9]\d*%)/.test(position),
    struck: (attribute(properties, 'text-line-through-style') ?? 'none') !== 'none',
    hidden: attribute(properties, 'display') === 'none',
  };
}

const levelsOf = (style: XmlElement): ListLevel[] =>
  elementsOf(style)
    .filter(({ name }) => /level-style/.test(name))
    .map(levelOf);

/** What the styles of a document mean for its text. */
export class OdfStyles {
  readonly #lists = new Map<string, ListLevel[]>();
  readonly #looks = new Map<string, TextLook>();
  readonly #hiddenPages = new Set<string>();
  /** How headings are numbered. */
  readonly outline: ListLevel[];

  constructor(parts: (XmlElement | undefined)[]) {
    const all = parts.flatMap((part) =>
      ['styles', 'automatic-styles'].flatMap((name) => {
        const list = childOf(part, name);
        return list ? elementsOf(list) : [];
      }),
    );
    for (const style of all) {
      const name = attribute(style, 'name') ?? '';
      if (style.name === 'list-style') this.#lists.set(name, levelsOf(style));
      const properties = childOf(style, 'text-properties');
      if (properties) this.#looks.set(name, lookOf(properties));
      const page = childOf(style, 'drawing-page-properties');
      if (page && attribute(page, 'visibility') === 'hidden') this.#hiddenPages.add(name);
    }
    const outline = parts.flatMap((part) => descendants(childOf(part, 'styles'), 'outline-style'))[0];
    this.outline = outline ? levelsOf(outline) : [];
  }

  /** How text in a style looks; `hidden`: it is not shown. */
  look(name: string | undefined): TextLook {
    return (name === undefined ? undefined : this.#looks.get(name)) ?? {};
  }

  isHiddenPage(name: string | undefined): boolean {
    return name !== undefined && this.#hiddenPages.has(name);
  }

  list(name: string | undefined): ListLevel[] | undefined {
    return name === undefined ? undefined : this.#lists.get(name);
  }
}

/** `2.2 ` or `- ` as a list shows it before an item; `counts` are those of its level and of all above it. Empty where nothing is shown. */
export function markOf(levels: ListLevel[] | undefined, counts: number[]): string {
  const own = levels?.[counts.length - 1];
  if (!own || own.format === 'bullet') return '- ';
  if (own.format === 'none') return '';
  const first = Math.max(0, counts.length - own.shown);
  const numbers = counts.slice(first).map((count, i) => listNumber(count, levels?.[first + i]?.format ?? own.format));
  return `${own.prefix}${numbers.filter(Boolean).join('.')}${own.suffix} `;
}

/** Where an item of this level begins to count. */
export const startOf = (levels: ListLevel[] | undefined, depth: number): number => levels?.[depth]?.start ?? 1;
