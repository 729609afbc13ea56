import { ownModel } from '@millrace/contract/completions';
import { findEndpoint } from '../models/find-endpoint.ts';
import type { Services } from '../services.ts';

/** The names that a completion may ask for: the instance's choice, and the model of its endpoint. */
export async function listModels(services: Services): Promise<string[]> {
  const endpoint = await findEndpoint(services);
  return endpoint ? [ownModel, endpoint.model] : [ownModel];
}
