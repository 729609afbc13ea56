import {
  classificationInput,
  createClassificationInput,
  listClassificationsInput,
  planInput,
  tryInput,
} from '@millrace/contract/classification/classification';
import { byId, inWorkspace, router } from '../trpc.ts';
import {
  findAnyClassificationWorkspace,
  findClassificationWorkspace,
  getClassification,
  listClassifications,
} from './classifications.queries.ts';
import { planClassification } from './plan/plan-classification.ts';
import { tryClassification } from './plan/try-classification.ts';
import {
  cancelClassification,
  createClassification,
  deleteClassification,
  pauseClassification,
  restoreClassification,
  resumeClassification,
  retryItems,
} from './runs/start-classification.ts';

const ofClassification = (role: 'viewer' | 'analyst') =>
  byId('classificationId', role, findClassificationWorkspace).input(classificationInput);
const ofAnyClassification = byId('classificationId', 'editor', findAnyClassificationWorkspace).input(
  classificationInput,
);

export const classificationsRouter = router({
  list: inWorkspace('viewer')
    .input(listClassificationsInput)
    .query(({ ctx, input }) => listClassifications(ctx.services.db, input)),

  get: ofClassification('viewer').query(({ ctx, input }) => getClassification(ctx.services.db, input.classificationId)),

  /** What a classification would do, cost and take. Costs nothing. */
  plan: inWorkspace('analyst')
    .input(planInput)
    .query(({ ctx, input }) => planClassification(ctx.services, input)),

  /** Answers a few texts at once; the answers are kept nowhere. */
  try: inWorkspace('analyst')
    .input(tryInput)
    .mutation(({ ctx, input }) => tryClassification(ctx.services, input)),

  create: inWorkspace('analyst')
    .input(createClassificationInput)
    .mutation(({ ctx: { services, caller }, input }) => createClassification(services, input, caller.userId)),

  pause: ofClassification('analyst').mutation(async ({ ctx, input: { classificationId } }) => {
    await pauseClassification(ctx.services, classificationId);
    return { classificationId };
  }),

  resume: ofClassification('analyst').mutation(({ ctx: { services, caller }, input }) =>
    resumeClassification(services, input.classificationId, caller.userId),
  ),

  cancel: ofClassification('analyst').mutation(async ({ ctx, input: { classificationId } }) => {
    await cancelClassification(ctx.services, classificationId);
    return { classificationId };
  }),

  retryFailed: ofClassification('analyst').mutation(({ ctx: { services, caller }, input }) =>
    retryItems(services, input, caller.userId),
  ),

  delete: ofAnyClassification.mutation(async ({ ctx, input: { classificationId } }) => {
    await deleteClassification(ctx.services, classificationId);
    return { classificationId };
  }),

  restore: ofAnyClassification.mutation(async ({ ctx, input: { classificationId } }) => {
    await restoreClassification(ctx.services, classificationId);
    return { classificationId };
  }),
});
