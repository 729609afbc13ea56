import { open } from 'node:fs/promises';
import { fileKinds, insteadOf, type MediaType } from '@millrace/contract/reading/file-kinds';
import { kindOfFile } from '../kinds/kind-of-file.ts';

const byExtension = new Map<string, MediaType>(
  fileKinds.flatMap(({ mediaType, extensions }) => extensions.map((extension) => [extension, mediaType] as const)),
);
const known = new Set<string>(fileKinds.map(({ mediaType }) => mediaType));

const extensionOf = (path: string): string => /[^./](\.[\p{L}\p{N}]{1,12})$/u.exec(path)?.[1]?.toLowerCase() ?? '';

/**
 * What a file within a file is, by its content and its name or what was said of it; or why it is not read, as a sentence.
 */
export async function kindOfMember(member: {
  /** Where its octets are. */
  file: string;
  path: string;
  mediaType: string | undefined;
}): Promise<{ kind: MediaType; size: number } | { reason: string }> {
  const { head, size } = await beginning(member.file);
  if (size === 0) return { reason: 'The file is empty.' };
  const extension = extensionOf(member.path);
  const advice = insteadOf.get(extension);
  if (advice) return { reason: `${extension} files are not read. ${advice}.` };
  const said = known.has(member.mediaType ?? '') ? (member.mediaType as MediaType) : undefined;
  const claimed = byExtension.get(extension) ?? said;
  if (!claimed && extension !== '') return { reason: `${extension} files are not read.` };
  const named = await kindOfFile({ head, size, claimed });
  const { content } = named;
  // nobody can rename a file in an archive: what is surely something else is read as that
  const isSure = content.kinds[0] !== undefined && content.kinds[0] !== 'text/plain';
  const kind = named.kind ?? (isSure ? (await kindOfFile({ head, size, claimed: undefined })).kind : undefined);
  if (kind?.startsWith('audio/')) return { reason: 'Recordings are transcribed only as files of their own.' };
  if (kind) return { kind, size };
  return { reason: `The content is ${content.words}${claimed ? ', which does not match the name' : ''}.` };
}

async function beginning(path: string): Promise<{ head: Uint8Array; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}
