import { Parser } from 'htmlparser2';

/** An element of XML. Names are local: prefixes differ from program to program. Attributes keep theirs. */
export type XmlElement = {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
};

/** Nesting that no program writes; what is deeper is left out, so that whoever walks the tree is safe. */
const maxDepth = 300;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** XML as UTF-8, or UTF-16 by its byte order mark or its first characters; another encoding that it states where it is known. */
function decode(octets: Uint8Array): string {
  const [a = 0, b = 0] = octets;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le').decode(octets);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be').decode(octets);
  const head = Buffer.from(octets.buffer, octets.byteOffset, Math.min(200, octets.length)).toString('latin1');
  const stated = /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/.exec(head)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(stated).decode(octets);
  } catch {
    return new TextDecoder().decode(octets);
  }
}

/**
 * The root element of a document; undefined where it has none. Entities that a document declares are not resolved, faults in its
 * structure are passed over.
 */
export function parseXml(octets: Uint8Array): XmlElement | undefined {
  const top: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [top];
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > maxDepth) return;
        const element = { name: localName(name), attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(text) {
        const to = open.at(-1)?.children;
        const last = to?.at(-1);
        // text comes in pieces around entities
        if (to && typeof last === 'string') to[to.length - 1] = last + text;
        else to?.push(text);
      },
      onclosetag() {
        if (depth-- <= maxDepth) open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(decode(octets));
  return top.children.find((child): child is XmlElement => typeof child !== 'string');
}

/** The value of an attribute, whatever its prefix, unless the prefix is said: `href`, or `:id` for one that has some prefix. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const exact = element.attributes[name];
  if (exact !== undefined) return exact;
  const ending = name.startsWith(':') ? name : `:${name}`;
  const key = Object.keys(element.attributes).find((known) => known.endsWith(ending));
  return key === undefined ? undefined : element.attributes[key];
}

export const elementsOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string');

/** The first child of this name. */
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elementsOf(element).find((child) => child.name === name);

/** All elements of this name below one, in the order of the document, not those within one of them. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  if (!element) return [];
  return elementsOf(element).flatMap((child) => (child.name === name ? [child] : descendants(child, name)));
}

/** All text below an element as it is. */
export const textOf = (element: XmlElement | undefined): string =>
  element?.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('') ?? '';
