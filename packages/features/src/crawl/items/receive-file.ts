import { AppError } from '@millrace/contract/app-error';
import { fileKinds, type MediaType } from '@millrace/contract/reading/file-kinds';
import type { EgressResponse } from '@millrace/egress/open-egress';
import { cleanName, extensionOf } from '../../files/clean-name.ts';
import { boundOf, recognised } from '../../files/store-upload.ts';
import type { Services } from '../../services.ts';
import type { Item } from '../frontier.queries.ts';

export type StoredFile = { sha256: string; size: number; mediaType: MediaType; name: string };

// to have every recording of a site written down costs money, and its archives and JSON are mostly for programs: they are taken where
// somebody uploads them
const uploadedOnly = /^audio\/|\/(?:zip|json|x-ndjson|mbox)$/;
const kinds = fileKinds.filter(({ mediaType }) => !uploadedOnly.test(mediaType));
const byExtension = new Map<string, MediaType>(
  kinds.flatMap(({ mediaType, extensions }) => extensions.map((extension) => [extension, mediaType] as const)),
);

/** What servers call the files that are read, and what they call a file when they do not know. */
export const fileTypes: string[] = [
  ...kinds.map(({ mediaType }) => mediaType),
  'application/csv',
  'text/tab-separated-values',
  'text/x-markdown',
  'application/x-pdf',
  'application/octet-stream',
  'binary/octet-stream',
];

/**
 * Stores a file that was met on the way as an upload of its kind would be: known by its content and name, within the limit of its
 * kind and the room of its workspace. Throws AppError invalid when it is not one that is read; then nothing is kept.
 */
export async function receiveFile(
  services: Services,
  item: Item,
  response: EgressResponse,
  signal: AbortSignal,
): Promise<StoredFile> {
  const { workspaceId } = item;
  const name = nameOf(item.url, response.headers);
  try {
    const bound = await boundOf(services, { workspaceId, createdBy: null, name });
    let mediaType: MediaType = 'text/plain';
    const octets = recognised(response.body, { name, bound, services }, (type) => {
      if (uploadedOnly.test(type))
        throw new AppError('invalid', 'files.not-allowed', 'This file is read only as an upload.');
      mediaType = type;
    });
    const { sha256, size } = await services.storage.put(workspaceId, octets, { maxBytes: bound.bytes, signal });
    return { sha256, size, mediaType, name };
  } catch (error) {
    throw asKind(error);
  } finally {
    response.discard();
  }
}

/** By the header that names a download, else by the address; with the extension of what the server says it is, where it has none that we know. */
function nameOf(url: string, headers: EgressResponse['headers']): string {
  const disposition = headers['content-disposition'] ?? '';
  const given = /filename\*?\s*=\s*(?:UTF-8'[^']*')?"?([^";]+)/i.exec(disposition)?.[1];
  const name = cleanName(decoded(given ?? new URL(url).pathname.split('/').at(-1) ?? '')).slice(-200) || 'file';
  if (byExtension.has(extensionOf(name))) return name;
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const bare = extensionOf(name) ? name.slice(0, -extensionOf(name).length) || 'file' : name;
  return `${bare}${kinds.find(({ mediaType }) => mediaType === type)?.extensions[0] ?? ''}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The words of an upload, which speak of doing it again, are not for a page of the web. */
function asKind(error: unknown): unknown {
  const ofKind = ['files.not-allowed', 'files.type-mismatch', 'files.empty'];
  if (!(error instanceof AppError) || !ofKind.includes(error.reason)) return error;
  const message =
    error.reason === 'files.empty'
      ? 'This file is empty.'
      : 'This kind of file is not supported, or its content does not match its name.';
  return new AppError('invalid', 'crawl.file-kind', message, { cause: error });
}
