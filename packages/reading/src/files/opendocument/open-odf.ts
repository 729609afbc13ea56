import { AppError } from '@millrace/contract/app-error';
import { attribute, childOf, descendants, elementsOf, type XmlElement } from '../xml/xml-tree.ts';
import { locked, openPackage } from '../zip/open-package.ts';
import { OdfStyles } from './odf-styles.ts';

const names: Record<string, string> = {
  text: 'text',
  spreadsheet: 'spreadsheet',
  presentation: 'presentation',
  drawing: 'drawing',
};

/** Equations and charts are documents of their own within one. */
const mostObjects = 500;

/**
 * The body and the styles of an OpenDocument file; `masters` holds the headers and footers. Throws AppError invalid for one of another
 * kind, protected with a password, or damaged.
 */
export async function openOdf(
  octets: Buffer,
  kind: 'text' | 'presentation',
): Promise<{ body: XmlElement; styles: OdfStyles; masters: XmlElement[]; objects: Map<string, XmlElement> }> {
  const file = await openPackage(octets, 'content.xml', `an OpenDocument ${kind}`);
  const manifest = await file.xml('META-INF/manifest.xml');
  if (descendants(manifest, 'encryption-data').length > 0) throw locked();
  const content = await file.xml('content.xml');
  const styleSheet = await file.xml('styles.xml').catch(() => undefined);
  const inner = childOf(content, 'body');
  const body = inner && elementsOf(inner).find(({ name }) => Object.hasOwn(names, name));
  if (!body)
    throw new AppError(
      'invalid',
      'sources.damaged',
      'This file is damaged and cannot be opened. Save it again in its program, then upload the new file.',
    );
  if (body.name !== kind)
    throw new AppError(
      'invalid',
      'sources.damaged',
      `This file is an OpenDocument ${names[body.name]}, not ${kind === 'text' ? 'a text' : 'a presentation'}. Correct its extension, then upload it again.`,
    );
  const masters = descendants(childOf(styleSheet, 'master-styles'), 'master-page');
  const objects = new Map<string, XmlElement>();
  for (const name of file.names.filter((known) => known.endsWith('/content.xml')).slice(0, mostObjects)) {
    const object = await file.xml(name).catch(() => undefined);
    if (object) objects.set(name.slice(0, -'/content.xml'.length), object);
  }
  return {
    objects,
    body,
    styles: new OdfStyles([styleSheet, content]),
    masters: masters.filter((page) => attribute(page, 'name')),
  };
}
