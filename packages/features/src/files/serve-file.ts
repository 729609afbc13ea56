import type { Readable } from 'node:stream';
import { AppError } from '@millrace/contract/app-error';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { type Caller, requireRole } from '../session/authenticate.ts';
import { type ByteRange, parseRange } from './byte-range.ts';
import { type FileRow, findServableFile } from './files.queries.ts';

/** What of a request matters; the headers as they came. */
export type FileRequest = {
  fileId: string;
  method: 'GET' | 'HEAD';
  range?: string;
  ifRange?: string;
  ifNoneMatch?: string;
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

/** Never shown by a browser as a page of ours: downloaded, not guessed at, and without any right should it be shown after all. */
const headersOf = (file: FileRow, etag: string): Record<string, string> => ({
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
  const file = caller && id.success ? await findServableFile(services.db, id.data) : undefined;
  await requireRole(services.db, caller, file?.workspaceId, 'viewer');
  if (!file) throw new AppError('not-found', 'not-found', 'There is no such file.');
  // bigint comes as a string from the database
  const size = Number(file.size);
  const etag = `"${file.sha256}"`;
  const headers = headersOf(file, etag);
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
    request.method === 'HEAD' ? undefined : await services.storage.open(file.workspaceId, file.sha256, range);
  return { status: range ? 206 : 200, headers, body };
}
