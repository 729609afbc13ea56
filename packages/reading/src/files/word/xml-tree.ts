import { SaxesParser, type SaxesTagNS } from 'saxes';

/**
 * An element of Office's XML. Names have the prefix that Word itself gives to a namespace, whatever the file calls it: `w:p`, `m:f`.
 * Attributes are known by their local names, but for those of relationships: `val`, `r:id`.
 */
export type XmlElement = { name: string; attributes: Record<string, string>; children: (XmlElement | string)[] };

/** Word nests no deeper than some hundred elements; what is deeper was made to overflow whoever walks it. */
const maxDepth = 1_000;

/** Namespaces of the transitional and the strict form, and of later versions, by the end of their addresses. */
const prefixes: [RegExp, string][] = [
  [/wordprocessingml(\/2006)?\/main$/, 'w'],
  [/officeDocument(\/2006)?\/math$/, 'm'],
  [/officeDocument(\/2006)?\/relationships$/, 'r'],
  [/markup-compatibility\/2006$/, 'mc'],
  [/drawingml(\/2006)?\/main$/, 'a'],
  [/drawingml(\/2006)?\/wordprocessingDrawing$/, 'wp'],
  [/drawingml(\/2006)?\/picture$/, 'pic'],
  [/drawingml(\/2006)?\/chart$/, 'c'],
  [/drawing\/2014\/chartex$/, 'cx'],
  [/drawingml(\/2006)?\/diagram$/, 'dgm'],
  [/word\/2010\/wordprocessingShape$/, 'wps'],
  [/word\/2010\/wordml$/, 'w14'],
  [/word\/2012\/wordml$/, 'w15'],
  [/schemas-microsoft-com:vml$/, 'v'],
  [/schemas-microsoft-com:office:office$/, 'o'],
];
const known = new Map<string, string>();

function prefixOf(uri: string): string {
  let prefix = known.get(uri);
  if (prefix === undefined) {
    prefix = prefixes.find(([ending]) => ending.test(uri))?.[1] ?? '';
    known.set(uri, prefix);
  }
  return prefix;
}

/** Where blanks alone are text. */
const texts = new Set(['t', 'delText', 'instrText', 'v']);
/** What a program may get wrong without the rest being lost; an entity that the file declares is such: it stays as it is written. */
const harmless = /entity|disallowed character|namespace prefix/;

/** Most elements have none, and a long table has millions of elements. */
const noAttributes: Record<string, string> = Object.freeze({});

function elementOf(tag: SaxesTagNS): XmlElement {
  const all = Object.values(tag.attributes);
  const attributes: Record<string, string> = all.length === 0 ? noAttributes : {};
  for (const { local, uri, value, prefix } of all) {
    if (prefix === 'xmlns') continue;
    const own = prefixOf(uri);
    const key = own === 'r' ? `r:${local}` : local;
    if (own === 'w' || !(key in attributes)) attributes[key] = value;
  }
  const prefix = prefixOf(tag.uri);
  return { name: prefix ? `${prefix}:${tag.local}` : tag.local, attributes, children: [] };
}

/** The encoding by the first bytes: UTF-16 with a mark or by its zeros, another that is stated, else UTF-8. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff || (head[0] === 0x3c && head[1] === 0)) return 'utf-16le';
  if (head[0] === 0xfe || (head[0] === 0 && head[1] === 0x3c)) return 'utf-16be';
  return /^<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)/.exec(head.toString('latin1', 0, 200))?.[1] ?? 'utf-8';
}

/**
 * Reads XML as it comes and returns its root. Children of the elements named `piecewise` are handed to `onPiece` one by one as soon as
 * they are complete and are not kept, so that a long document never stands in memory as a whole. No entity is resolved but XML's own
 * five. Throws Error for what is not well-formed.
 */
export async function readXml(
  bytes: AsyncIterable<Buffer>,
  { piecewise, onPiece }: { piecewise?: string; onPiece?: (piece: XmlElement) => void } = {},
): Promise<XmlElement> {
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open: XmlElement[] = [top];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    if (!harmless.test(error.message)) throw error;
  });
  parser.on('opentag', (tag) => {
    if (open.length > maxDepth) throw new Error('nested too deeply');
    const element = elementOf(tag);
    const parent = open.at(-1) as XmlElement;
    if (!onPiece || parent.name !== piecewise) parent.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const parent = open.at(-1) as XmlElement;
    const local = parent.name.slice(parent.name.indexOf(':') + 1);
    if (texts.has(local) || text.trim() !== '') parent.children.push(text);
  });
  parser.on('cdata', (text) => open.at(-1)?.children.push(text));
  parser.on('closetag', () => {
    const element = open.pop() as XmlElement;
    if (onPiece && open.at(-1)?.name === piecewise) onPiece(element);
  });
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(encodingOf(piece));
    parser.write(decoder.decode(piece, { stream: true }));
  }
  parser.write(decoder?.decode() ?? '');
  parser.close();
  const root = top.children.find((child): child is XmlElement => typeof child !== 'string');
  if (!root) throw new Error('no root element');
  return root;
}

export const elementsOf = (element: XmlElement | undefined): XmlElement[] =>
  (element?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string');

/** The first child of this name, or of this path of names: `child(p, 'w:pPr', 'w:numPr')`. */
export function child(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = elementsOf(found).find((one) => one.name === name);
  return found;
}

export const childrenNamed = (element: XmlElement | undefined, name: string): XmlElement[] =>
  elementsOf(element).filter((one) => one.name === name);

/** The `val` of a child: most properties of Word are written so. */
export const stated = (element: XmlElement | undefined, ...path: string[]): string | undefined =>
  child(element, ...path)?.attributes.val;

/** Whether a property that is on or off is on; undefined where it is not stated. */
export function isOn(element: XmlElement | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  return found && !['0', 'false', 'off'].includes(found.attributes.val ?? 'true');
}

/** All elements of this name below one, in order, also those within one of them. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const one of elementsOf(element)) {
    if (one.name === name) found.push(one);
    found.push(...descendants(one, name));
  }
  return found;
}

export const textOf = (element: XmlElement | undefined): string =>
  (element?.children ?? []).map((one) => (typeof one === 'string' ? one : textOf(one))).join('');
