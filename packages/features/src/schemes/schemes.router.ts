import {
  createSchemeInput,
  getSchemeInput,
  importSchemeInput,
  listSchemesInput,
  type SchemeFile,
  schemeInput,
  updateSchemeInput,
} from '@millrace/contract/schemes/schemes';
import { byId, inWorkspace, router } from '../trpc.ts';
import { createScheme, setSchemeDeleted, updateScheme } from './save-scheme.ts';
import {
  findAnySchemeWorkspace,
  findSchemeWorkspace,
  getScheme,
  listSchemes,
  listSchemeVersions,
} from './schemes.queries.ts';

const ofScheme = (role: 'viewer' | 'editor') => byId('schemeId', role, findSchemeWorkspace).input(schemeInput);
const ofAnyScheme = byId('schemeId', 'editor', findAnySchemeWorkspace).input(schemeInput);

export const schemesRouter = router({
  list: inWorkspace('viewer')
    .input(listSchemesInput)
    .query(({ ctx, input }) => listSchemes(ctx.services.db, input)),

  /** The scheme as it is, or as it was in `version`. */
  get: ofScheme('viewer')
    .input(getSchemeInput)
    .query(({ ctx, input }) => getScheme(ctx.services.db, input.schemeId, input.version)),

  versions: ofScheme('viewer').query(({ ctx, input }) => listSchemeVersions(ctx.services.db, input.schemeId)),

  create: inWorkspace('editor')
    .input(createSchemeInput)
    .mutation(({ ctx: { services, caller }, input }) => createScheme(services, input, caller)),

  /** Makes the next version. Refused with a conflict when somebody else was quicker. */
  update: ofScheme('editor')
    .input(updateSchemeInput)
    .mutation(({ ctx: { services, caller }, input }) => updateScheme(services, input, caller)),

  delete: ofAnyScheme.mutation(async ({ ctx, input: { schemeId } }) => {
    await setSchemeDeleted(ctx.services, schemeId, true);
    return { schemeId };
  }),

  restore: ofAnyScheme.mutation(async ({ ctx, input: { schemeId } }) => {
    await setSchemeDeleted(ctx.services, schemeId, false);
    return { schemeId };
  }),

  /** The scheme as a file that `import` reads, here or in another installation. */
  export: ofScheme('viewer').query(async ({ ctx, input }): Promise<SchemeFile> => {
    const { name, description, instructions, fields } = await getScheme(ctx.services.db, input.schemeId);
    return { kind: 'millrace.scheme', format: 1, name, description, instructions, fields };
  }),

  import: inWorkspace('editor')
    .input(importSchemeInput)
    .mutation(({ ctx: { services, caller, workspaceId }, input }) =>
      createScheme(services, { workspaceId, ...input.scheme }, caller),
    ),
});
