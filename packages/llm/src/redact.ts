import type { Endpoint } from './port.ts';
import { findCause, WireFault } from './wire-fault.ts';

/** Shorter values of headers are words such as `true`, not secrets. */
const shortestSecret = 8;

/** A text of a server without the secrets that an endpoint has. */
export function redact(text: string, { apiKey, headers = {} }: Endpoint): string {
  const secrets = [apiKey.length >= 4 ? apiKey : '', ...Object.values(headers).filter(isLong)];
  const known = secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  // Some servers repeat the key shortened, which still shows its end.
  return known.replace(/\bsk-[\w*.-]{4,}/g, '…');
}

const isLong = ({ length }: string): boolean => length >= shortestSecret;

/** For the log: an Error with the facts, rid of headers, bodies and secrets. */
export function describeCause(error: unknown, endpoint: Endpoint): Error {
  const message = redact(error instanceof Error ? error.message : String(error), endpoint).slice(0, 1000);
  const cause = new Error(message);
  cause.name = error instanceof Error ? error.name : 'Error';
  const code = findCause(error, WireFault)?.code;
  return code ? Object.assign(cause, { code }) : cause;
}

/** Host and port for messages; never a user name or password that stands in the address. */
export function host(endpoint: Pick<Endpoint, 'baseUrl'>): string {
  return URL.canParse(endpoint.baseUrl) ? new URL(endpoint.baseUrl).host : 'the model server';
}
