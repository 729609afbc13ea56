import type { MediaType } from '@millrace/contract/reading/file-kinds';
import { type Content, recogniseContent } from './recognise-content.ts';

/** Names under which other content is common: exports of web applications, and documents that were renamed. */
const older: ReadonlySet<MediaType> = new Set(['application/msword', 'application/vnd.ms-excel']);

/** Of these without an extension, content decides though it may be more than one thing. */
const general: ReadonlySet<MediaType> = new Set(['text/plain', 'application/zip']);

/**
 * The kind of a file whose name claims `claimed` (undefined: nothing), by its first bytes, which must agree. An older document of
 * Office may be a web page, RTF or a newer document: then it is that. `kind` undefined: they do not agree, or content is nothing that
 * is read.
 */
export async function kindOfFile(file: {
  head: Uint8Array;
  size: number;
  claimed: MediaType | undefined;
}): Promise<{ kind: MediaType | undefined; content: Content }> {
  const { claimed } = file;
  const content = await recogniseContent(file.head, file.size);
  const [first] = content.kinds;
  if (claimed && older.has(claimed)) return { kind: olderKind(claimed, content), content };
  if (claimed) return { kind: content.kinds.includes(claimed) ? claimed : undefined, content };
  const [, second] = content.kinds;
  const sure = first !== undefined && (second === undefined || general.has(first) || second === 'application/zip');
  return { kind: sure ? first : undefined, content };
}

function olderKind(claimed: MediaType, { kinds, standIns }: Content & { standIns: readonly MediaType[] }) {
  const [first] = kinds;
  if (first === 'application/rtf') return claimed === 'application/msword' ? first : undefined;
  if (kinds.includes(claimed)) return claimed;
  if (first === 'text/plain') return standIns[0] ?? (claimed === 'application/msword' ? 'text/plain' : 'text/csv');
  // a newer document under an older name, of the same kind
  const newer = /\.document$|opendocument\.text$/;
  const sheets = /sheet$|macroenabled\.12$/;
  return kinds.find((kind) => (claimed === 'application/msword' ? newer : sheets).test(kind));
}
