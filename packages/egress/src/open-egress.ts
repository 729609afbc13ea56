import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { AppError } from '@millrace/contract/app-error';
import { type Allowed, parseAllowList, type Reach } from './address.ts';
import { chooseAddress, type Guard, type Resolve, systemResolve, type Target } from './choose-address.ts';
import { type BodyLimits, readBody } from './read-body.ts';

export type EgressOptions = {
  /** EGRESS_ALLOW: private targets and unusual ports that an operator allows on purpose. */
  allow?: string;
  /** Ports that any public host may be asked on. */
  ports?: number[];
  /** Says who asks and how to reach them. */
  userAgent: string;
  /** Tests bring their own names. */
  resolve?: Resolve;
};

export type EgressRequest = Partial<BodyLimits> & {
  method?: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** From the first connection of the first hop to the last octet, so that nobody can drip. Default 30 s. */
  timeoutMs?: number;
  maxRedirects?: number;
  /** `manual`: a redirect is the answer, and whoever asked decides whether to go there. Default `follow`. */
  redirect?: 'follow' | 'manual';
  /** Media types that are read, e.g. `text/html` or `text/*`; anything else is refused before its body. None: all. */
  accept?: string[];
};

export type EgressResponse = {
  status: number;
  /** Where the answer came from, after redirects. */
  url: URL;
  redirects: URL[];
  headers: IncomingMessage['headers'];
  /** Read it or `discard()`: until then the connection is held. */
  body: AsyncIterable<Uint8Array>;
  discard(): void;
};

export interface Egress {
  /** One request, every hop checked. Throws AppErrors: forbidden (not to be asked), invalid (cannot be read), unavailable (may pass). */
  fetch(url: string | URL, request?: EgressRequest): Promise<EgressResponse>;
  /** Where to connect for a URL, on any port, checked as by `fetch`, for whoever speaks more than GET. Nothing may ask a resolver again. */
  locate(url: URL, reach: Reach): Promise<Target>;
  close(): void;
}

const megabyte = 1_048_576;

/** The one way out. Proxies of the environment are not looked at; sockets get the checked address and never ask a resolver again. */
export function openEgress(options: EgressOptions): Egress {
  const allow: Allowed[] = parseAllowList(options.allow ?? '');
  const resolve = options.resolve ?? systemResolve;
  const guard: Guard = { allow, reach: 'public', ports: options.ports ?? [80, 443], resolve };
  // a connection is only used again for the very address that was checked: the address is the host that the agent knows
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
  };

  async function fetch(input: string | URL, request: EgressRequest = {}): Promise<EgressResponse> {
    const timeout = AbortSignal.timeout(request.timeoutMs ?? 30_000);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    const redirects: URL[] = [];
    let url = parseUrl(input);
    for (;;) {
      const target = await inTime(chooseAddress(url, guard), signal);
      const response = await send(target, request, signal);
      const next = request.redirect === 'manual' ? undefined : redirectOf(response, url);
      if (next === undefined) return answer(response, url, redirects, request, signal);
      response.destroy();
      redirects.push(url);
      if (redirects.length > (request.maxRedirects ?? 5))
        throw new AppError('invalid', 'egress.redirects', `${redirects[0]?.host} redirects without end.`);
      url = next;
    }
  }

  function send(target: Target, request: EgressRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { url, address, family } = target;
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? https : http).request(
        {
          host: address,
          family,
          port: url.port || (secure ? 443 : 80),
          path: `${url.pathname}${url.search}`,
          method: request.method ?? 'GET',
          headers: {
            accept: '*/*',
            'accept-encoding': 'gzip, deflate, br',
            ...request.headers,
            host: url.host,
            'user-agent': options.userAgent,
          },
          agent: agents[url.protocol as keyof typeof agents],
          // the certificate is the name's, whatever address it was found at
          ...(secure ? { servername: url.hostname.replace(/^\[|\]$/g, '') } : {}),
          signal,
          maxHeaderSize: 32_768,
        },
        resolve,
      );
      outgoing.on('error', (error) => reject(failure(error, url, signal)));
      outgoing.end();
    });
  }

  return {
    fetch,
    locate: (url, reach) => chooseAddress(url, { allow, reach, ports: 'any', resolve }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function parseUrl(input: string | URL): URL {
  if (input instanceof URL) return input;
  if (!URL.canParse(input))
    throw new AppError(
      'invalid',
      'egress.not-a-url',
      `${input.slice(0, 100)} is not an address such as https://example.org/page.`,
    );
  return new URL(input);
}

/** Where a redirect leads; undefined when this is the answer. */
function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const { location } = response.headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(response.statusCode ?? 0)) return undefined;
  if (!URL.canParse(location, from.href)) {
    response.destroy();
    throw new AppError('invalid', 'egress.redirects', `${from.host} redirects to something that is not an address.`);
  }
  return new URL(location, from);
}

function answer(
  response: IncomingMessage,
  url: URL,
  redirects: URL[],
  request: EgressRequest,
  signal: AbortSignal,
): EgressResponse {
  const { maxBytes = 20 * megabyte, maxDecodedBytes = 50 * megabyte, accept } = request;
  const type = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (accept && response.statusCode === 200 && !accept.some((wanted) => matches(type, wanted))) {
    response.destroy();
    throw new AppError(
      'invalid',
      'egress.type',
      `The answer is ${type || 'of no stated type'}, which is not read here.`,
    );
  }
  const limits = { maxBytes, maxDecodedBytes };
  const abort = () => response.destroy(failure(signal.reason, url, signal));
  signal.addEventListener('abort', abort, { once: true });
  response.once('close', () => signal.removeEventListener('abort', abort));
  return {
    status: response.statusCode ?? 0,
    url,
    redirects,
    headers: response.headers,
    body: readBody(response, limits),
    discard: () => response.destroy(),
  };
}

const matches = (type: string, wanted: string): boolean =>
  wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

/** A promise that cannot be aborted itself (DNS), left behind when time is up. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () =>
      reject(
        new AppError('unavailable', 'egress.timeout', 'The address could not be looked up in time.', {
          cause: signal.reason,
        }),
      );
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function failure(error: unknown, url: URL, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted && (signal.reason as Error | undefined)?.name === 'TimeoutError') {
    return new AppError('unavailable', 'egress.timeout', `${url.host} took too long to answer.`, { cause: error });
  }
  if (signal.aborted)
    return new AppError('cancelled', 'egress.cancelled', 'The request was cancelled.', { cause: error });
  const { code = '' } = error as NodeJS.ErrnoException;
  if (/CERT|SSL|TLS|ALTNAME|SELF_SIGNED/.test(code)) {
    return new AppError(
      'invalid',
      'egress.certificate',
      `${url.host} shows a certificate that cannot be trusted (${code}).`,
      { cause: error },
    );
  }
  return new AppError(
    'unavailable',
    'egress.unreachable',
    `${url.host} cannot be reached${code ? ` (${code})` : ''}.`,
    { cause: error },
  );
}
