import { type ModelTestView, type ModelView, modelEndpointInput } from '@millrace/contract/models';
import { testEndpoint } from '@millrace/llm/test-endpoint';
import type { Services } from '../services.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { chooseEndpoint } from './find-endpoint.ts';
import { clearEndpoint, resolveEndpoint, saveEndpoint } from './save-endpoint.ts';

const testTimeoutMs = 30_000;

export const modelsRouter = router({
  get: userProcedure.query(({ ctx: { services } }) => modelView(services)),

  /** Asks the endpoint one small question, without saving anything. */
  test: adminProcedure
    .input(modelEndpointInput)
    .mutation(async ({ ctx: { services }, input, signal }): Promise<ModelTestView> => {
      const endpoint = await resolveEndpoint(services, input);
      const limits = [AbortSignal.timeout(testTimeoutMs), ...(signal ? [signal] : [])];
      return testEndpoint(endpoint, AbortSignal.any(limits));
    }),

  save: adminProcedure.input(modelEndpointInput).mutation(async ({ ctx: { services }, input }) => {
    await saveEndpoint(services, input);
    return modelView(services);
  }),

  clear: adminProcedure.mutation(async ({ ctx: { services } }) => {
    await clearEndpoint(services);
    return modelView(services);
  }),
});

async function modelView(services: Services): Promise<ModelView> {
  const { source, endpoint, problem } = await chooseEndpoint(services);
  return {
    source,
    model: services.llm.chatModel(endpoint).name,
    baseUrl: endpoint === undefined ? null : withoutSecrets(endpoint.baseUrl),
    keyHint: endpoint === undefined ? null : hintOf(endpoint.apiKey),
    embedder: services.llm.embedder.model,
    problem,
  };
}

/** Some endpoints are given with a name, a password or a key in the address. */
function withoutSecrets(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + (pathname === '/' ? '' : pathname);
}

/** The end of a key, to tell keys apart; of a short one nothing, since that would be too much of it. */
const hintOf = (apiKey: string): string | null => (apiKey.length >= 12 ? apiKey.slice(-4) : null);
