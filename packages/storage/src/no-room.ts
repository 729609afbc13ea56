import { AppError } from '@millrace/contract/app-error';

/** What a disk says that has no room, for everybody or for this user. */
const fullCodes = new Set(['ENOSPC', 'EDQUOT']);

/** The refusal of what no longer fits on the disk; any other error as it is. */
export function asNoRoom(error: unknown): unknown {
  if (!fullCodes.has((error as NodeJS.ErrnoException | undefined)?.code ?? '')) return error;
  return new AppError(
    'unavailable',
    'files.disk-full',
    'The disk of the server is full, so nothing more can be stored. Ask whoever runs it to free some space, then try again.',
    { cause: error },
  );
}
