import { parsePage } from '../html/html-dom.ts';
import { htmlText } from '../html/html-text.ts';
import { decodeText } from '../text/decode-text.ts';
import { isShown } from './read-graphic.ts';
import type { Linked } from './walk.ts';
import type { Relation, WordPackage } from './word-package.ts';

/** More charts and diagrams than people put into a document; the others are counted as not read. */
const most = 200;
const mostBytes = 8 * 1024 * 1024;

/** The charts, diagrams and other documents that a part refers to, by the ids that it gives them. */
export async function readLinked(file: WordPackage, relations: Relation[]): Promise<Map<string, Linked>> {
  const linked = new Map<string, Linked>();
  for (const { id, type, part } of relations.filter((relation) => isShown(relation.type)).slice(0, most)) {
    const isChunk = type === 'aFChunk';
    const root = isChunk ? undefined : await file.xml(part);
    linked.set(id, { type, root, text: isChunk ? await chunkText(file, part) : undefined });
  }
  return linked;
}

/** The text of a page or a plain text that was put into a document; undefined for other kinds. */
async function chunkText(file: WordPackage, part: string): Promise<string | undefined> {
  const type = file.contentType(part);
  const isPage = /html/i.test(type);
  if (!isPage && !/^text\/plain/i.test(type)) return undefined;
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of (await file.open(part)) ?? []) {
    bytes += piece.length;
    if (bytes > mostBytes) return undefined;
    pieces.push(piece);
  }
  const { text } = decodeText(Buffer.concat(pieces));
  return (isPage ? htmlText(parsePage(text).body) : text.trim()) || undefined;
}
