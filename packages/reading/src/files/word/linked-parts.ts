import PostalMime from 'postal-mime';
import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { decodeText } from '../text/decode-text.ts';
import { isShown } from './read-graphic.ts';
import type { Linked } from './walk.ts';
import type { Relation, WordPackage } from './word-package.ts';

/** More charts and diagrams than people put into a document; the others are counted as not read. */
const most = 200;
const mostBytes = 8 * 1024 * 1024;

/** The text of a Word document within this one. Undefined: it lies too deep in others. */
export type ReadInner = (bytes: Buffer) => Promise<string | undefined>;

/** The charts, diagrams and other documents that a part refers to, by the ids that it gives them. */
export async function readLinked(
  file: WordPackage,
  relations: Relation[],
  readInner: ReadInner,
): Promise<Map<string, Linked>> {
  const linked = new Map<string, Linked>();
  for (const { id, type, part } of relations.filter((relation) => isShown(relation.type)).slice(0, most)) {
    const isChunk = type === 'aFChunk';
    const root = isChunk ? undefined : await file.xml(part);
    // what cannot be read is counted where it stands
    const text = isChunk ? await chunkText(file, part, readInner).catch(() => undefined) : undefined;
    linked.set(id, { type, root, text });
  }
  return linked;
}

const pageText = (html: string): string => htmlText(parsePage(html).body);

/** The text of what was put into a document: a page, also one with its pictures (MHT), a plain text, another document. */
async function chunkText(file: WordPackage, part: string, readInner: ReadInner): Promise<string | undefined> {
  const type = file.contentType(part);
  const bytes = await bytesOf(file, part);
  if (!bytes) return undefined;
  if (/wordprocessingml|ms-word/i.test(type)) return readInner(bytes);
  if (/rfc822|multipart/i.test(type)) return pageText((await PostalMime.parse(bytes)).html ?? '') || undefined;
  if (/html/i.test(type)) return pageText(decodeText(bytes).text) || undefined;
  return /^text\/plain/i.test(type) ? decodeText(bytes).text.trim() || undefined : undefined;
}

async function bytesOf(file: WordPackage, part: string): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of (await file.open(part)) ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
