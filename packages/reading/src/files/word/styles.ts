import { child, childrenNamed, isOn, stated, type XmlElement } from './xml-tree.ts';

/** A style with what it takes from those it is based on. */
export type Style = {
  id: string;
  /** Level of heading from 1, where it is one. */
  heading: number | null;
  /** Which list its paragraphs belong to; `by`: the styles, from itself to the one that says so. */
  list: { numId: string | undefined; level: number | undefined; by: string[] } | undefined;
  hidden: boolean | undefined;
  script: 'super' | 'sub' | 'none' | undefined;
  struck: boolean | undefined;
};

export type Styles = {
  /** What Word takes for a paragraph that names no style. */
  paragraph(id: string | undefined): Style;
  /** Undefined: it names none, or one that is not there. */
  run(id: string | undefined): Style | undefined;
  /** The list that a style for lists names. */
  listOf(id: string): string | undefined;
};

/** More than people chain, and an end for styles that are based on each other. */
const maxChain = 30;

/** Word's own name for them is English in every language. */
const headingName = /^heading ([1-9])$/i;

export function scriptOf(properties: XmlElement | undefined): Style['script'] {
  const align = stated(properties, 'w:vertAlign');
  if (align === 'superscript') return 'super';
  if (align === 'subscript') return 'sub';
  if (align !== undefined) return 'none';
  return undefined;
}

export const isStruck = (properties: XmlElement | undefined): boolean | undefined =>
  isOn(properties, 'w:strike') || isOn(properties, 'w:dstrike') || isOn(properties, 'w:strike');

/** The level of an outline as a heading's: 9 is the body. Undefined where it is not stated. */
export function outlineOf(properties: XmlElement | undefined): number | null | undefined {
  const level = stated(properties, 'w:outlineLvl');
  if (level === undefined) return undefined;
  return Number(level) >= 0 && Number(level) < 9 ? Number(level) + 1 : null;
}

const plain = (id: string): Style => ({
  id,
  // documents of other programs name Word's headings without bringing the style
  heading: Number(/^heading([1-9])$/i.exec(id)?.[1]) || (/^title$/i.test(id) ? 1 : null),
  list: undefined,
  hidden: undefined,
  script: undefined,
  struck: undefined,
});

/** What a style says of itself, on top of what the style says that it is based on. */
function inherit(element: XmlElement, base: Style | undefined): Style {
  const id = element.attributes.styleId ?? '';
  const name = stated(element, 'w:name') ?? '';
  const [paragraph, run] = [child(element, 'w:pPr'), child(element, 'w:rPr')];
  const named = Number(headingName.exec(name)?.[1]) || (/^title$/i.test(name) ? 1 : undefined);
  const outline = outlineOf(paragraph);
  const numbers = child(paragraph, 'w:numPr');
  const level = stated(numbers, 'w:ilvl');
  return {
    id,
    heading: outline === undefined ? (named ?? base?.heading ?? null) : (outline ?? named ?? null),
    list: numbers
      ? {
          numId: stated(numbers, 'w:numId') ?? base?.list?.numId,
          level: level === undefined ? base?.list?.level : Number(level),
          by: [id],
        }
      : base?.list && { ...base.list, by: [id, ...base.list.by] },
    hidden: isOn(run, 'w:vanish') ?? base?.hidden,
    script: scriptOf(run) ?? base?.script,
    struck: isStruck(run) ?? base?.struck,
  };
}

/** `root`: the part with the styles; undefined where a document has none. */
export function readStyles(root: XmlElement | undefined): Styles {
  const elements = new Map(childrenNamed(root, 'w:style').map((style) => [style.attributes.styleId ?? '', style]));
  const known = new Map<string, Style>();
  const styleOf = (id: string, depth = 0): Style | undefined => {
    const ready = known.get(id);
    const element = elements.get(id);
    if (ready || !element) return ready;
    const base = stated(element, 'w:basedOn');
    const style = inherit(element, base === undefined || depth > maxChain ? undefined : styleOf(base, depth + 1));
    known.set(id, style);
    return style;
  };
  const standard = [...elements.values()].find(
    ({ attributes }) => attributes.type === 'paragraph' && ['1', 'true', 'on'].includes(attributes.default ?? ''),
  );
  return {
    paragraph: (id) => {
      const wanted = id ?? standard?.attributes.styleId;
      return (wanted === undefined ? undefined : styleOf(wanted)) ?? plain(wanted ?? '');
    },
    run: (id) => (id === undefined ? undefined : styleOf(id)),
    listOf: (id) => stated(elements.get(id), 'w:pPr', 'w:numPr', 'w:numId'),
  };
}
