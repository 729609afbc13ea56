import { AppError } from '@millrace/contract/app-error';
import { attachmentInput } from '@millrace/contract/attachments/attachments';
import { octetInputParser } from '@trpc/server/http';
import { byId, inWorkspaceOfHeader, router } from '../trpc.ts';
import { addAttachment } from './add-attachment.ts';
import { findAttachment, findAttachmentWorkspace } from './attachments.queries.ts';
import { removeAttachment } from './remove-attachment.ts';

const ofAttachment = (role: 'viewer' | 'analyst') => byId('attachmentId', role, findAttachmentWorkspace);
const gone = () => new AppError('not-found', 'not-found', 'This file does not exist or was removed.');

/** Files that hang on messages. */
export const attachmentsRouter = router({
  /** Octets as the body; `x-workspace-id` and `x-file-name` (percent-encoded UTF-8) as headers. */
  add: inWorkspaceOfHeader('analyst')
    .input(octetInputParser)
    .mutation(({ ctx, input, signal }) =>
      addAttachment(ctx.services, {
        workspaceId: ctx.workspaceId,
        createdBy: ctx.caller.userId,
        apiKeyId: ctx.caller.kind === 'key' ? ctx.caller.apiKeyId : null,
        encodedName: ctx.header('x-file-name'),
        declaredBytes: Number(ctx.header('content-length') ?? 0),
        octets: input as ReadableStream<Uint8Array>,
        signal,
      }),
    ),

  get: ofAttachment('viewer')
    .input(attachmentInput)
    .query(async ({ ctx, input }) => {
      const attachment = await findAttachment(ctx.services.db, input.attachmentId);
      if (attachment === undefined) throw gone();
      return attachment;
    }),

  /** What was read of it; citations place their quotes in this. */
  text: ofAttachment('viewer')
    .input(attachmentInput)
    .query(({ ctx, input }) =>
      ctx.services.db
        .selectFrom('attachments')
        .where('id', '=', input.attachmentId)
        .select('text')
        .executeTakeFirstOrThrow(gone),
    ),

  /** Takes back one that was not sent; one that was stays with its message. */
  remove: ofAttachment('analyst')
    .input(attachmentInput)
    .mutation(async ({ ctx, input }) => {
      await removeAttachment(ctx.services, ctx.caller, input.attachmentId);
      return { attachmentId: input.attachmentId };
    }),
});
