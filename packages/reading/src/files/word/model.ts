/** A stretch of text with the same marks. Raised and lowered text is marked within the text itself: see text/raised.ts. */
export type Run = { text: string; struck: boolean };

/**
 * `heading`: its level from 1, null for other paragraphs. `label`: its number as Word shows it (`2.2`, `(a)`), `- ` for a bullet, with the
 * gap behind it; '' where there is none. `depth`: how many levels of its list are above it.
 */
export type Paragraph = { kind: 'paragraph'; runs: Run[]; heading: number | null; label: string; depth: number };

export type TableCell = { blocks: Block[]; rowSpan: number; colSpan: number; header: boolean };
export type Table = { kind: 'table'; rows: TableCell[][] };
/** What is text already, such as a page in HTML within the document. */
export type PlainBlock = { kind: 'plain'; text: string };
export type Block = Paragraph | Table | PlainBlock;

export type Note = { mark: string; blocks: Block[] };
/** `about`: the words that it was attached to. */
export type Comment = { author: string; about: string; blocks: Block[] };

/** What was seen and is not in the text. */
export type LeftOut = {
  deletions: number;
  hidden: number;
  pictures: number;
  objects: number;
  equations: number;
  numbers: number;
  parts: number;
};

/** Whether the text stands as it would with all tracked changes accepted, or as it was before them. */
export type Revision = 'accepted' | 'original';

/** A Word document as what people see of it. Headers and footers are there once each, whatever the number of sections. */
export type WordDocument = {
  blocks: Block[];
  footnotes: Note[];
  endnotes: Note[];
  comments: Comment[];
  headers: Block[];
  footers: Block[];
  leftOut: LeftOut;
};
