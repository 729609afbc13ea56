import { listNumber } from '../lists/list-number.ts';
import { withoutMarks } from '../text/raised.ts';
import { countItems } from './count-items.ts';
import { wholeText } from './document-text.ts';
import { type ReadInner, readLinked } from './linked-parts.ts';
import { distinctMargins } from './margins.ts';
import type { Block, Comment, LeftOut, Note, Revision, WordDocument } from './model.ts';
import { formatOf, readNumbering } from './numbering.ts';
import { endBlocks, readBlock, readBlocks } from './read-blocks.ts';
import { readStyles } from './styles.ts';
import type { Walk } from './walk.ts';
import { eachBlock, openWordPackage, type Relation, type WordPackage } from './word-package.ts';

import { child, childrenNamed, elementsOf, type XmlElement } from './xml-tree.ts';

/** Marks of notes as the settings of the document say: numbers for footnotes and small Roman numerals for endnotes otherwise. */
function noteMarks(settings: XmlElement | undefined, name: string, usual: 'decimal' | 'lowerRoman') {
  const stated = child(settings, name);
  const format = child(stated, 'w:numFmt') ? formatOf(stated as XmlElement) : usual;
  const start = Number(child(stated, 'w:numStart')?.attributes.val ?? 1);
  return (count: number) => listNumber(start + count - 1, format, 'doubled') || String(count);
}

/** Documents in documents in documents are merged by programs; deeper ones were made to be without end. */
const maxDepth = 3;

/** Reads a document within another one; what it leaves out counts with the other's. */
const innerReader =
  (revision: Revision, depth: number, leftOut: LeftOut): ReadInner =>
  async (bytes) => {
    if (depth >= maxDepth) return undefined;
    const document = await readWord(await openWordPackage(bytes), revision, depth + 1);
    for (const [kind, count] of Object.entries(document.leftOut)) leftOut[kind as keyof LeftOut] += count;
    return wholeText(document) || undefined;
  };

type Reading = {
  file: WordPackage;
  relations: Relation[];
  revision: Revision;
  leftOut: LeftOut;
  readInner: ReadInner;
};

async function beginWalk({ file, relations, revision, leftOut, readInner }: Reading): Promise<Walk> {
  const partOf = async (type: string) => {
    const part = relations.find((relation) => relation.type === type)?.part;
    return part === undefined ? undefined : file.xml(part);
  };
  const styles = readStyles(await partOf('styles'));
  const settings = await partOf('settings');
  const numbering = readNumbering(await partOf('numbering'), styles.listOf);
  const newCount = () => countItems(numbering);
  return {
    blocksOf: readBlocks,
    styles,
    count: newCount(),
    newCount,
    revision,
    leftOut,
    linked: await readLinked(file, relations, readInner),
    readInner,
    isMargin: false,
    fields: [],
    autoNumbers: { count: 0 },
    openComments: new Map(),
    aboutComments: new Map(),
    footnotes: { marks: new Map(), mark: noteMarks(settings, 'w:footnotePr', 'decimal') },
    endnotes: { marks: new Map(), mark: noteMarks(settings, 'w:endnotePr', 'lowerRoman') },
    beside: [],
    carried: [],
    continued: undefined,
    isHiding: false,
    margins: { headers: [], footers: [] },
  };
}

/** The same walk in another part, which names what it refers to by ids of its own. */
async function inPart(walk: Walk, file: WordPackage, part: string, isMargin = false): Promise<Walk> {
  return {
    ...walk,
    count: walk.newCount(),
    fields: [],
    linked: await readLinked(file, await file.relations(part), walk.readInner),
    isMargin,
  };
}

/**
 * Reads a Word document as people see it: numbers of lists counted, tracked changes accepted (or as it was before them), what stands in
 * boxes, notes, comments, headers and footers with it. `depth`: in how many others it lies. Throws AppError invalid for what is damaged or no Word document.
 */
export async function readWord(file: WordPackage, revision: Revision = 'accepted', depth = 0): Promise<WordDocument> {
  const relations = await file.relations(file.main);
  const leftOut = { deletions: 0, hidden: 0, pictures: 0, objects: 0, equations: 0, numbers: 0, parts: 0 };
  const readInner = innerReader(revision, depth, leftOut);
  const walk = await beginWalk({ file, relations, revision, leftOut, readInner });
  const blocks: Block[] = [];
  await eachBlock(file, (element) => readBlock(element, blocks, walk));
  endBlocks(blocks, walk);
  const partsOf = (type: string) => relations.filter((relation) => relation.type === type).map(({ part }) => part);
  const footnotes = await readNotes(file, partsOf('footnotes'), 'w:footnote', walk.footnotes.marks, walk);
  const endnotes = await readNotes(file, partsOf('endnotes'), 'w:endnote', walk.endnotes.marks, walk);
  const comments = await readComments(file, partsOf('comments'), walk);
  const margin = async (ids: string[]) => {
    const all: Block[] = [];
    for (const id of ids) {
      const part = relations.find((relation) => relation.id === id)?.part;
      const root = part === undefined ? undefined : await file.xml(part);
      if (part !== undefined && root) all.push(...readBlocks(elementsOf(root), await inPart(walk, file, part, true)));
    }
    return all;
  };
  const headers = await margin(walk.margins.headers);
  const footers = await margin(walk.margins.footers);
  return { blocks, footnotes, endnotes, comments, ...distinctMargins(headers, footers), leftOut: walk.leftOut };
}

/** The notes that are referred to, in that order. */
async function readNotes(
  file: WordPackage,
  parts: string[],
  name: string,
  marks: Map<string, string>,
  walk: Walk,
): Promise<Note[]> {
  const notes = new Map<string, Block[]>();
  for (const part of parts) {
    const own = await inPart(walk, file, part);
    for (const note of childrenNamed(await file.xml(part), name)) {
      const id = note.attributes.id ?? '';
      if (marks.has(id)) notes.set(id, readBlocks(elementsOf(note), own));
    }
  }
  return [...marks].flatMap(([id, mark]) => {
    const blocks = notes.get(id);
    return blocks ? [{ mark: mark.replace('\0', ''), blocks }] : [];
  });
}

async function readComments(file: WordPackage, parts: string[], walk: Walk): Promise<Comment[]> {
  const comments: Comment[] = [];
  for (const part of parts) {
    const own = await inPart(walk, file, part);
    for (const comment of childrenNamed(await file.xml(part), 'w:comment')) {
      const { id = '', author = '' } = comment.attributes;
      const about = (walk.aboutComments.get(id) ?? walk.openComments.get(id)?.join('') ?? '').replace(/\s+/gu, ' ');
      comments.push({
        author: withoutMarks(author).trim(),
        about: about.trim(),
        blocks: readBlocks(elementsOf(comment), own),
      });
    }
  }
  return comments;
}
