import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ExtractMessage } from '../extracted.ts';
import { slideNotes, slideRecord } from '../slides/slide-record.ts';
import { attribute, childOf, elementsOf, type XmlElement } from '../xml/xml-tree.ts';
import { OdfText } from './odf-text.ts';
import { openOdf } from './open-odf.ts';

/** What a slide shows: its title apart from the rest, whatever the order in which they were drawn. */
function readPage(page: XmlElement, writer: OdfText) {
  const blocks: string[] = [];
  let title = '';
  for (const shape of elementsOf(page)) {
    if (shape.name === 'notes') continue;
    const found = writer.blocks({ ...page, children: [shape] });
    if (attribute(shape, 'class') === 'title' && title === '') title = found.join(' ').replace(/\s+/gu, ' ').trim();
    else blocks.push(...found);
  }
  const notes = childOf(page, 'notes');
  const spoken = (notes ? elementsOf(notes) : []).filter((shape) => attribute(shape, 'class') === 'notes');
  const notesText = spoken.flatMap((shape) => writer.blocks(shape)).join('\n');
  return { title, blocks, notes: notesText };
}

/** Reads a presentation of OpenDocument slide by slide, with the notes of the speaker. Hidden slides are left out and reported. */
export async function* readOdp(path: string): AsyncGenerator<ExtractMessage> {
  const { body, styles, objects } = await openOdf(await readFile(path), 'presentation');
  const pages = elementsOf(body).filter(({ name }) => name === 'page');
  yield { kind: 'opened', totalPages: pages.length };
  const left = { hidden: [] as number[], empty: [] as number[], pictures: 0, objects: 0, shapes: 0 };
  let records = 0;
  for (const [i, page] of pages.entries()) {
    const number = i + 1;
    if (styles.isHiddenPage(attribute(page, 'style-name'))) {
      left.hidden.push(number);
      continue;
    }
    const writer = new OdfText(styles, objects);
    const slide = readPage(page, writer);
    left.pictures += writer.pictures;
    left.objects += writer.objects;
    const record = slideRecord({ number, ...slide, comments: writer.comments });
    if (record.text !== '') {
      records++;
      yield { kind: 'record', record };
    } else if (writer.pictures > 0) left.empty.push(number);
  }
  if (records === 0) throw new AppError('invalid', 'sources.no-text', 'This presentation has no text on its slides.');
  yield { kind: 'done', notes: slideNotes(left), incomplete: false };
}
