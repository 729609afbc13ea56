import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';

const leastLength = 32;

/**
 * The secret of this data folder: made once, readable by its owner only. Keys derived from it protect stored secrets, so it stays.
 * Throws AppError where it cannot be read or is damaged: a new one would make what was sealed with the old one unreadable.
 */
export function keepSecret(folder: string): string {
  const path = join(folder, 'secret');
  const kept = read(path) ?? create(folder, path);
  if (kept.length >= leastLength) return kept;
  throw unusable(
    `The secret in ${path} is ${kept === '' ? 'empty' : 'too short'}. Restore the file from a backup. Without one, delete it: then enter the API keys of model endpoints again.`,
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(
      `The secret in ${path} cannot be read. Make the file readable for this user, then start again.`,
      error,
    );
  }
}

const unusable = (message: string, cause?: unknown): AppError =>
  new AppError('unavailable', 'local.secret', message, { cause });

/** Written and synced under another name first, so that a machine that stops in between leaves no half of one. */
function create(folder: string, path: string): string {
  const secret = randomBytes(48).toString('base64url');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // unlike a rename it never takes the place of another one's
    linkSync(draft, path);
    syncFolder(folder);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return read(path) ?? '';
  } finally {
    unlinkSync(draft);
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
