import { classificationSubject } from '@millrace/contract/classification/classification-subject';
import {
  agreementInput,
  correctResultInput,
  exportResults,
  exportResultsInput,
  facetsInput,
  importLabelsInput,
  listResultsInput,
  resultInput,
} from '@millrace/contract/classification/results';
import type { Database } from '@millrace/db/database';
import { withJobs } from '../jobs/start-job.ts';
import { byId, router } from '../trpc.ts';
import { findClassificationWorkspace, getClassification } from './classifications.queries.ts';
import { importLabels } from './judgements/import-labels.ts';
import { acceptResult, correctResult, rejectResult } from './judgements/judge-result.ts';
import { measureAgreement } from './results/agreement.ts';
import { countFacets } from './results/facets.ts';
import { findResultWorkspace, getResult, listResults } from './results/results.queries.ts';
import { schemesOf } from './runs/schemes-of.ts';
import { goneClassification, retryItems } from './runs/start-classification.ts';

const ofClassification = byId('classificationId', 'viewer', findClassificationWorkspace);
const ofResult = (role: 'viewer' | 'analyst') => byId('resultId', role, findResultWorkspace).input(resultInput);

/** All schemes of a classification, as their versions say. */
async function findSchemesOf(db: Database, classificationId: string) {
  const row = await db
    .selectFrom('classifications')
    .select('schemes')
    .where('id', '=', classificationId)
    .executeTakeFirstOrThrow();
  return [...(await schemesOf(db, row.schemes)).values()];
}

export const resultsRouter = router({
  list: ofClassification
    .input(listResultsInput)
    .query(({ ctx, input }) => listResults(ctx.services.db, ctx.workspaceId, input)),

  get: ofResult('viewer').query(({ ctx, input }) => getResult(ctx.services.db, ctx.workspaceId, input.resultId)),

  facets: ofClassification.input(facetsInput).query(async ({ ctx, input: { classificationId, filter } }) => {
    const { services, workspaceId } = ctx;
    const schemes = await findSchemesOf(services.db, classificationId);
    const fields = schemes.flatMap((scheme) => scheme.fields);
    return countFacets(services.db, { workspaceId, classificationId, filter, fields });
  }),

  /** How often the provider and people, or two classifications, say the same. */
  agreement: ofClassification.input(agreementInput).query(async ({ ctx: { services, workspaceId }, input }) => {
    const other = input.with && (await findClassificationWorkspace(services.db, input.with));
    if (input.with && other !== workspaceId) throw goneClassification();
    return measureAgreement(services.db, workspaceId, input);
  }),

  /** Writes what matches into a file; the result of the run has its id. */
  export: ofClassification.input(exportResultsInput).mutation(async ({ ctx, input }) => {
    const { services, workspaceId, caller } = ctx;
    const { name } = await getClassification(services.db, input.classificationId);
    const subject = { kind: classificationSubject, id: input.classificationId, title: name };
    const options = { workspaceId, createdBy: caller.userId, subject };
    return { runId: await withJobs(services, (_trx, start) => start(exportResults, input, options)) };
  }),

  /** What a column of a file says about each text, as what people say. */
  importLabels: byId('classificationId', 'analyst', findClassificationWorkspace)
    .input(importLabelsInput)
    .mutation(async ({ ctx: { services, workspaceId, caller }, input }) => {
      const schemes = await findSchemesOf(services.db, input.classificationId);
      return importLabels(services, input, { workspaceId, userId: caller.userId, schemes });
    }),

  accept: ofResult('analyst').mutation(async ({ ctx: { services, caller, workspaceId }, input: { resultId } }) => {
    await acceptResult(services, { resultId, userId: caller.userId });
    return getResult(services.db, workspaceId, resultId);
  }),

  reject: ofResult('analyst').mutation(async ({ ctx: { services, caller, workspaceId }, input: { resultId } }) => {
    await rejectResult(services, { resultId, userId: caller.userId });
    return getResult(services.db, workspaceId, resultId);
  }),

  /** Refused with a conflict when somebody else was quicker. */
  correct: ofResult('analyst')
    .input(correctResultInput)
    .mutation(async ({ ctx: { services, caller, workspaceId }, input }) => {
      await correctResult(services, { ...input, userId: caller.userId });
      return getResult(services.db, workspaceId, input.resultId);
    }),

  /** Asks again about one text, with a run of its own. */
  retry: ofResult('analyst').mutation(async ({ ctx: { services, caller }, input: { resultId } }) => {
    const { classificationId } = await services.db
      .selectFrom('classificationItems')
      .select('classificationId')
      .where('id', '=', resultId)
      .executeTakeFirstOrThrow();
    return retryItems(services, { classificationId, itemId: resultId }, caller.userId);
  }),
});
