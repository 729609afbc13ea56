import { childOf, elementsOf, textOf, type XmlElement } from '../xml/xml-tree.ts';

/** Elements whose text is no text of the document: deleted passages, declarations, controls. */
export const passedOver = new Set([
  'tracked-changes',
  'sequence-decls',
  'variable-decls',
  'user-field-decls',
  'forms',
  'hidden-text',
  'hidden-paragraph',
  'notes',
  'desc',
  'title',
  'event-listeners',
  'settings',
  'date-time-decl',
  'footer-decl',
  'header-decl',
]);

/** An equation as the letters that it shows; what it says again for programs is left out. */
export function equationText(math: XmlElement): string {
  const semantics = childOf(math, 'semantics');
  return textOf(semantics ? elementsOf(semantics)[0] : math)
    .replace(/\s+/gu, ' ')
    .trim();
}
