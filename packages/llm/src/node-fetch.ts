import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import { isNear } from './near-address.ts';
import { type ProxySettings, proxyFor } from './proxy.ts';
import { WireBody } from './wire-body.ts';
import { tooLate, WireFault } from './wire-fault.ts';

export type WireLimits = {
  /** Name lookup, TCP and TLS together. */
  connectMs: number;
  /** From the request to the first byte of the body; a model thinks in this time. Undefined: by how far the server is. */
  firstByteMs: number | undefined;
  /** Between two pieces of the body, once the answer has begun. */
  idleMs: number;
};

/** A model on a CPU, or one that is being loaded, begins after minutes; a provider that does not begin in a minute never does. */
const firstByteFarMs = 60_000;
export const longestFirstByteMs = 600_000;
export const defaultLimits: WireLimits = { connectMs: 10_000, firstByteMs: undefined, idleMs: 60_000 };

/** What the SDK needs of a response; `body` is the one WireBody, and reading it as text uses it up. */
export type WireResponse = {
  ok: boolean;
  status: number;
  statusText: string;
  url: string;
  headers: Headers;
  body: WireBody;
  text(): Promise<string>;
  json(): Promise<unknown>;
};

export type Wire = {
  /** `own`: limits of this request, in place of the wire's. */
  fetch(input: string | URL | Request, init?: RequestInit, own?: Partial<WireLimits>): Promise<Response>;
  /** Closes idle connections; running requests go on. */
  close(): void;
};

/** Says where to connect for a URL, or throws what is to be told about it. */
export type Locate = (url: URL) => Promise<{ address: string; family: number }>;
export type WireOptions = { locate?: Locate | undefined; proxy?: ProxySettings | undefined };

/**
 * A `fetch` of node:http for the SDK. The built-in one costs a fifth more CPU for every streamed chunk, and has no limits for
 * connecting, for the first byte and for silence apart. Redirects are not followed: they would carry the key elsewhere. With `locate`
 * sockets go where it says and ask no resolver; behind a proxy, which resolves names itself, it only refuses.
 */
export function createWire(limits: Partial<WireLimits> = {}, { locate, proxy }: WireOptions = {}): Wire {
  const agents = new Map<string, http.Agent>();
  const agentFor = (url: URL, by: string | undefined): http.Agent => {
    const key = `${url.protocol} ${by ?? ''}`;
    const proxyEnv = by === undefined ? undefined : { HTTPS_PROXY: by, HTTP_PROXY: by };
    const options = { keepAlive: true, timeout: 30_000, ...(proxyEnv && { proxyEnv }) };
    const agent = agents.get(key) ?? (url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options));
    agents.set(key, agent);
    return agent;
  };
  return {
    fetch: async (input, init, own) => {
      const all = { ...defaultLimits, ...limits, ...own };
      const url = new URL(input instanceof Request ? input.url : input);
      const named = proxy && proxyFor(url, proxy);
      const by = proxy?.isUsed ? named : undefined;
      const request = await encoded(init ?? {});
      const found = locate && (await inTime(locate(url), all.connectMs).catch(unlessResolvedBy(by)));
      const place = found && by === undefined ? placeOf(url, found) : undefined;
      const way = { ...request, place, isProxied: by !== undefined };
      const response = await send(url, way, agentFor(url, by), all).catch((error: unknown) => {
        if (error instanceof WireFault) error.ignoresProxy = named !== undefined && by === undefined;
        throw error;
      });
      // The SDK types its fetch as the browser's and uses of the response only what WireResponse has.
      return response as unknown as Response;
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

/** Behind a proxy names may mean nothing to this machine; what is refused stays so. */
const unlessResolvedBy =
  (proxy: string | undefined) =>
  (error: unknown): undefined => {
    const isUnknown = error instanceof AppError && /^egress\.(unknown-host|dns)$/.test(error.reason);
    if (proxy === undefined || !isUnknown) throw error;
  };

/** Where the socket goes, while the server is still called by its name. A connection is kept for that very address. */
function placeOf(url: URL, { address, family }: Awaited<ReturnType<Locate>>): http.RequestOptions {
  const named = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
  return { hostname: address, family, ...(named && { servername: url.hostname }) };
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new WireFault('connect-timeout', `no address within ${ms} ms`)), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

type Encoded = Pick<RequestInit, 'method' | 'signal'> & { headers: Headers; payload: Buffer | undefined };
type Placed = Encoded & { place: http.RequestOptions | undefined; isProxied: boolean };

/** A form becomes octets, and gets the content type that names its boundary; all else the SDK sends as text. */
async function encoded({ method, signal, body, headers: given }: RequestInit): Promise<Encoded> {
  const headers = new Headers(given);
  if (!(body instanceof FormData)) {
    return { method, signal, headers, payload: typeof body === 'string' ? Buffer.from(body) : undefined };
  }
  const form = new Response(body);
  headers.set('content-type', form.headers.get('content-type') ?? '');
  return { method, signal, headers, payload: Buffer.from(await form.arrayBuffer()) };
}

function send(url: URL, init: Placed, agent: http.Agent, limits: WireLimits): Promise<WireResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<WireResponse>();
  const signal = init.signal ?? undefined;
  if (signal?.aborted) return Promise.reject(abortError());
  const { payload } = init;
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    ...init.place,
    method: init.method ?? 'GET',
    agent,
    headers: {
      host: url.host,
      ...Object.fromEntries(init.headers),
      ...(payload ? { 'content-length': String(payload.length) } : {}),
    },
  });
  const onAbort = () => request.destroy(abortError());
  const release = () => signal?.removeEventListener('abort', onAbort);
  signal?.addEventListener('abort', onAbort, { once: true });

  watchConnecting(request, limits.connectMs);
  const firstByte = awaitFirstByte(request, limits.firstByteMs, init.isProxied);

  request.on('error', (error: Error & { code?: string }) => {
    firstByte.stop();
    release();
    const own = error.name === 'AbortError' || error instanceof WireFault;
    reject(own ? error : new WireFault('down', 'the server could not be reached', error.code));
  });
  request.on('response', (response) => {
    const { limitMs, leftMs } = firstByte.stop();
    const idleMs = Math.max(limitMs, limits.idleMs);
    resolve(asResponse(url, response, new WireBody(response, { firstByteMs: leftMs, limitMs, idleMs }, release)));
  });
  request.end(payload);
  return promise;
}

/** Ends a request that is not answered in time. `stop` says how long it may take, and what is left of that. */
function awaitFirstByte(request: http.ClientRequest, given: number | undefined, isProxied: boolean) {
  const startedAt = performance.now();
  let limitMs = given ?? firstByteFarMs;
  const late = () => request.destroy(tooLate(limitMs));
  let timer = setTimeout(late, limitMs);
  const measure = (socket: Socket) => {
    if (!isNear(socket.remoteAddress)) return;
    limitMs = longestFirstByteMs;
    clearTimeout(timer);
    timer = setTimeout(late, limitMs);
  };
  if (given === undefined && !isProxied) {
    request.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => measure(socket));
      else measure(socket);
    });
  }
  return {
    stop: () => {
      clearTimeout(timer);
      return { limitMs, leftMs: limitMs - (performance.now() - startedAt) };
    },
  };
}

function watchConnecting(request: http.ClientRequest, connectMs: number): void {
  request.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      request.destroy(new WireFault('connect-timeout', `no connection within ${connectMs} ms`));
    }, connectMs);
    const stop = () => clearTimeout(timer);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stop);
    request.once('close', stop);
  });
}

function asResponse(url: URL, response: http.IncomingMessage, body: WireBody): WireResponse {
  const status = response.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: response.statusMessage ?? '',
    url: url.href,
    headers,
    body,
    text: () => body.text(),
    json: async () => JSON.parse(await body.text()),
  };
}

const abortError = (): DOMException => new DOMException('The request was aborted', 'AbortError');
