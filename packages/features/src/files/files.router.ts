import { AppError } from '@millrace/contract/app-error';
import { startUploadInput, uploadInput } from '@millrace/contract/files/files';
import { workspaceInput } from '@millrace/contract/workspaces/workspaces';
import { octetInputParser } from '@trpc/server/http';
import { z } from 'zod';
import { inWorkspace, inWorkspaceOfHeader, router } from '../trpc.ts';
import { cancelUpload, receivePart, startUpload } from './receive-part.ts';
import { receiveUpload } from './receive-upload.ts';
import { workspaceUsage } from './storage-limit.ts';
import { getUpload } from './uploads.queries.ts';

const partHeaders = z.object({ uploadId: z.uuid(), offset: z.coerce.number<string>().int().min(0) });

function partOf(header: (name: string) => string | undefined): z.output<typeof partHeaders> {
  const parsed = partHeaders.safeParse({ uploadId: header('x-upload-id'), offset: header('x-upload-offset') });
  if (parsed.success) return parsed.data;
  const message =
    'The headers x-upload-id and x-upload-offset must contain the id of an upload and the offset of its next byte.';
  throw new AppError('invalid', 'input', message);
}

type Scope = { workspaceId: string; caller: { userId: string | null } };
const uploaderOf = ({ workspaceId, caller }: Scope) => ({ workspaceId, createdBy: caller.userId });

export const filesRouter = router({
  /** Octets as the body; `x-workspace-id` and `x-file-name` (percent-encoded UTF-8) as headers. */
  upload: inWorkspaceOfHeader('editor')
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) =>
      receiveUpload(ctx.services, {
        ...uploaderOf(ctx),
        encodedName: ctx.header('x-file-name'),
        declaredBytes: Number(ctx.header('content-length') ?? 0),
        octets: input as ReadableStream<Uint8Array>,
        signal,
      }),
    ),

  /** Begins an upload in parts, or tells how far the one is that was begun of this file. */
  startUpload: inWorkspace('editor')
    .input(startUploadInput)
    .mutation(({ ctx, input }) => startUpload(ctx.services, uploaderOf(ctx), input)),

  /** The next octets as the body, at most 8 MB; `x-workspace-id`, `x-upload-id` and `x-upload-offset` as headers. */
  uploadPart: inWorkspaceOfHeader('editor')
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) => {
      const part = partOf(ctx.header);
      return receivePart(ctx.services, uploaderOf(ctx), {
        ...part,
        octets: input as ReadableStream<Uint8Array>,
        signal,
      });
    }),

  uploadState: inWorkspace('editor')
    .input(uploadInput)
    .query(({ ctx, input }) => getUpload(ctx.services.db, uploaderOf(ctx), input.uploadId)),

  cancelUpload: inWorkspace('editor')
    .input(uploadInput)
    .mutation(async ({ ctx, input }) => {
      await cancelUpload(ctx.services, uploaderOf(ctx), input.uploadId);
      return { uploadId: input.uploadId };
    }),

  /** How much of its room the workspace has taken. */
  usage: inWorkspace('viewer')
    .input(workspaceInput)
    .query(({ ctx, input }) => workspaceUsage(ctx.services, input.workspaceId)),
});
