import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const sha256Hex = /^[0-9a-f]{64}$/;

/** What every unknown, foreign or malformed address gets, so that none can be told from another. */
export function noSuchFile(): AppError {
  return new AppError('not-found', 'files.not-found', 'This file does not exist. It may have been deleted.');
}

/** The workspace's own folder. Only the canonical form of an id gets into a path, so no text of a client can. */
export function workspaceFolder(dir: string, workspaceId: string): string {
  if (!uuid.test(workspaceId)) throw noSuchFile();
  return join(dir, workspaceId);
}

/** `<dir>/<workspaceId>/<first two digits>/<sha256>`: the two digits keep folders small. */
export function objectPath(dir: string, workspaceId: string, sha256: string): string {
  if (!sha256Hex.test(sha256)) throw noSuchFile();
  return join(workspaceFolder(dir, workspaceId), sha256.slice(0, 2), sha256);
}

/** Where octets gather that come in several goes. */
export function draftPath(dir: string, id: string): string {
  if (!uuid.test(id)) throw noSuchFile();
  return join(dir, id);
}
