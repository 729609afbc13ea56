import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { AppError } from '@millrace/contract/app-error';
import { type Allowed, parseAllowList, type Reach } from './address.ts';
import { chooseAddress, type Guard, type Resolve, systemResolve, type Target } from './choose-address.ts';
import { followRedirect } from './follow-redirect.ts';
import { readBody } from './read-body.ts';
import { type EgressRequest, firstHop, type Hop, type Method } from './request.ts';
import { sendBody, sizeOf } from './send-body.ts';

/** What an operator decides for every way out: of the crawler, of webhooks, of models and of mail. */
export type EgressSettings = {
  /** EGRESS_ALLOW: private targets and unusual ports that an operator allows on purpose. Empty: none. */
  allow: string;
  /** Says who asks and how to reach them. */
  userAgent: string;
};

export type EgressOptions = EgressSettings & {
  /** Ports that any public host may be asked on. */
  ports?: number[];
  /** Tests bring their own names. */
  resolve?: Resolve;
};

export type EgressResponse = {
  status: number;
  /** Where the answer came from, after redirects. */
  url: URL;
  redirects: URL[];
  /** How it was asked for in the end: a redirect may have made a GET of it. */
  method: Method;
  headers: IncomingMessage['headers'];
  /** Read it or `discard()`: until then the connection is held. */
  body: AsyncIterable<Uint8Array>;
  discard(): void;
};

export interface Egress {
  /**
   * One request, every hop checked. Throws AppErrors: forbidden (not to be asked), invalid (cannot be sent or read), unavailable (may
   * pass; whether the other side has acted on what was sent nobody knows), and what a streamed body throws.
   */
  fetch(url: string | URL, request?: EgressRequest): Promise<EgressResponse>;
  /** Where to connect for a URL, on any port, checked as by `fetch`, for whoever speaks a protocol of their own. Nothing may ask a resolver again. */
  locate(url: URL, reach: Reach): Promise<Target>;
  close(): void;
}

const megabyte = 1_048_576;

/** The one way out. Proxies of the environment are not looked at; sockets get the checked address and never ask a resolver again. */
export function openEgress(options: EgressOptions): Egress {
  const allow: Allowed[] = parseAllowList(options.allow);
  const resolve = options.resolve ?? systemResolve;
  const guard: Guard = { allow, reach: 'public', ports: options.ports ?? [80, 443], resolve };
  // a connection is only used again for the very address that was checked: the address is the host that the agent knows
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
  };

  async function fetch(input: string | URL, request: EgressRequest = {}): Promise<EgressResponse> {
    let signal = signalOf(request);
    const redirects: URL[] = [];
    let hop = firstHop(input, request);
    for (;;) {
      const target = await inTime(chooseAddress(hop.url, guard), signal);
      if (request.beforeSend) {
        await request.beforeSend();
        signal = signalOf(request);
      }
      const response = await send(target, hop, request.maxSentBytes ?? 20 * megabyte, signal);
      const next = request.redirect === 'manual' ? undefined : nextHop(response, hop);
      if (next === undefined) return answer(response, hop, redirects, request, signal);
      response.destroy();
      redirects.push(hop.url);
      if (redirects.length > (request.maxRedirects ?? 5))
        throw new AppError('invalid', 'egress.redirects', `${redirects[0]?.host} redirects too many times.`);
      hop = next;
    }
  }

  function send(target: Target, hop: Hop, maxSentBytes: number, signal: AbortSignal): Promise<IncomingMessage> {
    const { url, address, family } = target;
    const secure = url.protocol === 'https:';
    const size = hop.body === undefined ? undefined : sizeOf(hop.body, maxSentBytes);
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? https : http).request(
        {
          host: address,
          family,
          port: url.port || (secure ? 443 : 80),
          path: `${url.pathname}${url.search}`,
          method: hop.method,
          headers: {
            accept: '*/*',
            'accept-encoding': 'gzip, deflate, br',
            ...hop.headers,
            ...(size === undefined ? {} : { 'content-length': size }),
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
      sendBody(outgoing, hop.body, reject);
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

/** From now on until the caller or the time ends it. */
function signalOf({ signal, timeoutMs = 30_000 }: EgressRequest): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

function nextHop(response: IncomingMessage, hop: Hop): Hop | undefined {
  try {
    return followRedirect(response, hop);
  } catch (error) {
    response.destroy();
    throw error;
  }
}

function answer(
  response: IncomingMessage,
  { url, method }: Hop,
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
      `The response is ${type || 'of an unstated type'}, which is not supported.`,
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
    method,
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
        new AppError('unavailable', 'egress.timeout', 'The host name could not be resolved in time.', {
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
      `${url.host} presents a certificate that is not trusted (${code}).`,
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
