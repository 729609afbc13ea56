import { AppError } from '@millrace/contract/app-error';
import OpenAI, { APIError } from 'openai';
import { wrongAddress } from './model-errors.ts';
import type { Wire, WireLimits } from './node-fetch.ts';
import { longestFirstByteMs } from './node-fetch.ts';
import type { Endpoint } from './port.ts';
import { host } from './redact.ts';
import { errorOfBody } from './stream/reported-error.ts';

/** Keeps what a server says of a failure, in whichever shape it says it: the SDK knows the shape of OpenAI's own alone. */
class Client extends OpenAI {
  protected override makeStatusError(
    status: number | undefined,
    body: object | undefined,
    message: string | undefined,
    headers: Headers | undefined,
  ): APIError {
    const error = body === undefined ? undefined : errorOfBody(body);
    return APIError.generate(status, error && { error }, message, headers);
  }
}

/** The SDK without its retries, its logging and its reading of the environment: the endpoint alone says where and with what. */
export function openAiClient(endpoint: Endpoint, wire: Wire, limits: Partial<WireLimits>): OpenAI {
  const apiKey = endpoint.apiKey.trim();
  if (!/^[\x21-\x7e]*$/.test(apiKey)) {
    const message = `The API key for ${host(endpoint)} contains characters that are not allowed in a key. Copy it again.`;
    throw new AppError('invalid', 'llm.wrong-key', message);
  }
  if (!URL.canParse(endpoint.baseUrl) || !/^https?:/.test(endpoint.baseUrl)) {
    throw wrongAddress(endpoint, 'is not an http or https URL');
  }
  const { firstByteMs } = endpoint;
  const own = firstByteMs === undefined ? limits : { ...limits, firstByteMs };
  return new Client({
    // The SDK insists on a key; local servers need none, and then none is sent.
    apiKey: apiKey || 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: endpoint.baseUrl,
    defaultHeaders: { ...keyHeaders(endpoint, apiKey), ...endpoint.headers },
    maxRetries: 0,
    logLevel: 'off',
    // The wire has its own limits, which come first.
    timeout: (own.connectMs ?? 0) + (own.firstByteMs ?? longestFirstByteMs) + 60_000,
    fetch: (input, init) => wire.fetch(input, init, own),
  });
}

/** Azure's own addresses name a version of the API, and take the key in a header of their own. */
function keyHeaders({ baseUrl }: Endpoint, apiKey: string): Record<string, string | null> {
  if (apiKey === '') return { Authorization: null };
  return new URL(baseUrl).searchParams.has('api-version') ? { Authorization: null, 'api-key': apiKey } : {};
}
