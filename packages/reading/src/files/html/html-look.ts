import type { PageDocument, PageElement, PageNode } from './html-dom.ts';

/** Where a look is kept for those who read a page after Readability, which takes styles away. */
const kept = 'data-look';

const looks = /(?:list-style|vertical-align|display|visibility|mso-hide)[\w-]*\s*:/i;

/** A box beside an article belongs to it, unless it is a list of links; so does whoever is named below a quotation. */
export function isOfText(element: PageElement): boolean {
  const name = element.tagName.toUpperCase();
  if (name === 'FOOTER') return element.closest('blockquote') !== null;
  if (name !== 'ASIDE' || !element.closest('article, main, [role="main"]')) return false;
  let linked = 0;
  for (const anchor of element.querySelectorAll('a[href]')) linked += (anchor.textContent ?? '').trim().length;
  return linked * 2 < (element.textContent ?? '').trim().length;
}

type Part = PageElement & { append(...nodes: PageNode[]): void; replaceWith(node: PageNode): void };
type Maker = PageDocument & { createElement(name: string): Part };

/**
 * Keeps what Readability takes away and what belongs to the text: styles of lists, of raised text and of hidden parts, boxes beside an
 * article. The document is changed.
 */
export function keepLooks(document: PageDocument): void {
  for (const element of document.querySelectorAll('[style]')) {
    const style = element.getAttribute('style') ?? '';
    if (looks.test(style)) element.setAttribute(kept, style);
  }
  for (const box of [...document.querySelectorAll('aside, blockquote footer')] as Part[]) {
    if (isHidden(box) || !isOfText(box)) continue;
    const part = (document as Maker).createElement('div');
    part.append(...box.childNodes);
    box.replaceWith(part);
  }
}

/** The value of a property in the style of the element itself, in small letters; '' where it says nothing of it. */
export function lookOf(element: PageElement, property: string): string {
  const style = element.getAttribute('style') ?? element.getAttribute(kept) ?? '';
  if (!style.toLowerCase().includes(property)) return '';
  let value = '';
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (declaration.slice(0, colon).trim().toLowerCase() === property)
      value = declaration
        .slice(colon + 1)
        .replace(/!important/i, '')
        .trim()
        .toLowerCase();
  }
  return value;
}

/** Whether nobody who opens the page sees the element. */
export const isHidden = (element: PageElement): boolean =>
  element.hasAttribute('hidden') ||
  lookOf(element, 'display') === 'none' ||
  lookOf(element, 'visibility') === 'hidden' ||
  lookOf(element, 'mso-hide') === 'all';
