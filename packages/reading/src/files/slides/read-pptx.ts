import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractedRecord, ExtractMessage } from '../extracted.ts';
import { memberPieces } from '../members/member-pieces.ts';
import { attribute, childOf, descendants, elementsOf, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { openPackage, type Package } from '../zip/open-package.ts';
import { type Relation, readRelations } from '../zip/relations.ts';
import { bodyText, chartText, paragraphText } from './drawing-text.ts';
import { slideNotes, slideRecord } from './slide-record.ts';
import { placeholderType, readSlide, type SlideParts } from './slide-text.ts';

const kind = 'a presentation';
/** Of so many pictures of one slide the letters are read. */
const mostPictures = 20;
const refusal = (reason: string, message: string) => new AppError('invalid', `sources.${reason}`, message);

/** Reads a presentation of PowerPoint slide by slide, with the notes of the speaker. Hidden slides are left out and reported. */
export async function* readPptx(path: string): AsyncGenerator<ExtractMessage> {
  const file = await openPackage(await readFile(path), '[Content_Types].xml', kind);
  const slides = await slideParts(file);
  yield { kind: 'opened', totalPages: slides.length };
  const left = { hidden: [] as number[], empty: [] as number[], pictures: 0, objects: 0, shapes: 0 };
  const footers = new Set<string>();
  const damaged: number[] = [];
  let records = 0;
  for (const [i, name] of slides.entries()) {
    const number = i + 1;
    const slide = await file.xml(name).catch(() => undefined);
    if (slide?.name !== 'sld') {
      damaged.push(number);
      yield { kind: 'unreadable', page: number };
      continue;
    }
    if (/^(?:0|false)$/.test(slide.attributes.show ?? '')) {
      left.hidden.push(number);
      continue;
    }
    const parts = readSlide(slide);
    left.objects += parts.objects;
    left.shapes += parts.hidden;
    const { record, unread } = await recordOf(file, { name, number, parts, footers });
    left.objects += unread;
    const isEmpty = record.text === '' && parts.pictures.length > 0;
    if (isEmpty) left.empty.push(number);
    else left.pictures += parts.pictures.length;
    if (record.text !== '') {
      records++;
      yield { kind: 'record', record };
      continue;
    }
    for await (const piece of picturesOf(file, { name, number, parts })) {
      records++;
      yield piece;
    }
  }
  if (records === 0) throw refusal('no-text', 'This presentation has no text on its slides.');
  yield { kind: 'done', notes: slideNotes(left), incomplete: false };
}

/** The names of the parts of all slides, in their order. */
async function slideParts(file: Package): Promise<string[]> {
  const root = await readRelations(file, '');
  const main = root.find(({ type }) => type === 'officeDocument')?.target ?? 'ppt/presentation.xml';
  const presentation = await file.xml(main);
  if (presentation?.name !== 'presentation')
    throw refusal(
      'damaged',
      `This file is a ZIP archive, but not ${kind}. Save it again in its program, then upload the new file.`,
    );
  const relations = new Map((await readRelations(file, main)).map((relation) => [relation.id, relation.target]));
  const list = childOf(presentation, 'sldIdLst');
  return (list ? elementsOf(list) : []).map((slide) => relations.get(attribute(slide, ':id') ?? '') ?? '');
}

type Slide = { name: string; number: number; parts: SlideParts; footers: Set<string> };

/** `unread`: so many charts and diagrams are of a kind that is not known. */
async function recordOf(
  file: Package,
  { name, number, parts, footers }: Slide,
): Promise<{ record: ExtractedRecord; unread: number }> {
  const relations = await readRelations(file, name);
  const blocks: string[] = [];
  let unread = 0;
  for (const block of parts.blocks) {
    if ('text' in block) {
      blocks.push(block.text);
      continue;
    }
    const text =
      'chart' in block
        ? chartText(await related(file, relations, block.chart))
        : diagramText(await related(file, relations, block.diagram));
    if (text === '') unread++;
    else blocks.push(text);
  }
  // the same on every slide: once is enough
  for (const footer of parts.footers) {
    if (!footers.has(footer)) blocks.push(footer);
    footers.add(footer);
  }
  const notes = relations.find(({ type }) => type === 'notesSlide');
  const record = slideRecord({
    number,
    title: parts.title,
    blocks,
    notes: notes ? notesText(await file.xml(notes.target).catch(() => undefined)) : '',
    comments: await commentsOf(file, relations),
  });
  return { record, unread };
}

/** The pictures of a slide that has nothing else, as files within: their letters are read like those of any picture. */
async function* picturesOf(
  file: Package,
  { name, number, parts }: Omit<Slide, 'footers'>,
): AsyncGenerator<ExtractMessage> {
  const relations = await readRelations(file, name);
  for (const id of [...new Set(parts.pictures)].slice(0, mostPictures)) {
    const target = relations.find((relation) => relation.id === id)?.target;
    const octets = target === undefined ? undefined : await file.part(target).catch(() => undefined);
    if (target && octets)
      yield* memberPieces({ path: `slide ${number}/${target.slice(target.lastIndexOf('/') + 1)}` }, octets);
  }
}

async function related(file: Package, relations: Relation[], id: string): Promise<XmlElement | undefined> {
  const target = relations.find((relation) => relation.id === id)?.target;
  return target === undefined ? undefined : file.xml(target).catch(() => undefined);
}

const diagramText = (model: XmlElement | undefined): string =>
  descendants(model, 'pt')
    .map((point) => descendants(childOf(point, 't'), 'p').map(paragraphText).filter(Boolean).join(' '))
    .filter(Boolean)
    .map((text) => `- ${text}`)
    .join('\n');

function notesText(notes: XmlElement | undefined): string {
  return descendants(notes, 'sp')
    .filter((shape) => placeholderType(shape) === 'body')
    .map((shape) => bodyText(childOf(shape, 'txBody'), { byDefault: false }))
    .filter(Boolean)
    .join('\n');
}

/** Comments are kept in two ways, by the age of PowerPoint. */
async function commentsOf(file: Package, relations: Relation[]): Promise<string[]> {
  const texts: string[] = [];
  for (const { target } of relations.filter(({ type }) => type === 'comments')) {
    const list = await file.xml(target).catch(() => undefined);
    for (const comment of descendants(list, 'cm')) {
      const old = textOf(childOf(comment, 'text')).trim();
      texts.push(old || descendants(comment, 'p').map(paragraphText).filter(Boolean).join(' '));
    }
  }
  return texts.filter(Boolean).map((text) => text.replace(/\s+/gu, ' '));
}
