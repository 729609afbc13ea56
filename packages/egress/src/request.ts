import { AppError } from '@millrace/contract/app-error';
import type { BodyLimits } from './read-body.ts';
import { checkHeaders } from './request-headers.ts';
import type { RequestBody } from './send-body.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Sent =
  | { method?: 'GET' | 'HEAD'; body?: undefined }
  | { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: RequestBody | undefined };

export type EgressRequest = Partial<BodyLimits> &
  Sent & {
    /** Names in any case. Those that belong to the connection, such as `host` and `content-length`, are refused. */
    headers?: Record<string, string>;
    signal?: AbortSignal;
    /** From the first connection of the first hop to the last byte of the answer, so that nobody can drip. Default 30 s. */
    timeoutMs?: number;
    /** Called when a request is ready to be sent, which waits for it: so a crawler keeps its pace. That time does not count. */
    beforeSend?: () => Promise<void>;
    maxRedirects?: number;
    /** `manual`: a redirect is the answer, and whoever asked decides whether to go there. Default `follow`. */
    redirect?: 'follow' | 'manual';
    /** Media types that are read, e.g. `text/html` or `text/*`; anything else is refused before its body. None: all. */
    accept?: string[];
    /** A longer body is not sent. Default 20 MB. */
    maxSentBytes?: number;
  };

/** One request of the chain that redirects make. Header names are in lower case. */
export type Hop = { url: URL; method: Method; headers: Record<string, string>; body: RequestBody | undefined };

export function firstHop(input: string | URL, { method = 'GET', headers = {}, body }: EgressRequest): Hop {
  return { url: parseUrl(input), method, headers: checkHeaders(headers), body };
}

function parseUrl(input: string | URL): URL {
  if (input instanceof URL) return input;
  if (!URL.canParse(input))
    throw new AppError(
      'invalid',
      'egress.not-a-url',
      `${input.slice(0, 100)} is not a URL such as https://example.org/page.`,
    );
  return new URL(input);
}
