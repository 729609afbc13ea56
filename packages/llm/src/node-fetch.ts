import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { WireBody } from './wire-body.ts';
import { WireFault } from './wire-fault.ts';

export type WireLimits = {
  /** Name lookup, TCP and TLS together. */
  connectMs: number;
  /** From the request to the first byte of the body; a model thinks in this time. */
  firstByteMs: number;
  /** Between two pieces of the body. */
  idleMs: number;
};

export const defaultLimits: WireLimits = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 60_000 };

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
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Closes idle connections; running requests go on. */
  close(): void;
};

/** Says where to connect for a URL, or throws what is to be told about it. */
export type Locate = (url: URL) => Promise<{ address: string; family: number }>;

/**
 * A `fetch` of node:http for the SDK. The built-in one costs a fifth more CPU for every streamed chunk, and has no limits for
 * connecting, for the first byte and for silence apart. Redirects are not followed: they would carry the key elsewhere. With `locate`
 * sockets go where it says and ask no resolver.
 */
export function createWire(limits: Partial<WireLimits> = {}, locate?: Locate): Wire {
  const all = { ...defaultLimits, ...limits };
  const plain = new http.Agent({ keepAlive: true, timeout: 30_000 });
  const secure = new https.Agent({ keepAlive: true, timeout: 30_000 });
  return {
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request = await encoded(init ?? {});
      const place = locate && placeOf(url, await inTime(locate(url), all.connectMs));
      const response = await send(url, { ...request, place }, url.protocol === 'https:' ? secure : plain, all);
      // The SDK types its fetch as the browser's and uses of the response only what WireResponse has.
      return response as unknown as Response;
    },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

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
type Placed = Encoded & { place: http.RequestOptions | undefined };

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
  const startedAt = performance.now();
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
  const firstByte = setTimeout(() => {
    request.destroy(new WireFault('first-byte-timeout', `no answer within ${limits.firstByteMs} ms`));
  }, limits.firstByteMs);

  request.on('error', (error: Error & { code?: string }) => {
    clearTimeout(firstByte);
    release();
    const own = error.name === 'AbortError' || error instanceof WireFault;
    reject(own ? error : new WireFault('down', 'the server could not be reached', error.code));
  });
  request.on('response', (response) => {
    clearTimeout(firstByte);
    const left = limits.firstByteMs - (performance.now() - startedAt);
    const body = new WireBody(response, { firstByteMs: left, idleMs: limits.idleMs }, release);
    resolve(asResponse(url, response, body));
  });
  request.end(payload);
  return promise;
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
