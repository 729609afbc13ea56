import type { ItemCounter } from './count-items.ts';
import type { Block, LeftOut, Paragraph, Revision, Run } from './model.ts';
import type { Styles } from './styles.ts';
import { child, childrenNamed, descendants, elementsOf, type XmlElement } from './xml-tree.ts';

/** A part that one refers to and that is read with it: a chart, a diagram, a page in HTML. */
export type Linked = { type: string; root: XmlElement | undefined; text: string | undefined };

/**
 * A field that is open: its result is text, its code is not. `page`: it is the number of a page, in a header or footer. `lines`: how many
 * paragraphs its code has gone through.
 */
export type Field = {
  code: string;
  inResult: boolean;
  page: boolean;
  wrote: boolean;
  lines: number;
  start: XmlElement;
};

/** What is known while the parts of a document are walked, in the order in which people read them. */
export type Walk = {
  /** Reads what stands apart from the paragraph around it, such as a text box. */
  blocksOf: (elements: XmlElement[], walk: Walk) => Block[];
  /** Reads a Word document that was put into this one. */
  readInner: (bytes: Buffer) => Promise<string | undefined>;
  styles: Styles;
  count: ItemCounter;
  /** A counter that begins with nothing, for a part that counts for itself. */
  newCount: () => ItemCounter;
  revision: Revision;
  leftOut: LeftOut;
  /** By the id that the part in hand gives it. */
  linked: Map<string, Linked>;
  /** The part is a header or a footer. */
  isMargin: boolean;
  fields: Field[];
  /** How many paragraphs were numbered by a field of their own. */
  autoNumbers: { count: number };
  /** The words of comments that are open, by their id. */
  openComments: Map<string, string[]>;
  /** The same, for those that are closed. */
  aboutComments: Map<string, string>;
  /** The ids of notes in the order of their references. */
  footnotes: { marks: Map<string, string>; mark: (count: number) => string };
  endnotes: { marks: Map<string, string>; mark: (count: number) => string };
  /** What stands beside the paragraph in hand: text boxes, charts. */
  beside: Block[];
  /** Words of a paragraph whose end was deleted: they begin the next one. */
  carried: Run[];
  /** A paragraph whose end is hidden: the next one continues it. */
  continued: Paragraph | undefined;
  /** The run before was hidden too. */
  isHiding: boolean;
  /** The parts that the sections name as headers and footers, in order, by their relationship ids. */
  margins: { headers: string[]; footers: string[] };
};

/** Instead of the number of a page, in headers and footers. */
export const pageMark = '\ufdd4';

const contents = [
  'w:t',
  'w:txbxContent',
  'a:t',
  'm:t',
  'c:chart',
  'dgm:relIds',
  'pic:pic',
  'w:sym',
  'w:drawing',
  'v:textpath',
];
const hasContent = (element: XmlElement): boolean => contents.some((name) => descendants(element, name).length > 0);

/** Of several ways in which a program wrote the same thing, the first that we can read. */
export function chosen(element: XmlElement): XmlElement | undefined {
  const choices = childrenNamed(element, 'mc:Choice');
  return choices.find(hasContent) ?? child(element, 'mc:Fallback') ?? choices[0];
}

/** The children of this name, also those in whatever stands around them: content controls, tracked changes, markup of others. */
export function* within(element: XmlElement | undefined, name: string, walk: Walk): Generator<XmlElement> {
  for (const one of elementsOf(element)) {
    if (one.name === name) yield one;
    else if (one.name === 'mc:AlternateContent') yield* within(chosen(one), name, walk);
    else if (!isLeftOut(one, walk)) yield* within(one, name, walk);
  }
}

const inserted = new Set(['w:ins', 'w:moveTo']);
const deleted = new Set(['w:del', 'w:moveFrom']);

/** A tracked change whose content does not belong to the text; counted where it is a deletion of some text. */
export function isLeftOut(element: XmlElement, walk: Walk): boolean {
  if (!(walk.revision === 'accepted' ? deleted : inserted).has(element.name)) return false;
  if (
    element.name === 'w:del' &&
    ['w:delText', 'w:t', 'm:t', 'w:drawing'].some((name) => descendants(element, name).length > 0)
  )
    walk.leftOut.deletions++;
  return true;
}

/** The same for what says it of itself: a row, the end of a paragraph. */
export const isGone = (properties: XmlElement | undefined, walk: Walk): boolean =>
  elementsOf(properties).some(({ name }) => (walk.revision === 'accepted' ? deleted : inserted).has(name));

export function openComment(element: XmlElement, walk: Walk): boolean {
  const id = element.attributes.id ?? '';
  if (element.name === 'w:commentRangeStart') walk.openComments.set(id, []);
  else if (element.name === 'w:commentRangeEnd') {
    walk.aboutComments.set(id, (walk.openComments.get(id) ?? []).join(''));
    walk.openComments.delete(id);
  } else return false;
  return true;
}
