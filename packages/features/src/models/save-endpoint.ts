import { randomUUID } from 'node:crypto';
import { AppError } from '@millrace/contract/app-error';
import type { saveEndpointInput } from '@millrace/contract/models/models';
import { transact } from '@millrace/db/database';
import type { Endpoint, Reach } from '@millrace/llm/port';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import type { Caller } from '../session/authenticate.ts';
import { type Headers, mergeHeaders, openHeaders, sealHeaders } from './endpoint-headers.ts';
import { openKey, sealKey } from './endpoint-key.ts';
import { type EndpointRow, findEndpoint, listOwn } from './endpoints.queries.ts';

type Save = z.output<typeof saveEndpointInput>;
type Address = Pick<Save, 'workspaceId' | 'endpointId' | 'baseUrl' | 'apiKey' | 'headers'>;

const mostEndpoints = 20;

/**
 * Adds an endpoint at the end of the workspace's own, or changes one. What all workspaces share, only the owner of the instance may
 * touch: who changes its address reads what they ask.
 */
export async function saveEndpoint(services: Services, caller: Caller, input: Save): Promise<{ id: string }> {
  const { workspaceId, endpointId, name, models, enabled, shared, dailyTokens, price, firstByteMs } = input;
  const before = await findBefore(services, input);
  if (shared || before?.shared) requireInstanceOwner(caller, 'shared with all workspaces');
  const { baseUrl, apiKey, reach, headers } = await resolveAddress(services, caller, input, before);
  const place = { id: before?.id ?? randomUUID(), workspaceId };
  const values = {
    ...{ name, baseUrl, models: [...new Set(models)], reach, enabled, shared, dailyTokens, firstByteMs },
    sealedKey: sealKey(services, place, apiKey),
    sealedHeaders: sealHeaders(services, place, headers),
    inputPrice: price?.input ?? null,
    outputPrice: price?.output ?? null,
    updatedAt: services.clock(),
  };
  return transact(services.db, async (trx) => {
    // the workspace's row is the lock: two new ones get two places
    await trx.selectFrom('workspaces').where('id', '=', workspaceId).select('id').forUpdate().execute();
    const others = (await listOwn(trx, workspaceId)).filter(({ id }) => id !== endpointId);
    if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
      const message = `An endpoint named ${name} already exists. Choose a different name.`;
      throw new AppError('conflict', 'models.name-taken', message, { fields: { name: [message] } });
    }
    if (before) {
      await trx.updateTable('modelEndpoints').set(values).where('id', '=', before.id).execute();
      return { id: before.id };
    }
    if (others.length >= mostEndpoints) {
      throw new AppError(
        'conflict',
        'models.too-many',
        'A workspace can have at most {mostEndpoints} endpoints. Delete one first.',
        { values: { mostEndpoints } },
      );
    }
    const position = Math.max(-1, ...others.map((other) => other.position)) + 1;
    await trx
      .insertInto('modelEndpoints')
      .values({ ...place, position, ...values })
      .execute();
    return { id: place.id };
  });
}

/** The endpoint that somebody describes, with its key and how far it may be. Throws where they may not go there. */
export async function describeEndpoint(
  services: Services,
  caller: Caller,
  input: Address & { model: string; firstByteMs?: number | null },
): Promise<Endpoint> {
  const address = await resolveAddress(services, caller, input, await findBefore(services, input));
  const { model, firstByteMs } = input;
  return { ...address, model, ...(firstByteMs && { firstByteMs }) };
}

async function findBefore({ db }: Services, { workspaceId, endpointId }: Address): Promise<EndpointRow | undefined> {
  if (endpointId === undefined) return undefined;
  const row = await findEndpoint(db, { workspaceId, endpointId });
  if (row === undefined) throw noSuchEndpoint();
  return row;
}

/**
 * A key that is left out is the stored one, for the same server only: to send it elsewhere would hand it to whoever types an address.
 * Private networks are within reach of a server that the owner of the instance has entered; it keeps its reach, whoever changes the rest.
 */
async function resolveAddress(
  services: Services,
  caller: Caller,
  { baseUrl, apiKey, headers: given }: Address,
  before: EndpointRow | undefined,
): Promise<{ baseUrl: string; apiKey: string; reach: Reach; headers: Headers }> {
  const same = before !== undefined && new URL(before.baseUrl).origin === new URL(baseUrl).origin;
  const reach = same ? before.reach : isInstanceOwner(caller) ? 'private' : 'public';
  await requireWithin(services, baseUrl, reach);
  const stored = before === undefined || allAreGiven(given) ? {} : openHeaders(services, before);
  const address = { baseUrl, reach, headers: mergeHeaders(given, stored, same) };
  if (apiKey !== undefined) return { ...address, apiKey: apiKey.trim() };
  if (before === undefined || before.sealedKey === '') return { ...address, apiKey: '' };
  if (same) return { ...address, apiKey: openKey(services, before) };
  const message = 'Enter the key as well. The saved key belongs to another server.';
  throw new AppError('invalid', 'models.key-of-another-server', message, { fields: { apiKey: [message] } });
}

/** Stored ones that cannot be opened any more must not keep anybody from entering new ones. */
const allAreGiven = (headers: Address['headers']): boolean => headers?.every(({ value }) => value !== null) ?? false;

/** Told when it is typed, and held again for every request. A name that cannot be looked up now may be there later. */
async function requireWithin({ egress }: Services, baseUrl: string, reach: Reach): Promise<void> {
  const url = new URL(baseUrl);
  const refused = await egress.locate(url, reach).then(
    () => undefined,
    (error: unknown) => (error instanceof AppError && error.kind === 'forbidden' ? error : undefined),
  );
  if (refused === undefined) return;
  const message =
    reach === 'public'
      ? `${url.hostname} is in a private network. The owner of this instance can connect a model there, or an operator can allow it with EGRESS_ALLOW=${url.host}.`
      : refused.message;
  throw new AppError('forbidden', 'models.out-of-reach', message, { fields: { baseUrl: [message] } });
}

const isInstanceOwner = (caller: Caller) => caller.kind === 'user' && caller.isAdmin;

export function requireInstanceOwner(caller: Caller, what: string): void {
  if (isInstanceOwner(caller)) return;
  const message = `This endpoint is ${what}: only the owner of this instance can change it.`;
  throw new AppError('forbidden', 'session.admin-only', message);
}

export const noSuchEndpoint = () =>
  new AppError('not-found', 'not-found', 'This endpoint does not exist or was deleted.');
