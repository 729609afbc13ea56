import { attribute, childOf, descendants, elementsOf, type XmlElement } from '../xml/xml-tree.ts';
import { bodyText, paragraphText, tableText } from './drawing-text.ts';

/** What a slide shows, by what it is. `charts`, `diagrams`: the ids of relations to parts of their own. */
export type SlideParts = {
  title: string;
  blocks: ({ text: string } | { chart: string } | { diagram: string })[];
  footers: string[];
  /** Of pictures without a description, the ids of relations to them. */
  pictures: string[];
  /** So many embedded objects, and shapes that are not shown. */
  objects: number;
  hidden: number;
};

/** The shapes of a slide in the order they were drawn in, the title first. */
export function readSlide(slide: XmlElement): SlideParts {
  const parts: SlideParts = { title: '', blocks: [], footers: [], pictures: [], objects: 0, hidden: 0 };
  const tree = childOf(childOf(slide, 'cSld'), 'spTree');
  if (tree) readShapes(tree, parts);
  return parts;
}

function readShapes(group: XmlElement, parts: SlideParts): void {
  for (const shape of elementsOf(group)) {
    if (isHidden(shape)) {
      parts.hidden++;
      continue;
    }
    if (shape.name === 'sp' || shape.name === 'cxnSp') readShape(shape, parts);
    else if (shape.name === 'grpSp') readShapes(shape, parts);
    else if (shape.name === 'graphicFrame') readFrame(shape, parts);
    else if (shape.name === 'pic') readPicture(shape, parts);
    // of two ways to draw the same thing one is enough
    else if (shape.name === 'AlternateContent') {
      const way = childOf(shape, 'Choice') ?? childOf(shape, 'Fallback');
      if (way) readShapes(way, parts);
    } else if (shape.name === 'contentPart') parts.objects++;
  }
}

const isHidden = (shape: XmlElement): boolean => {
  const named = elementsOf(shape).find(({ name }) => /^nv\w+Pr$/.test(name));
  return /^(?:1|true)$/.test(childOf(named, 'cNvPr')?.attributes.hidden ?? '');
};

const placeholderOf = (shape: XmlElement): XmlElement | undefined =>
  childOf(
    childOf(
      elementsOf(shape).find(({ name }) => /^nv\w+Pr$/.test(name)),
      'nvPr',
    ),
    'ph',
  );

export const placeholderType = (shape: XmlElement): string | undefined => {
  const placeholder = placeholderOf(shape);
  return placeholder && (placeholder.attributes.type ?? 'obj');
};

function readShape(shape: XmlElement, parts: SlideParts): void {
  const type = placeholderType(shape);
  const body = childOf(shape, 'txBody');
  if (type === 'sldNum' || type === 'dt') return;
  if ((type === 'title' || type === 'ctrTitle') && parts.title === '') {
    const lines = descendants(body, 'p').map(paragraphText);
    parts.title = lines.join(' ').replace(/\s+/gu, ' ').trim();
    return;
  }
  const text = bodyText(body, { byDefault: type === 'body' || type === 'obj' });
  if (text === '') return;
  if (type === 'ftr' || type === 'hdr') parts.footers.push(text);
  else parts.blocks.push({ text });
}

function readFrame(frame: XmlElement, parts: SlideParts): void {
  const data = childOf(childOf(frame, 'graphic'), 'graphicData');
  const table = childOf(data, 'tbl');
  const chart = childOf(data, 'chart');
  const diagram = childOf(data, 'relIds');
  if (table) parts.blocks.push({ text: tableText(table) });
  else if (chart) parts.blocks.push({ chart: attribute(chart, ':id') ?? '' });
  else if (diagram) parts.blocks.push({ diagram: attribute(diagram, ':dm') ?? '' });
  else parts.objects++;
}

function readPicture(picture: XmlElement, parts: SlideParts): void {
  const properties = childOf(picture, 'nvPicPr');
  const described = childOf(properties, 'cNvPr')?.attributes.descr?.replace(/\s+/gu, ' ').trim();
  const media = childOf(properties, 'nvPr');
  const isPlayed = media && elementsOf(media).some(({ name }) => /^(?:video|audio|quickTime|wavAudio)File$/.test(name));
  if (described) parts.blocks.push({ text: described });
  else if (isPlayed) parts.objects++;
  else parts.pictures.push(attribute(childOf(childOf(picture, 'blipFill'), 'blip') ?? picture, ':embed') ?? '');
}
