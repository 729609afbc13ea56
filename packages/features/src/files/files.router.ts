import { octetInputParser } from '@trpc/server/http';
import { inWorkspaceOfHeader, router } from '../trpc.ts';
import { receiveUpload } from './receive-upload.ts';

export const filesRouter = router({
  /** Octets as the body; `x-workspace-id` and `x-file-name` (percent-encoded UTF-8) as headers. */
  upload: inWorkspaceOfHeader('editor')
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) =>
      receiveUpload(ctx.services, {
        workspaceId: ctx.workspaceId,
        createdBy: ctx.caller.userId,
        encodedName: ctx.header('x-file-name'),
        declaredBytes: Number(ctx.header('content-length') ?? 0),
        octets: input as ReadableStream<Uint8Array>,
        signal,
      }),
    ),
});
