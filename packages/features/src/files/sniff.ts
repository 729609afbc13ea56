import { AppError } from '@millrace/contract/app-error';
import { fileKindsInWords, type MediaType } from '@millrace/contract/reading/file-kinds';
import { kindOfFile } from '@millrace/reading/files/kinds/kind-of-file';
import { extensionOf } from './clean-name.ts';
import { claimedKind } from './upload-limits.ts';

export type { MediaType };

const accepted = fileKindsInWords;

function refuse(reason: 'empty' | 'not-allowed' | 'type-mismatch', message: string): AppError {
  return new AppError('invalid', `files.${reason}`, message);
}

/**
 * The media type of a file by its first bytes (8 KB suffice) and its clean name, which must agree. A name without an extension
 * goes by its content. Throws AppError invalid with `files.empty`, `files.not-allowed` or `files.type-mismatch`.
 */
export async function sniff(file: { head: Uint8Array; size: number; name: string }): Promise<MediaType> {
  if (file.size === 0)
    throw refuse('empty', 'This file is empty (0 bytes). Check that it was saved, then upload it again.');
  const extension = extensionOf(file.name);
  const claimed = claimedKind(file.name);
  const { kind, content } = await kindOfFile({ ...file, claimed });
  if (kind) return kind;
  const { kinds, words } = content;
  if (!claimed)
    throw refuse('not-allowed', `This file is not accepted: its content is ${words}. Accepted types: ${accepted}.`);
  const what = `This file has the extension ${extension}, but its content is ${words}.`;
  // Office encrypts a document by putting it into the container of its older formats
  if (kinds.includes('application/msword') && /^\.(?:doc|xls|ppt|pps|dot|xlt|pot)[xmb]$/.test(extension)) {
    const way = `Remove its password, or save it as ${extension} in Office or LibreOffice, then upload it again.`;
    throw refuse('type-mismatch', `${what} ${way}`);
  }
  const now = kinds.length > 0 ? 'Correct the extension, then upload it again.' : `Accepted types: ${accepted}.`;
  throw refuse('type-mismatch', `${what} ${now}`);
}
