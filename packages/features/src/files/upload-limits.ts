import { AppError } from '@millrace/contract/app-error';
import { fileKinds, fileKindsInWords, insteadOf, type MediaType } from '@millrace/contract/reading/file-kinds';
import type { Settings } from '../settings.ts';
import { extensionOf } from './clean-name.ts';

type Limits = Pick<Settings, 'maxUploadBytes' | 'uploads'>;

const kindsByExtension = new Map<string, MediaType>(
  fileKinds.flatMap(({ mediaType, extensions }) => extensions.map((extension) => [extension, mediaType] as const)),
);

/** Kinds that are read piece by piece, so that their size does not matter much. */
const inPieces: ReadonlySet<MediaType> = new Set([
  'text/csv',
  'application/x-ndjson',
  'application/mbox',
  'application/zip',
]);

/** The most bytes that a file of this kind may have. */
export function uploadLimit(mediaType: MediaType, { maxUploadBytes, uploads }: Limits): number {
  if (inPieces.has(mediaType)) return uploads.tableBytes;
  if (mediaType.startsWith('image/')) return uploads.imageBytes;
  if (mediaType.startsWith('audio/')) return uploads.audioBytes;
  return maxUploadBytes;
}

/** The most bytes that any file may have. */
export const largestUpload = ({ maxUploadBytes, uploads }: Limits): number =>
  Math.max(maxUploadBytes, uploads.tableBytes, uploads.imageBytes, uploads.audioBytes);

/**
 * What a file claims to be by the extension of its clean name; undefined: it has none, and goes by its content. Throws AppError invalid
 * `files.not-allowed` for what is not taken in.
 */
export function claimedKind(name: string): MediaType | undefined {
  const extension = extensionOf(name);
  const kind = kindsByExtension.get(extension);
  if (kind || !extension) return kind;
  const advice = insteadOf.get(extension);
  if (advice) {
    const values = { extension, advice };
    throw new AppError(
      'invalid',
      'files.not-allowed',
      '{extension} files are not accepted. {advice}, then upload that.',
      {
        values,
      },
    );
  }
  throw new AppError(
    'invalid',
    'files.not-allowed',
    '{extension} files are not accepted. Accepted types: {fileKindsInWords}.',
    { values: { extension, fileKindsInWords } },
  );
}
