import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@millrace/contract/app-error';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

const SETTLE_MS = 100;

/**
 * Takes the data folder for this process, making it where it is missing; the result gives it back. Throws AppError `conflict` while
 * another process holds it: the embedded database itself would let two open the same files, and spoil them. The lock of a process
 * that has died is taken over.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'lock');
  const mine = identityOf(process.pid);
  if (!mine) throw new Error('This process could not find itself in the list of running processes.');
  const text = `${JSON.stringify(mine)}\n`;
  let tookOver = false;
  for (let round = 0; round < 20; round++) {
    if (createWhole(path, text) && (!tookOver || isSettled(path, text))) return () => release(path, text);
    const holder = readHolder(path);
    if (holder === 'gone') continue;
    if (holder !== 'unreadable' && isAlive(holder.identity)) throw held(folder, holder.identity);
    tookOver = true;
    removeStale(path, holder === 'unreadable' ? undefined : holder.text);
  }
  throw held(folder, undefined);
}

type Holder = { identity: ProcessIdentity; text: string };

/** Writes the lock and gives it its name in one step, so that nobody ever sees half of one. False: there is a lock. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function readHolder(path: string): Holder | 'gone' | 'unreadable' {
  try {
    const text = readFileSync(path, 'utf8');
    const identity = JSON.parse(text) as Partial<ProcessIdentity>;
    if (typeof identity.pid !== 'number' || typeof identity.started !== 'string') return 'unreadable';
    return { identity: { pid: identity.pid, started: identity.started }, text };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

/** Moves the dead one's lock away; when another process was quicker and it is that one's living lock, puts it back. */
function removeStale(path: string, seen: string | undefined): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  const isAnother = typeof moved === 'object' && moved.text !== seen;
  try {
    if (isAnother) linkSync(aside, path);
  } catch {
    // a third one has locked in between; the second finds that in isSettled
  } finally {
    rmSync(aside, { force: true });
  }
}

/** After a take-over: whether the lock is still ours once everybody who saw the dead one has had time to act on it. */
function isSettled(path: string, text: string): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS);
  const holder = readHolder(path);
  return typeof holder === 'object' && holder.text === text;
}

function release(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) rmSync(path);
  } catch {
    // the folder itself was removed
  }
}

function held(folder: string, by: ProcessIdentity | undefined): AppError {
  const whose = by ? `process ${by.pid}` : 'another process';
  const message =
    `Millrace is already running on ${resolve(folder)} (${whose}). ` +
    'Stop it first, or set MILLRACE_DATA_DIR to another folder and PORT to another port.';
  return new AppError('conflict', 'local.already-running', message);
}
