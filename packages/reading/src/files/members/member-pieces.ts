import type { ExtractMessage } from '../extracted.ts';

/** A multiple of 3, so that the pieces are as short in base64 as the whole. */
const pieceBytes = 384 * 1024;

/** A file within a file as messages. */
export function* memberPieces(
  { path, mediaType }: { path: string; mediaType?: string | undefined },
  octets: Buffer,
): Generator<ExtractMessage> {
  let from = 0;
  do {
    const piece = octets.subarray(from, from + pieceBytes);
    from += pieceBytes;
    const last = from >= octets.length;
    yield { kind: 'member', path, ...(mediaType && { mediaType }), base64: piece.toString('base64'), last };
  } while (from < octets.length);
}

/** A path as people may see it: no marks that turn the reading direction, forward slashes, not without end. */
export const shownPath = (path: string): string =>
  path
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^\/+/, '')
    .slice(-255)
    .toWellFormed() || 'unnamed';
