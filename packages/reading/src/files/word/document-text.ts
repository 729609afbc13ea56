import type { Comment, Note, WordDocument } from './model.ts';
import { blocksText } from './write-text.ts';

/** So much of what a comment is about is repeated with it. */
const aboutChars = 300;

const notesText = (notes: Note[]): string =>
  notes.map(({ mark, blocks }) => `[${mark}] ${blocksText(blocks)}`).join('\n');

function commentText({ author, about, blocks }: Comment): string {
  const quoted = about.length > aboutChars ? `${about.slice(0, aboutChars)}…` : about;
  const said = [author, blocksText(blocks)].filter(Boolean).join(': ');
  return quoted === '' ? said : `“${quoted}” – ${said}`;
}

/** The text of a document with its notes. */
export const mainText = ({ blocks, footnotes, endnotes }: WordDocument): string =>
  [blocksText(blocks), notesText(footnotes), notesText(endnotes)].filter(Boolean).join('\n\n');

export const marginsText = ({ headers, footers }: WordDocument): string =>
  [blocksText(headers), blocksText(footers)].filter(Boolean).join('\n\n');

export const commentsText = ({ comments }: WordDocument): string => comments.map(commentText).join('\n\n');

/** All of it, for a document within another one. */
export const wholeText = (document: WordDocument): string =>
  [mainText(document), marginsText(document), commentsText(document)].filter(Boolean).join('\n\n');
