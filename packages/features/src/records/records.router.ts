import {
  diffRecordInput,
  listRecordsInput,
  recordInput,
  revertRecordInput,
  updateRecordInput,
} from '@millrace/contract/records/records';
import { byId, router } from '../trpc.ts';
import { deleteRecord, restoreRecord, revertRecord, updateRecord } from './edit-record.ts';
import { diffVersions, listVersions } from './record-versions.queries.ts';
import { findAnyRecordWorkspace, findRecordWorkspace, getRecord, listRecords } from './records.queries.ts';
import { findSourceWorkspace } from './source-row.ts';

const ofRecord = (role: 'viewer' | 'editor') => byId('recordId', role, findRecordWorkspace);
const ofAnyRecord = byId('recordId', 'editor', findAnyRecordWorkspace).input(recordInput);

export const recordsRouter = router({
  list: byId('sourceId', 'viewer', findSourceWorkspace)
    .input(listRecordsInput)
    .query(({ ctx, input }) => listRecords(ctx.services.db, input)),

  /** What was deleted is shown to those who may bring it back. */
  listDeleted: byId('sourceId', 'editor', findSourceWorkspace)
    .input(listRecordsInput)
    .query(({ ctx, input }) => listRecords(ctx.services.db, input, true)),

  get: ofRecord('viewer')
    .input(recordInput)
    .query(({ ctx, input }) => getRecord(ctx.services.db, input.recordId)),

  /** Refused with a conflict when somebody else was quicker. */
  update: ofRecord('editor')
    .input(updateRecordInput)
    .mutation(async ({ ctx, input }) => {
      await updateRecord(ctx.services, { ...input, userId: ctx.caller.userId });
      return getRecord(ctx.services.db, input.recordId);
    }),

  versions: ofRecord('viewer')
    .input(recordInput)
    .query(({ ctx, input }) => listVersions(ctx.services.db, input.recordId)),

  diff: ofRecord('viewer')
    .input(diffRecordInput)
    .query(({ ctx, input }) => diffVersions(ctx.services.db, input)),

  revert: ofRecord('editor')
    .input(revertRecordInput)
    .mutation(async ({ ctx, input }) => {
      await revertRecord(ctx.services, { ...input, userId: ctx.caller.userId });
      return getRecord(ctx.services.db, input.recordId);
    }),

  delete: ofAnyRecord.mutation(async ({ ctx, input }) => {
    await deleteRecord(ctx.services, input.recordId);
    return { recordId: input.recordId };
  }),

  restore: ofAnyRecord.mutation(async ({ ctx, input }) => {
    await restoreRecord(ctx.services, { recordId: input.recordId, userId: ctx.caller.userId });
    return getRecord(ctx.services.db, input.recordId);
  }),
});
