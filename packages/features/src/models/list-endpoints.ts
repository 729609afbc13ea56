import { errorView } from '@millrace/contract/app-error';
import type { EndpointView, ModelsView } from '@millrace/contract/models/models';
import type { Services } from '../services.ts';
import { openHeaders } from './endpoint-headers.ts';
import { hintOf, openKey } from './endpoint-key.ts';
import { type EndpointRow, listReachable } from './endpoints.queries.ts';
import { ignoresProxy } from './settings.ts';

/** Everything that people may know of the models of a workspace. */
export async function listEndpoints(services: Services, workspaceId: string): Promise<ModelsView> {
  const { db, settings, llm } = services;
  const { own, shared } = await listReachable(db, workspaceId);
  const endpoints = own.map((row) => viewOf(services, row, 'workspace'));
  if (!own.some((row) => row.enabled)) {
    endpoints.push(...shared.map((row) => viewOf(services, row, 'shared')));
    if (shared.length === 0 && settings.model) endpoints.push(ofEnvironment(settings.model));
  }
  return {
    endpoints,
    quotesOnly: !endpoints.some(({ enabled }) => enabled),
    embedder: llm.embedder.model,
    transcriber: settings.transcription?.model ?? null,
    ignoresProxy: ignoresProxy(settings),
  };
}

function viewOf(services: Services, row: EndpointRow, origin: EndpointView['origin']): EndpointView {
  const { id, name, baseUrl, models, enabled, shared, dailyTokens, inputPrice, outputPrice, firstByteMs } = row;
  let keyHint: string | null = null;
  let headerNames: string[] = [];
  let problem: string | null = null;
  try {
    keyHint = hintOf(openKey(services, row));
    headerNames = Object.keys(openHeaders(services, row));
  } catch (error) {
    problem = errorView(error).message;
  }
  const price = inputPrice === null || outputPrice === null ? null : { input: inputPrice, output: outputPrice };
  const hasKey = row.sealedKey !== '';
  return {
    ...{ id, origin, name, baseUrl, models, hasKey, keyHint, headerNames, firstByteMs },
    ...{ enabled, shared, dailyTokens, price, problem },
  };
}

type OfEnvironment = NonNullable<Services['settings']['model']>;

/** The name under which the endpoint of the environment is known. */
export const environmentName = 'Server default';

const ofEnvironment = ({ baseUrl, apiKey, model, firstByteMs }: OfEnvironment): EndpointView => ({
  id: null,
  origin: 'environment',
  name: environmentName,
  baseUrl: withoutSecrets(baseUrl),
  models: [model],
  hasKey: apiKey !== '',
  keyHint: hintOf(apiKey),
  headerNames: [],
  firstByteMs: firstByteMs ?? null,
  enabled: true,
  shared: true,
  dailyTokens: null,
  price: null,
  problem: null,
});

/** An environment may give a name, a password or a key in the address. */
function withoutSecrets(baseUrl: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return origin + (pathname === '/' ? '' : pathname);
}
