import { AppError } from '@millrace/contract/app-error';
import type { EndpointHeader } from '@millrace/contract/models/endpoint-address';
import type { Services } from '../services.ts';
import { openSealed, sealFor } from './endpoint-key.ts';
import type { EndpointRow } from './endpoints.queries.ts';

/** Values of headers by their names, as they were entered. */
export type Headers = Record<string, string>;

export const sealHeaders = (
  services: Pick<Services, 'settings'>,
  place: Pick<EndpointRow, 'id' | 'workspaceId'>,
  headers: Headers,
): string =>
  Object.keys(headers).length === 0 ? '' : sealFor(services, place, 'sealed_headers', JSON.stringify(headers));

/** Opens the stored headers of an endpoint; throws in words where they were sealed under another secret or for another row. */
export const openHeaders = (services: Pick<Services, 'settings' | 'log'>, row: EndpointRow): Headers =>
  row.sealedHeaders === ''
    ? {}
    : (JSON.parse(openSealed(services, row, 'sealed_headers', row.sealedHeaders)) as Headers);

/**
 * The headers that somebody enters: a value that is left out is the stored one, for the same server only. `given` undefined: those that
 * are stored, all of them.
 */
export function mergeHeaders(given: EndpointHeader[] | undefined, stored: Headers, isSameServer: boolean): Headers {
  if (given === undefined && Object.keys(stored).length === 0) return {};
  const entries: EndpointHeader[] = given ?? Object.keys(stored).map((name) => ({ name, value: null }));
  const known = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    entries.map(({ name, value }) => {
      const kept = value ?? (isSameServer ? known.get(name.toLowerCase()) : undefined);
      if (kept === undefined) throw valueMissing(name);
      return [name, kept];
    }),
  );
}

function valueMissing(name: string): AppError {
  const message = `Enter the value of ${name} as well. Stored values belong to the server that they were saved for.`;
  return new AppError('invalid', 'models.header-of-another-server', message, { fields: { headers: [message] } });
}
