import { makeZip, type ZipEntry } from './make-zip.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  `xmlns:r="${office}/relationships"`,
  `xmlns:m="${office}/math"`,
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

/** A part in the same folder as the document, and what the document calls it: rId2, rId3, … in order. */
export type DocxPart = { type: string; name: string; content: string | Buffer; contentType?: string };

/** The root element of a part with all namespaces: `part('w:hdr', paragraph('Page'))`. */
export const root = (name: string, content: string): string =>
  `<?xml version="1.0"?><${name} ${namespaces}>${content}</${name}>`;

/** `look`: properties of the run, such as `<w:vanish/>`. */
export const run = (text: string, look = ''): string =>
  `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of these runs. `properties`: of the paragraph. */
export const line = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;

/** A paragraph, with a level from 1 a heading. */
export const paragraph = (text: string, level?: number): string =>
  `<w:p>${level ? `<w:pPr><w:pStyle w:val="Heading${level}"/></w:pPr>` : ''}${run(text)}</w:p>`;

/** An item of list `list` on level `level` from 0. */
export const item = (text: string, level = 0, list = 1): string =>
  line(run(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

export const table = (rows: string[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

function types(main: string, parts: DocxPart[]): string {
  const overrides = [
    ...parts.flatMap(({ name, contentType }) => (contentType ? [[`word/${name}`, contentType]] : [])),
    [main, documentType],
  ].map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`);
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

const relations = (list: [string, string][]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${office}/relationships/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/**
 * A Word document of these elements. `prologue` stands before the root element, `more` beside the document in the archive, `main` is the
 * name of its part, `target` how the package refers to it.
 */
export function makeDocx(
  body: string[],
  options: { prologue?: string; more?: ZipEntry[]; parts?: DocxPart[]; main?: string; target?: string } = {},
): Buffer {
  const { parts = [], main = 'word/document.xml' } = options;
  const document = `<?xml version="1.0"?>${options.prologue ?? ''}<w:document ${namespaces}><w:body>${body.join('')}</w:body></w:document>`;
  const own = main.replace(/([^/]+)$/, '_rels/$1.rels');
  return makeZip([
    { name: '[Content_Types].xml', content: types(main, parts) },
    { name: '_rels/.rels', content: relations([['officeDocument', options.target ?? main]]) },
    { name: main, content: document },
    ...(parts.length > 0
      ? [
          {
            name: own,
            content: relations([
              ['theme', 'theme1.xml'],
              ...parts.map(({ type, name }): [string, string] => [type, name]),
            ]),
          },
        ]
      : []),
    ...parts.map(({ name, content }) => ({ name: `word/${name}`, content })),
    ...(options.more ?? []),
  ]);
}

/** Levels of a list: what `%1` stands in, in what format. */
export const level = (index: number, text: string, format = 'decimal', more = ''): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;

/** The part with lists: `abstracts` by their levels, `lists` by the abstract one that each is, with what it changes. */
export const numbering = (abstracts: string[], lists: [number, string?][]): DocxPart => ({
  type: 'numbering',
  name: 'numbering.xml',
  content: root(
    'w:numbering',
    abstracts.map((levels, i) => `<w:abstractNum w:abstractNumId="${i}">${levels}</w:abstractNum>`).join('') +
      lists
        .map(
          ([abstract, changes = ''], i) =>
            `<w:num w:numId="${i + 1}"><w:abstractNumId w:val="${abstract}"/>${changes}</w:num>`,
        )
        .join(''),
  ),
});

/** A style for paragraphs with what it says of them. */
export const style = (id: string, name: string, properties: string, more = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}<w:pPr>${properties}</w:pPr></w:style>`;

export const styles = (list: string[]): DocxPart => ({
  type: 'styles',
  name: 'styles.xml',
  content: root('w:styles', list.join('')),
});
