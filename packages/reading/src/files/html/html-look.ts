import type { PageDocument, PageElement } from './html-dom.ts';

/** Where a look is kept for those who read a page after Readability, which takes styles away. */
const kept = 'data-look';

const looks = /(?:list-style|vertical-align|display|visibility|mso-hide)[\w-]*\s*:/i;

/** Keeps what styles within a page say of lists, raised text and hidden parts. The document is changed. */
export function keepLooks(document: PageDocument): void {
  for (const element of document.querySelectorAll('[style]')) {
    const style = element.getAttribute('style') ?? '';
    if (looks.test(style)) element.setAttribute(kept, style);
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
