import { AppError } from '@millrace/contract/app-error';
import OpenAI from 'openai';
import { host, wrongAddress } from './model-errors.ts';
import type { Wire, WireLimits } from './node-fetch.ts';
import type { Endpoint } from './port.ts';

/** The SDK without its retries, its logging and its reading of the environment: the endpoint alone says where and with what. */
export function openAiClient(endpoint: Endpoint, wire: Wire, limits: WireLimits): OpenAI {
  const apiKey = endpoint.apiKey.trim();
  if (!/^[\x21-\x7e]*$/.test(apiKey)) {
    const message = `The API key for ${host(endpoint)} contains characters that are not allowed in a key. Copy it again.`;
    throw new AppError('invalid', 'llm.wrong-key', message);
  }
  if (!URL.canParse(endpoint.baseUrl) || !/^https?:/.test(endpoint.baseUrl)) {
    throw wrongAddress(endpoint, 'is not an http or https URL');
  }
  return new OpenAI({
    // The SDK insists on a key; local servers need none, and then none is sent.
    apiKey: apiKey || 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    baseURL: endpoint.baseUrl,
    defaultHeaders: apiKey ? {} : { Authorization: null },
    maxRetries: 0,
    logLevel: 'off',
    // The wire has its own limits, which come first.
    timeout: limits.connectMs + limits.firstByteMs + 5_000,
    fetch: wire.fetch,
  });
}
