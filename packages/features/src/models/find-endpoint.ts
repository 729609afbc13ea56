import type { Endpoint } from '@millrace/llm/port';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { unseal } from './sealed-text.ts';

/** The row in `settings` that holds the endpoint, and what its key is sealed for. */
export const modelSetting = 'model';
export const modelKeyPurpose = 'settings.model';
const cacheMs = 5_000;

export const storedEndpoint = z.object({ baseUrl: z.string(), model: z.string(), sealedApiKey: z.string() });

export type ChosenEndpoint = {
  source: 'builtin' | 'environment' | 'settings';
  endpoint: Endpoint | undefined;
  /** What keeps the saved endpoint from being used, in words. */
  problem: string | null;
};

type Cached = { at: number; chosen: Promise<ChosenEndpoint> };
const caches = new WeakMap<Services['db'], Cached>();

/**
 * The endpoint that answers now: the saved one, else that of the environment, else undefined for the built-in model. At most five
 * seconds old, so that a change reaches every process without a word between them.
 */
export async function findEndpoint(services: Services): Promise<Endpoint | undefined> {
  const now = services.clock().getTime();
  let cached = caches.get(services.db);
  if (cached === undefined || Math.abs(now - cached.at) > cacheMs) {
    cached = { at: now, chosen: chooseEndpoint(services) };
    caches.set(services.db, cached);
    // a database that was away is asked again at once
    cached.chosen.catch(() => caches.delete(services.db));
  }
  return (await cached.chosen).endpoint;
}

/** Makes the next `findEndpoint` of this process read anew. */
export function forgetEndpoint(services: Services): void {
  caches.delete(services.db);
}

/** As `findEndpoint`, from the row itself, with where it comes from. */
export async function chooseEndpoint({ db, settings, log }: Services): Promise<ChosenEndpoint> {
  const fallback: ChosenEndpoint = {
    source: settings.model === undefined ? 'builtin' : 'environment',
    endpoint: settings.model,
    problem: null,
  };
  const row = await db.selectFrom('settings').where('key', '=', modelSetting).select('value').executeTakeFirst();
  if (row === undefined) return fallback;
  try {
    const { sealedApiKey, ...saved } = storedEndpoint.parse(row.value);
    const apiKey = sealedApiKey === '' ? '' : unseal(sealedApiKey, settings.secret, modelKeyPurpose);
    return { source: 'settings', endpoint: { ...saved, apiKey }, problem: null };
  } catch (err) {
    log.error({ err }, 'the saved model key cannot be opened: MILLRACE_SECRET is not the one that it was saved with');
    return {
      ...fallback,
      problem:
        'The saved model cannot be used: its key was saved under another MILLRACE_SECRET. Enter the key again, or start with the former secret.',
    };
  }
}
