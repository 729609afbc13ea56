import { AppError } from '@millrace/contract/app-error';
import type { modelEndpointInput } from '@millrace/contract/models';
import { toJson } from '@millrace/db/to-json';
import type { Endpoint } from '@millrace/llm/port';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { chooseEndpoint, forgetEndpoint, modelKeyPurpose, modelSetting } from './find-endpoint.ts';
import { seal } from './sealed-text.ts';

type Wish = z.output<typeof modelEndpointInput>;

/**
 * The endpoint that an input means. A key that is left out is the one in use, for the same server only: to send it elsewhere would
 * hand it to whoever types an address.
 */
export async function resolveEndpoint(services: Services, wish: Wish): Promise<Endpoint> {
  const { baseUrl, model } = wish;
  if (wish.apiKey !== undefined) return { baseUrl, model, apiKey: wish.apiKey.trim() };
  const { endpoint } = await chooseEndpoint(services);
  if (endpoint === undefined || endpoint.apiKey === '') return { baseUrl, model, apiKey: '' };
  if (new URL(endpoint.baseUrl).origin === new URL(baseUrl).origin) return { baseUrl, model, apiKey: endpoint.apiKey };
  const message = 'Enter the key as well: the saved one belongs to another server.';
  throw new AppError('invalid', 'models.key-of-another-server', message, { fields: { apiKey: [message] } });
}

/** Saves the instance's endpoint; its key is stored sealed. */
export async function saveEndpoint(services: Services, wish: Wish): Promise<void> {
  const { apiKey, ...endpoint } = await resolveEndpoint(services, wish);
  const sealedApiKey = apiKey === '' ? '' : seal(apiKey, services.settings.secret, modelKeyPurpose);
  const value = toJson({ ...endpoint, sealedApiKey });
  const updatedAt = services.clock();
  await services.db
    .insertInto('settings')
    .values({ key: modelSetting, value, updatedAt })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt }))
    .execute();
  forgetEndpoint(services);
}

/** Back to the endpoint of the environment, or to the built-in model. */
export async function clearEndpoint(services: Services): Promise<void> {
  await services.db.deleteFrom('settings').where('key', '=', modelSetting).execute();
  forgetEndpoint(services);
}
