import { AppError } from '@millrace/contract/app-error';
import { fileKinds, type MediaType } from '@millrace/contract/file-kinds';
import type { EgressResponse } from '@millrace/egress/open-egress';
import { tooLarge } from '@millrace/storage/too-large';
import { cleanName, extensionOf } from '../files/clean-name.ts';
import { sniff } from '../files/sniff.ts';
import { uploadLimit } from '../files/upload-limits.ts';
import type { Services } from '../services.ts';
import type { Item } from './frontier.queries.ts';

export type StoredFile = { sha256: string; size: number; mediaType: MediaType; name: string };

// to have every recording of a site written down costs money: they are taken where somebody uploads them
const kinds = fileKinds.filter(({ mediaType }) => !mediaType.startsWith('audio/'));
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

const headBytes = 8_192;

/**
 * Stores a file that was met on the way as an upload of its kind would be: known by its content and name, and within the limit of its
 * kind. Throws AppError invalid when it is not one that is read; then nothing is kept.
 */
export async function receiveFile(
  services: Services,
  item: Item,
  response: EgressResponse,
  signal: AbortSignal,
): Promise<StoredFile> {
  const name = nameOf(item.url, response.headers);
  const { maxUploadBytes } = services.settings;
  let mediaType: MediaType = 'text/plain';
  const octets = recognised(response.body, name, maxUploadBytes, (type) => {
    mediaType = type;
  });
  const put = services.storage.put(item.workspaceId, octets, { maxBytes: maxUploadBytes, signal });
  const { sha256, size } = await put.finally(() => response.discard());
  return { sha256, size, mediaType, name };
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

/** Passes the octets on once their beginning was recognised, so that what is not read is never written. */
async function* recognised(
  octets: AsyncIterable<Uint8Array>,
  name: string,
  maxBytes: number,
  onType: (type: MediaType) => void,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let limit = maxBytes;
  let bytes = 0;
  const recognise = async (start: Buffer) => {
    const type = await kindOf({ head: start.subarray(0, headBytes), size: start.length, name });
    limit = uploadLimit(type, maxBytes);
    onType(type);
  };
  for await (const part of octets) {
    bytes += part.length;
    if (head === undefined) {
      if (bytes > limit) throw tooLarge(limit);
      yield part;
      continue;
    }
    head = Buffer.concat([head, part]);
    if (head.length < headBytes) continue;
    await recognise(head);
    if (bytes > limit) throw tooLarge(limit);
    yield head;
    head = undefined;
  }
  if (head === undefined) return;
  await recognise(head);
  yield head;
}

async function kindOf(file: { head: Uint8Array; size: number; name: string }): Promise<MediaType> {
  try {
    return await sniff(file);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const message =
      file.size === 0
        ? 'This file is empty.'
        : `${file.name} is a file of a kind that is not read, or not what its name says.`;
    throw new AppError('invalid', 'crawl.file-kind', message, { cause });
  }
}
