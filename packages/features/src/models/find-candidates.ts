import { AppError } from '@millrace/contract/app-error';
import type { MissedModel, ModelReference, Price } from '@millrace/contract/models/models';
import type { Endpoint } from '@millrace/llm/port';
import type { Services } from '../services.ts';
import { openHeaders } from './endpoint-headers.ts';
import { openKey } from './endpoint-key.ts';
import { type EndpointRow, listReachable } from './endpoints.queries.ts';
import { findResting } from './find-resting.ts';
import { environmentName } from './list-endpoints.ts';

/** One endpoint that may be asked, and for which model. */
export type Candidate = {
  /** Null: that of the environment. */
  id: string | null;
  name: string;
  /** The key is opened when it is needed: one that cannot be opened fails this candidate alone. */
  endpoint: () => Endpoint;
  model: string;
  /** Every model it may be asked for; undefined: any. */
  models: string[] | undefined;
  dailyTokens: number | null;
  price: Price | null;
};

/** A model by its name, wherever it is, or at one endpoint. */
export type Wish = string | ModelReference | undefined;

/**
 * The endpoints of a workspace in the order in which they are asked. Its own, where any is enabled; else those that the owner of the
 * instance shares; else that of the environment. They never mix: what a workspace asks goes where its owner has sent it.
 */
export async function listCandidates(services: Services, workspaceId: string): Promise<Candidate[]> {
  const { own, shared } = await listReachable(services.db, workspaceId);
  const enabled = own.filter((row) => row.enabled);
  const rows = enabled.length > 0 ? enabled : shared;
  if (rows.length > 0) return rows.map((row) => candidateOf(services, row));
  const { model } = services.settings;
  if (model === undefined) return [];
  return [
    {
      id: null,
      name: environmentName,
      endpoint: () => model,
      model: model.model,
      models: undefined,
      dailyTokens: null,
      price: null,
    },
  ];
}

function candidateOf(services: Services, row: EndpointRow): Candidate {
  const { id, name, baseUrl, models, dailyTokens, inputPrice, outputPrice } = row;
  const model = models[0] as string;
  const price = inputPrice === null || outputPrice === null ? null : { input: inputPrice, output: outputPrice };
  const { reach, firstByteMs } = row;
  const endpoint = () => ({
    ...{ baseUrl, model, reach, apiKey: openKey(services, row) },
    headers: openHeaders(services, row),
    ...(firstByteMs !== null && { firstByteMs }),
  });
  return { id, name, endpoint, model, models, dailyTokens, price };
}

const has = (candidate: Candidate, model: string) => candidate.models?.includes(model) ?? true;

/**
 * The candidates with the wished one first, and last those that failed a moment ago. A model that was named and that nobody has is an
 * error; one that was chosen earlier and is gone is missed, and the others answer.
 */
export async function findCandidates(
  services: Services,
  workspaceId: string,
  wish: Wish,
): Promise<{ candidates: Candidate[]; missed: MissedModel[] }> {
  const listed = await listCandidates(services, workspaceId);
  const resting = await findResting(services, listed);
  const all = listed.toSorted((a, b) => Number(resting.has(a)) - Number(resting.has(b)));
  if (wish === undefined || all.length === 0) {
    const skipped = listed.slice(0, listed.indexOf(all[0] as Candidate));
    return { candidates: all, missed: skipped.map(({ name, model }) => ({ endpoint: name, model, why: restWords })) };
  }
  const model = typeof wish === 'string' ? wish : wish.model;
  const first = all.find(
    (candidate) => has(candidate, model) && (typeof wish === 'string' || candidate.id === wish.endpointId),
  );
  if (first === undefined) {
    if (typeof wish === 'string') throw noSuchModel(wish);
    const endpoint = all.find(({ id }) => id === wish.endpointId)?.name ?? 'Chosen model';
    const why = `${model} is no longer among the models of this workspace.`;
    return {
      candidates: all,
      missed: [{ endpoint, model, why }],
    };
  }
  return { candidates: [{ ...first, model }, ...all.filter((candidate) => candidate !== first)], missed: [] };
}

const restWords = 'It failed a moment ago and is given a rest before it is tried again.';

export const noSuchModel = (name: string) =>
  new AppError('not-found', 'models.unknown-model', 'There is no model "{name}" in this workspace.', {
    values: { name },
  });
