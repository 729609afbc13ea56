import { makeZip, type ZipEntry } from './make-zip.ts';

const namespaces =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const relationTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const relations = (all: { id: string; type: string; target: string }[]): string =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(({ id, type, target }) => `<Relationship Id="${id}" Type="${relationTypes}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** A paragraph of a shape. `properties`: what its `a:pPr` holds, `level` from 0. */
export const slideParagraph = (text: string, { level = 0, properties = '' } = {}): string =>
  `<a:p><a:pPr lvl="${level}">${properties}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;

/** A shape with the paragraphs in it. `type`: of its placeholder; without one it is a text box. */
export const shape = (type: string | undefined, paragraphs: string[]): string =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="s"/><p:cNvSpPr/><p:nvPr>${type ? `<p:ph type="${type}"/>` : ''}</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${paragraphs.join('')}</p:txBody></p:sp>`;

export type Slide = {
  shapes: string[];
  hidden?: boolean;
  notes?: string;
  /** Parts of their own, by the id of the relation that a shape refers to: XML, or the octets of a picture. */
  related?: { id: string; type: string; content: string | Buffer }[];
};

const tree = (shapes: string[]): string => `<p:cSld><p:spTree>${shapes.join('')}</p:spTree></p:cSld>`;

function slideEntries({ shapes, hidden, notes, related = [] }: Slide, number: number): ZipEntry[] {
  const parts = related.map(({ id, type, content }) => ({
    id,
    type,
    content,
    name: `${id}-${number}.${typeof content === 'string' ? 'xml' : 'png'}`,
  }));
  const all = parts.map(({ id, type, name }) => ({ id, type, target: `../parts/${name}` }));
  if (notes !== undefined)
    all.push({ id: 'rIdN', type: 'notesSlide', target: `../notesSlides/notesSlide${number}.xml` });
  const entries: ZipEntry[] = [
    {
      name: `ppt/slides/slide${number}.xml`,
      content: `${declaration}<p:sld ${namespaces}${hidden ? ' show="0"' : ''}>${tree(shapes)}</p:sld>`,
    },
    { name: `ppt/slides/_rels/slide${number}.xml.rels`, content: relations(all) },
    ...parts.map(({ name, content }) => ({
      name: `ppt/parts/${name}`,
      content: typeof content === 'string' ? declaration + content : content,
    })),
  ];
  if (notes !== undefined) {
    const shapesOfNotes = [shape('sldNum', [slideParagraph(String(number))]), shape('body', [slideParagraph(notes)])];
    entries.push({
      name: `ppt/notesSlides/notesSlide${number}.xml`,
      content: `${declaration}<p:notes ${namespaces}>${tree(shapesOfNotes)}</p:notes>`,
    });
  }
  return entries;
}

/** A presentation. Its slides are listed in the order given, whatever the numbers of their parts. */
export function makePptx(slides: Slide[], more: ZipEntry[] = []): Buffer {
  const list = slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 1}"/>`).join('');
  return makeZip([
    {
      name: '[Content_Types].xml',
      content: `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: relations([{ id: 'rId1', type: 'officeDocument', target: 'ppt/presentation.xml' }]),
    },
    {
      name: 'ppt/presentation.xml',
      content: `${declaration}<p:presentation ${namespaces}><p:sldIdLst>${list}</p:sldIdLst></p:presentation>`,
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      content: relations(
        // the parts are numbered backwards: their names are not their order
        slides.map((_, i) => ({ id: `rId${i + 1}`, type: 'slide', target: `slides/slide${slides.length - i}.xml` })),
      ),
    },
    ...slides.flatMap((slide, i) => slideEntries(slide, slides.length - i)),
    ...more,
  ]);
}
