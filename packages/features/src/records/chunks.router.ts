import { recordInput, setChunkEnabledInput } from '@millrace/contract/records/records';
import { byId, router } from '../trpc.ts';
import { findChunkWorkspace, listChunks, setChunkEnabled } from './chunks.queries.ts';
import { findRecordWorkspace } from './records.queries.ts';

export const chunksRouter = router({
  list: byId('recordId', 'viewer', findRecordWorkspace)
    .input(recordInput)
    .query(({ ctx, input }) => listChunks(ctx.services.db, input.recordId)),

  setEnabled: byId('chunkId', 'editor', findChunkWorkspace)
    .input(setChunkEnabledInput)
    .mutation(({ ctx, input }) => setChunkEnabled(ctx.services.db, input)),
});
