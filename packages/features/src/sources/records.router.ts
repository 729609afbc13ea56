import { listRecordsInput, recordInput } from '@millrace/contract/sources';
import { byId, router } from '../trpc.ts';
import { findRecordWorkspace, getRecord, listRecords } from './records.queries.ts';
import { findSourceWorkspace } from './sources.queries.ts';

export const recordsRouter = router({
  list: byId('sourceId', 'viewer', findSourceWorkspace)
    .input(listRecordsInput)
    .query(({ ctx, input }) => listRecords(ctx.services.db, input)),

  get: byId('recordId', 'viewer', findRecordWorkspace)
    .input(recordInput)
    .query(({ ctx, input }) => getRecord(ctx.services.db, input.recordId)),
});
