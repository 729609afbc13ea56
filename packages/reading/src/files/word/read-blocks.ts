import type { Block, Paragraph, Run } from './model.ts';
import { readInline } from './read-runs.ts';
import { readTable } from './read-table.ts';
import { outlineOf, type Style } from './styles.ts';
import { chosen, isGone, isLeftOut, openComment, type Walk } from './walk.ts';
import { child, childrenNamed, elementsOf, isOn, stated, type XmlElement } from './xml-tree.ts';

/** What stands in a body, a cell, a note, a header or a text box, in order. */
export function readBlocks(elements: XmlElement[], walk: Walk): Block[] {
  const blocks: Block[] = [];
  for (const element of elements) readBlock(element, blocks, walk);
  endBlocks(blocks, walk);
  return blocks;
}

/** Adds one element of a body to the blocks before it. After the last one `endBlocks` must follow. */
export function readBlock(element: XmlElement, blocks: Block[], walk: Walk): void {
  if (openComment(element, walk) || isLeftOut(element, walk)) return;
  const within = (parent: XmlElement | undefined) => {
    for (const one of elementsOf(parent)) readBlock(one, blocks, walk);
  };
  switch (element.name) {
    case 'w:p':
      readParagraph(element, blocks, walk);
      break;
    case 'w:tbl':
      endBlocks(blocks, walk);
      blocks.push(readTable(element, walk));
      break;
    case 'w:sectPr':
      noteMargins(element, walk);
      break;
    case 'w:sdt':
      within(child(element, 'w:sdtContent'));
      break;
    case 'mc:AlternateContent':
      within(chosen(element));
      break;
    case 'w:subDoc':
      walk.leftOut.parts++;
      break;
    case 'w:altChunk':
      showChunk(element, blocks, walk);
      break;
    case 'm:oMathPara':
    case 'm:oMath':
    case 'w:r':
      // what should stand in a paragraph and does not
      readParagraph({ name: 'w:p', attributes: {}, children: [element] }, blocks, walk);
      break;
    default:
      // what an unknown container holds still stands in the document
      within(element);
  }
}

/** Words that wait for a paragraph to stand in get one of their own. */
export function endBlocks(blocks: Block[], walk: Walk): void {
  walk.continued = undefined;
  const runs = walk.carried.splice(0);
  if (hasText(runs)) blocks.push({ kind: 'paragraph', runs, heading: null, label: '', depth: 0 });
}

const hasText = (runs: Run[]): boolean => runs.some(({ text }) => text.trim() !== '');

function readParagraph(element: XmlElement, blocks: Block[], walk: Walk): void {
  const properties = child(element, 'w:pPr');
  const end = child(properties, 'w:rPr');
  const style = walk.styles.paragraph(stated(properties, 'w:pStyle'));
  const section = child(properties, 'w:sectPr');
  if (section) noteMargins(section, walk);
  const runs: Run[] = walk.carried.splice(0);
  walk.isHiding = false;
  readInline(element, { runs, style, walk });
  for (const words of walk.openComments.values()) words.push(' ');
  dropUnended(walk);
  const beside = walk.beside.splice(0);
  if (isGone(end, walk)) {
    // its end was deleted: what is left of it begins the next paragraph
    walk.carried.push(...runs);
    blocks.push(...beside);
    return;
  }
  const isHidden = isOn(end, 'w:vanish') ?? isOn(end, 'w:specVanish') ?? style.hidden ?? false;
  if (!isHidden || hasText(runs)) place({ runs, properties, style, isHidden }, blocks, walk);
  blocks.push(...beside);
}

/** The code of a field is one line, or a few; one that never ends would swallow the rest of the document. */
function dropUnended(walk: Walk): void {
  for (const field of walk.fields) if (!field.inResult) field.lines++;
  const kept = walk.fields.filter(({ lines }) => lines < 10);
  if (kept.length < walk.fields.length) walk.fields.splice(0, walk.fields.length, ...kept);
}

type Read = { runs: Run[]; properties: XmlElement | undefined; style: Style; isHidden: boolean };

/** Adds a paragraph, or continues the one before where that has a hidden end: a heading that runs into its text. */
function place({ runs, properties, style, isHidden }: Read, blocks: Block[], walk: Walk): void {
  const before = walk.continued;
  walk.continued = undefined;
  if (before) {
    if (!/\s$/.test(before.runs.at(-1)?.text ?? ' ') && !/^\s/.test(runs[0]?.text ?? ' '))
      before.runs.push({ text: ' ', struck: false });
    before.runs.push(...runs);
    // one line now, and too long for a heading where a whole clause follows
    walk.continued = isHidden ? before : undefined;
    return;
  }
  const label = walk.count(properties, style);
  const isBullet = label?.text === '- ';
  if (!hasText(runs) && (label === undefined || isBullet || label.text === '')) return;
  const outline = outlineOf(properties);
  const paragraph: Paragraph = {
    kind: 'paragraph',
    runs,
    heading: outline === undefined ? style.heading : outline,
    label: label?.text ?? '',
    depth: label?.depth ?? 0,
  };
  blocks.push(paragraph);
  if (isHidden) walk.continued = paragraph;
}

/** The headers and footers that a section names. */
function noteMargins(section: XmlElement, walk: Walk): void {
  for (const [name, ids] of [
    ['w:headerReference', walk.margins.headers],
    ['w:footerReference', walk.margins.footers],
  ] as const) {
    for (const { attributes } of childrenNamed(section, name)) {
      const id = attributes['r:id'];
      if (id !== undefined && !ids.includes(id)) ids.push(id);
    }
  }
}

/** Another document that was put into this one: its text, where it is one. */
function showChunk(element: XmlElement, blocks: Block[], walk: Walk): void {
  const text = walk.linked.get(element.attributes['r:id'] ?? '')?.text;
  if (text) blocks.push({ kind: 'plain', text });
  else walk.leftOut.parts++;
}
