import { previewCsvInput, readAgainInput, unlockInput } from '@millrace/contract/reading/read-options';
import {
  createSourceInput,
  listSourcesInput,
  renameSourceInput,
  setSourceEnabledInput,
  setTagsInput,
  sourceInput,
} from '@millrace/contract/sources/sources';
import { workspaceInput } from '@millrace/contract/workspaces/workspaces';
import { findSourceWorkspace } from '../records/source-row.ts';
import { byId, inWorkspace, router } from '../trpc.ts';
import { addSamples } from './add-samples.ts';
import { setSourceEnabled, setSourceTags } from './choose-sources.ts';
import { createSource } from './create-source.ts';
import { deleteSource, restoreSource } from './delete-source.ts';
import { listSources, listTags } from './list-sources.ts';
import { previewCsv } from './preview-csv.ts';
import { renameSource } from './rename-source.ts';
import { readAgain, retrySource, unlockSource } from './retry-source.ts';
import { findAnySourceWorkspace, getSource } from './sources.queries.ts';

const ofSource = (role: 'viewer' | 'editor') => byId('sourceId', role, findSourceWorkspace).input(sourceInput);
const ofAnySource = (role: 'editor') => byId('sourceId', role, findAnySourceWorkspace).input(sourceInput);

export const sourcesRouter = router({
  create: inWorkspace('editor')
    .input(createSourceInput)
    .mutation(({ ctx, input }) => createSource(ctx.services, { ...input, createdBy: ctx.caller.userId })),

  /** The beginning of an uploaded table as it would be read with these options. */
  previewCsv: inWorkspace('editor')
    .input(previewCsvInput)
    .query(({ ctx, input }) => previewCsv(ctx.services, input)),

  /** Adds the documents that ship with the product; those that are there already stay as they are. */
  addSamples: inWorkspace('editor')
    .input(workspaceInput)
    .mutation(({ ctx, input }) => addSamples(ctx.services, { ...input, createdBy: ctx.caller.userId })),

  list: inWorkspace('viewer')
    .input(listSourcesInput)
    .query(({ ctx, input }) => listSources(ctx.services.db, input)),

  /** All tags that sources of the workspace have, in alphabetical order. */
  tags: inWorkspace('viewer').query(({ ctx, input }) => listTags(ctx.services.db, input.workspaceId)),

  get: ofSource('viewer').query(({ ctx, input }) => getSource(ctx.services.db, input.sourceId)),

  rename: ofSource('editor')
    .input(renameSourceInput)
    .mutation(async ({ ctx, input }) => {
      await renameSource(ctx.services.db, input);
      return getSource(ctx.services.db, input.sourceId);
    }),

  setEnabled: ofSource('editor')
    .input(setSourceEnabledInput)
    .mutation(async ({ ctx, input }) => {
      await setSourceEnabled(ctx.services.db, input);
      return getSource(ctx.services.db, input.sourceId);
    }),

  setTags: ofSource('editor')
    .input(setTagsInput)
    .mutation(async ({ ctx, input }) => {
      await setSourceTags(ctx.services.db, input);
      return getSource(ctx.services.db, input.sourceId);
    }),

  retry: ofSource('editor').mutation(({ ctx, input }) =>
    retrySource(ctx.services, { sourceId: input.sourceId, createdBy: ctx.caller.userId }),
  ),

  /** Reads a file anew, in another way than it was read. */
  readAgain: ofSource('editor')
    .input(readAgainInput)
    .mutation(({ ctx, input: { sourceId, ...options } }) =>
      readAgain(ctx.services, { sourceId, options, createdBy: ctx.caller.userId }),
    ),

  /** Reads a file that has a password. */
  unlock: ofSource('editor')
    .input(unlockInput)
    .mutation(({ ctx, input }) => unlockSource(ctx.services, { ...input, createdBy: ctx.caller.userId })),

  delete: ofAnySource('editor').mutation(async ({ ctx, input }) => {
    await deleteSource(ctx.services, input.sourceId);
    return { sourceId: input.sourceId };
  }),

  restore: ofAnySource('editor').mutation(({ ctx, input }) =>
    restoreSource(ctx.services, { sourceId: input.sourceId, createdBy: ctx.caller.userId }),
  ),
});
