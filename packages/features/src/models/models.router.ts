import { errorView } from '@millrace/contract/app-error';
import {
  endpointInput,
  listEndpointsInput,
  listOfferedInput,
  type ModelTestView,
  type OfferedModels,
  reorderEndpointsInput,
  saveEndpointInput,
  setEndpointEnabledInput,
  testEndpointInput,
} from '@millrace/contract/models/models';
import { testModel } from '@millrace/llm/test-model';
import { inWorkspace, router } from '../trpc.ts';
import { listEndpoints } from './list-endpoints.ts';
import { readUsage } from './model-usage.ts';
import { deleteEndpoint, reorderEndpoints, setEndpointEnabled } from './order-endpoints.ts';
import { describeEndpoint, saveEndpoint } from './save-endpoint.ts';

/** A model on this machine may be loaded first. */
const testTimeoutMs = 120_000;
const offerTimeoutMs = 20_000;

const within = (ms: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

export const modelsRouter = router({
  list: inWorkspace('viewer')
    .input(listEndpointsInput)
    .query(({ ctx, input }) => listEndpoints(ctx.services, input.workspaceId)),

  /** Without an id a new one, at the end; answers its id. */
  save: inWorkspace('owner', 'confirmed')
    .input(saveEndpointInput)
    .mutation(({ ctx, input }) => saveEndpoint(ctx.services, ctx.caller, input)),

  /** Nothing else of it is changed, whatever the caller last saw. */
  setEnabled: inWorkspace('owner', 'person')
    .input(setEndpointEnabledInput)
    .mutation(async ({ ctx, input }) => {
      await setEndpointEnabled(ctx.services, ctx.caller, input);
      return { id: input.endpointId };
    }),

  delete: inWorkspace('owner', 'confirmed')
    .input(endpointInput)
    .mutation(async ({ ctx, input }) => {
      await deleteEndpoint(ctx.services, ctx.caller, input);
      return { id: input.endpointId };
    }),

  reorder: inWorkspace('owner', 'person')
    .input(reorderEndpointsInput)
    .mutation(async ({ ctx, input }) => {
      await reorderEndpoints(ctx.services, input);
      return { workspaceId: input.workspaceId };
    }),

  /** Asks the endpoint one small question, without saving anything. */
  test: inWorkspace('owner', 'person')
    .input(testEndpointInput)
    .mutation(async ({ ctx: { services, caller }, input, signal }): Promise<ModelTestView> => {
      const endpoint = await describeEndpoint(services, caller, input);
      return testModel(services.llm.chatModel(endpoint), within(testTimeoutMs, signal));
    }),

  /** The models that a server lists, to choose from; without saving anything. */
  offered: inWorkspace('owner', 'person')
    .input(listOfferedInput)
    .mutation(async ({ ctx: { services, caller }, input, signal }): Promise<OfferedModels> => {
      const endpoint = await describeEndpoint(services, caller, { ...input, model: '' });
      try {
        return { ok: true, models: await services.llm.listModels(endpoint, within(offerTimeoutMs, signal)) };
      } catch (error) {
        return { ok: false, message: errorView(error).message };
      }
    }),

  /** What this workspace has used of each endpoint, today (UTC) and in 30 days. */
  usage: inWorkspace('viewer')
    .input(listEndpointsInput)
    .query(({ ctx, input }) => readUsage(ctx.services, input.workspaceId)),
});
