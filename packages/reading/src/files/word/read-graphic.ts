import { fillGrid, gridRowText } from '../tables/grid.ts';
import type { PlainBlock } from './model.ts';
import { chosen, type Linked, type Walk } from './walk.ts';
import { child, descendants, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

/** What a drawing was seen to hold. */
type Seen = { alt: string; picture: boolean; other: boolean };

/**
 * Reads a drawing: its text boxes, charts and diagrams are put beside the paragraph, its picture is what its description says. Returns
 * that description. Counts what has none.
 */
export function readGraphic(element: XmlElement, walk: Walk): string {
  const seen: Seen = { alt: '', picture: false, other: false };
  look(element, seen, walk);
  if (seen.picture && seen.alt === '' && !seen.other && !walk.isMargin) walk.leftOut.pictures++;
  return seen.alt;
}

/** A description that is more than the name of a file. */
const described = (text: string | undefined): string => {
  const alt = (text ?? '').replace(/\s+/gu, ' ').trim();
  return /^\S*\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?|svg)$/i.test(alt) || /^[a-z]:\\/i.test(alt) ? '' : alt;
};

function look(element: XmlElement, seen: Seen, walk: Walk): void {
  const { attributes } = element;
  switch (element.name) {
    case 'mc:AlternateContent': {
      const choice = chosen(element);
      if (choice) look(choice, seen, walk);
      return;
    }
    case 'w:txbxContent':
      seen.other = true;
      // what stands in a box is complete in itself
      walk.beside.push(...walk.blocksOf(elementsOf(element), boxed(walk)));
      return;
    case 'wp:docPr':
      seen.alt ||= described(attributes.descr ?? attributes.title);
      if (descendants(element, 'decorative').some((one) => one.attributes.val === '1')) seen.other = true;
      return;
    case 'pic:pic':
      seen.picture = true;
      seen.alt ||= described(descendants(element, 'pic:cNvPr')[0]?.attributes.descr);
      return;
    case 'v:imagedata':
      seen.picture = true;
      seen.alt ||= described(attributes.title);
      return;
    case 'v:textpath':
      seen.other = true;
      if (attributes.string) walk.beside.push({ kind: 'plain', text: attributes.string });
      return;
    case 'a:txBody':
    case 'a:txSp': {
      const text = paragraphsOf(element);
      seen.other ||= text !== '';
      if (text !== '') walk.beside.push({ kind: 'plain', text });
      return;
    }
    case 'c:chart':
    case 'dgm:relIds':
      seen.other = true;
      showLinked(walk.linked.get(attributes['r:id'] ?? attributes['r:dm'] ?? ''), walk);
      return;
    case 'o:OLEObject':
      seen.other = true;
      if (/^Equation|MathType/i.test(attributes.ProgID ?? '')) walk.leftOut.equations++;
      else walk.leftOut.objects++;
      return;
    case 'w:control':
      seen.other = true;
      walk.leftOut.objects++;
      return;
  }
  if (element.name.startsWith('v:')) seen.alt ||= described(attributes.alt);
  for (const one of elementsOf(element)) look(one, seen, walk);
}

/** A walk of its own for what begins and ends apart from the paragraph around it. */
const boxed = (walk: Walk): Walk => ({
  ...walk,
  count: walk.newCount(),
  fields: [],
  beside: [],
  carried: [],
  continued: undefined,
});

/** Text of DrawingML, a line for each paragraph. */
const paragraphsOf = (element: XmlElement | undefined): string =>
  descendants(element, 'a:p')
    .map((paragraph) => descendants(paragraph, 'a:t').map(textOf).join('').trim())
    .filter(Boolean)
    .join('\n');

function showLinked(linked: Linked | undefined, walk: Walk): void {
  const block = linked?.root && (linked.type === 'chart' ? chartBlock(linked.root) : diagramBlock(linked.root));
  if (block) walk.beside.push(block);
  else walk.leftOut.objects++;
}

function diagramBlock(root: XmlElement): PlainBlock | undefined {
  const texts = descendants(root, 'dgm:pt').flatMap((point) => paragraphsOf(child(point, 'dgm:t')) || []);
  return texts.length > 0 ? { kind: 'plain', text: texts.join('\n') } : undefined;
}

const mostPoints = 500;

/** The values that a chart keeps of its table, by their places. */
function pointsOf(element: XmlElement | undefined): string[] {
  const points: string[] = [];
  for (const point of descendants(element, 'c:pt')) {
    const index = Number(point.attributes.idx ?? points.length);
    if (index >= 0 && index < mostPoints) points[index] = textOf(child(point, 'c:v')).trim();
  }
  return points;
}

/** The titles of a chart, then its table: a row for each category. */
function chartBlock(root: XmlElement): PlainBlock | undefined {
  const titles = descendants(root, 'c:title').flatMap((title) => paragraphsOf(title) || []);
  const series = descendants(root, 'c:ser');
  const names = series.map((one) => pointsOf(child(one, 'c:tx'))[0] ?? '');
  const categories = series
    .map((one) => pointsOf(child(one, 'c:cat') ?? child(one, 'c:xVal')))
    .find((one) => one.length > 0);
  const values = series.map((one) => pointsOf(child(one, 'c:val') ?? child(one, 'c:yVal')));
  const cell = (text: string | undefined) => ({ text: text ?? '', rowSpan: 1, colSpan: 1, header: false });
  const count = Math.max(0, categories?.length ?? 0, ...values.map((one) => one.length));
  const rows = [
    ['', ...names].map(cell),
    ...Array.from({ length: count }, (_, i) => [categories?.[i], ...values.map((one) => one[i])].map(cell)),
  ];
  const text = [titles.join('\n'), fillGrid(rows).map(gridRowText).filter(Boolean).join('\n')]
    .filter(Boolean)
    .join('\n');
  return text === '' ? undefined : { kind: 'plain', text };
}

/** Whether a relation leads to something that is shown where it is referred to. */
export const isShown = (type: string): boolean => type === 'chart' || type === 'diagramData' || type === 'aFChunk';
