import type { ExtractedRecord } from '../extracted.ts';
import { leftOutInWords, pictureWords } from '../left-out.ts';
import { pageList } from '../missing-pages.ts';

/** A slide as a record: its title as heading, then what it shows, the notes of the speaker and comments. Its number is its page. */
export function slideRecord(slide: {
  number: number;
  title: string;
  blocks: string[];
  notes: string;
  comments: string[];
}): ExtractedRecord {
  const { number, notes, comments } = slide;
  const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');
  const title = clean(slide.title).slice(0, 300).toWellFormed();
  const parts = [
    title,
    ...slide.blocks,
    notes === '' ? '' : `Speaker notes:\n${notes}`,
    comments.length === 0 ? '' : `Comments:\n${comments.map((comment) => `- ${comment}`).join('\n')}`,
  ];
  return {
    page: number,
    title: title || undefined,
    text: clean(parts.filter(Boolean).join('\n\n')),
    spans: [],
    headings: title === '' ? [] : [{ start: 0, end: title.length, text: title, level: 1 }],
  };
}

/** What was left out of slides: hidden ones, and those of pictures alone, by their numbers. */
export function slideNotes(left: {
  hidden: number[];
  empty: number[];
  pictures: number;
  objects: number;
  shapes: number;
}): string[] {
  const { hidden, empty, pictures, objects, shapes } = left;
  const notes: string[] = [];
  if (hidden.length > 0) {
    const were =
      hidden.length === 1 ? '1 hidden slide was' : `${hidden.length.toLocaleString('en')} hidden slides were`;
    notes.push(`${were} not read: ${pageList(hidden)}.`);
  }
  if (empty.length > 0) {
    const have = empty.length === 1 ? '1 slide has' : `${empty.length.toLocaleString('en')} slides have`;
    notes.push(`${have} no text but pictures: ${pageList(empty)}.`);
  }
  return [
    ...notes,
    ...leftOutInWords([
      [pictures, ...pictureWords],
      [shapes, 'hidden shape', 'hidden shapes'],
      [objects, 'embedded object', 'embedded objects'],
    ]),
  ];
}
