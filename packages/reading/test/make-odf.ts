import { makeZip, type ZipEntry } from './make-zip.ts';

const namespaces = [
  ['office', 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'],
  ['text', 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'],
  ['table', 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'],
  ['style', 'urn:oasis:names:tc:opendocument:xmlns:style:1.0'],
  ['draw', 'urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'],
  ['presentation', 'urn:oasis:names:tc:opendocument:xmlns:presentation:1.0'],
  ['svg', 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'],
  ['xlink', 'http://www.w3.org/1999/xlink'],
]
  .map(([prefix, address]) => `xmlns:${prefix}="${address}"`)
  .join(' ');

/** A document of OpenDocument. `automatic`, `common`, `masters`: the content of its kinds of styles. */
export function makeOdf(
  kind: 'text' | 'presentation' | 'spreadsheet',
  body: string,
  styles: { automatic?: string; common?: string; masters?: string } = {},
  more: ZipEntry[] = [],
): Buffer {
  const { automatic = '', common = '', masters = '' } = styles;
  return makeZip([
    { name: 'mimetype', content: `application/vnd.oasis.opendocument.${kind}` },
    {
      name: 'content.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${namespaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    },
    {
      name: 'styles.xml',
      content: `<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${namespaces}><office:styles>${common}</office:styles><office:master-styles>${masters}</office:master-styles></office:document-styles>`,
    },
    ...more,
  ]);
}
