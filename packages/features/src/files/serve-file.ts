import type { Readable } from 'node:stream';
import { AppError } from '@millrace/contract/app-error';
import { fileKinds } from '@millrace/contract/reading/file-kinds';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { type Caller, requireRole } from '../session/authenticate.ts';
import { type ByteRange, parseRange } from './byte-range.ts';
import { extensionOf } from './clean-name.ts';
import { type FileRow, findServableFile, shownFile } from './files.queries.ts';

/** What of a request matters; the headers as they came. */
export type FileRequest = {
  fileId: string;
  method: 'GET' | 'HEAD';
  range?: string;
  ifRange?: string;
  ifNoneMatch?: string;
  /** The file as it was uploaded, where otherwise something is shown in its place; for editors. */
  original?: boolean;
};

/** Ready to be written. The caller pipes `body` and destroys it when the client goes away; none with HEAD, 304 and 416. */
export type FileResponse = {
  status: 200 | 206 | 304 | 416;
  headers: Record<string, string>;
  body: Readable | undefined;
};

/** RFC 6266: an ASCII name for old clients, the real one percent-encoded (RFC 8187). */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

type Octets = { sha256: string; size: number; mediaType: string; name: string };

/** bigint comes as a string from the database. */
function octetsOf(file: FileRow, original: boolean): Octets {
  const { sha256, mediaType, name } = file;
  const shown = original ? undefined : shownFile.safeParse(file.shown).data;
  if (!shown) return { sha256, mediaType, name, size: Number(file.size) };
  const extension = fileKinds.find((kind) => kind.mediaType === shown.mediaType)?.extensions.at(-1) ?? '';
  return { ...shown, name: name.slice(0, name.length - extensionOf(name).length) + extension };
}

/** A picture as it was taken may tell where and by whom: that is for those who could upload it. */
const roleFor = (file: FileRow | undefined, original: boolean) =>
  file?.mediaType.startsWith('image/') && (original || file.shown === null) ? 'editor' : 'viewer';

/** Never shown by a browser as a page of ours: downloaded, not guessed at, and without any right should it be shown after all. */
const headersOf = (file: Octets, etag: string): Record<string, string> => ({
  'content-type': file.mediaType,
  'content-disposition': attachment(file.name),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-cache',
  'accept-ranges': 'bytes',
  etag,
});

const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false;

/**
 * A stored file for who may see its workspace. Throws AppError: unauthenticated for nobody, not-found alike for what is unknown,
 * foreign, deleted, or no id at all.
 */
export async function serveFile(
  services: Services,
  caller: Caller | null,
  request: FileRequest,
): Promise<FileResponse> {
  const id = z.uuid().safeParse(request.fileId);
  const file = caller && id.success ? await findServableFile(services.db, id.data, caller) : undefined;
  const original = request.original ?? false;
  await requireRole(services.db, caller, file?.workspaceId, roleFor(file, original));
  if (!file) throw new AppError('not-found', 'not-found', 'This file does not exist.');
  const octets = octetsOf(file, original);
  const { size } = octets;
  const etag = `"${octets.sha256}"`;
  const headers = headersOf(octets, etag);
  if (matches(request.ifNoneMatch, etag)) return { status: 304, headers, body: undefined };
  const current = request.ifRange === undefined || request.ifRange.trim() === etag;
  const range = current ? parseRange(request.range, size) : undefined;
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: undefined };
  }
  const part: ByteRange = range ?? { start: 0, end: size - 1 };
  headers['content-length'] = String(part.end - part.start + 1);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`;
  const body =
    request.method === 'HEAD' ? undefined : await services.storage.open(file.workspaceId, octets.sha256, range);
  return { status: range ? 206 : 200, headers, body };
}
