import { z } from 'zod';

export { uploadPartBytes } from './upload-parts.ts';

/** `modifiedAt`: with name and size it tells whether this is the file whose upload was begun before. */
export const startUploadInput = z.object({
  workspaceId: z.uuid(),
  name: z.string().min(1).max(1_000),
  size: z
    .int()
    .min(1, 'This file is empty (0 bytes). Check that it was saved, then upload it again.')
    .max(1024 ** 4),
  modifiedAt: z.iso.datetime().optional(),
});
export const uploadInput = z.object({ workspaceId: z.uuid(), uploadId: z.uuid() });

/** How far an upload in parts is: the next octet that is wanted is number `offset`. `file` is there when it is complete. */
export type UploadView = { id: string; name: string; size: number; offset: number; file: FileView | null };

/** What a workspace holds and may hold; what was deleted counts until it is gone for good, a day later. */
export type UsageView = { bytes: { used: number; limit: number }; files: { used: number; limit: number } };

export type FileView = { id: string; sha256: string; size: number; mediaType: string };
