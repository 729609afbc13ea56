import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import { largestUpload, type Services, withAdmission } from '@millrace/features/server';
import { logAccess } from './access-log.ts';
import { answerFile } from './answer-file.ts';
import { isForeignHost, refusalOf } from './csrf.ts';
import { answerHealthz, answerReadyz } from './health-routes.ts';
import { sendError } from './http-error.ts';
import { answerOpenAi, isOpenAiPath } from './openai/answer-openai.ts';
import { sendOpenAiError } from './openai/openai-format.ts';
import { drain } from './request-body.ts';
import { requestContext } from './request-context.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveSite } from './static-files.ts';
import { answerTrpc } from './trpc-http.ts';
import { serveWebSockets } from './websocket/trpc-websocket.ts';

export type ServerOptions = {
  services: Services;
  host: string;
  /** 0: any free one. */
  port: number;
  /** The folder of the built pages. */
  webDir?: string;
  /** The address that people type, when it is not where the server listens. */
  publicUrl?: string;
  /** False: streams take tRPC's own way, at several times the cost. */
  direct?: boolean;
  /** Proxies before the server that each add to `X-Forwarded-For`. */
  trustedProxies?: number;
  /** How long a WebSocket may stay open on which nobody signs in. */
  strangerMs?: number;
};

export type RunningServer = {
  /** Where it listens, without a trailing slash. */
  url: string;
  /** Takes nothing new, ends streams, gives what runs five seconds, and resolves within eight. The services stay open. */
  close(): Promise<void>;
};

const graceMs = 5_000;

/** Starts the HTTP process: API, files, health and pages. Rejects when the port is taken. */
export async function startServer(given: ServerOptions): Promise<RunningServer> {
  const options = { ...given, services: withAdmission(given.services) };
  const stopping = new AbortController();
  const answer = routes(options, stopping.signal);
  const server = createServer(
    {
      // whoever sends headers or a body drop by drop does not hold a connection for long
      headersTimeout: 20_000,
      requestTimeout: 300_000,
      connectionsCheckingInterval: 5_000,
      // longer than the idle time of usual proxies, which else meet connections that are just being closed
      keepAliveTimeout: 65_000,
      noDelay: true,
    },
    (req, res) => void answer(req, res),
  );
  const cutWebSockets = serveWebSockets(server, {
    services: options.services,
    host: options.host,
    publicHost: publicHostOf(options),
    trustedProxies: options.trustedProxies ?? 0,
    strangerMs: options.strangerMs ?? 10_000,
    stopping: stopping.signal,
  });
  await listen(server, options);
  // out of file descriptors, say: what is open goes on
  server.on('error', (err) => options.services.log.error({ err }, 'a connection could not be accepted'));
  const { port } = server.address() as AddressInfo;
  const shown = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${shown}:${port}`, close: () => close(server, stopping, cutWebSockets) };
}

const publicHostOf = ({ publicUrl }: ServerOptions) => (publicUrl === undefined ? undefined : new URL(publicUrl).host);

const pathOf = (req: IncomingMessage): string => (req.url ?? '/').split('?')[0] ?? '/';

type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

function routes(options: ServerOptions, stopping: AbortSignal): Answer {
  const { services, trustedProxies = 0, direct = true } = options;
  const { log, settings } = services;
  const publicHost = publicHostOf(options);
  const serve = serveSite(options.webDir);

  const route = async (req: IncomingMessage, res: ServerResponse, requestId: string) => {
    const path = pathOf(req);
    if (path === '/healthz') return answerHealthz(res);
    if (path === '/readyz') return answerReadyz(res, services.health, stopping.aborted);
    if (isForeignHost(req, options.host, publicHost)) throw foreignHost(req.headers.host);
    if (isOpenAiPath(path)) return answerOpenAi(path, { services, req, res, trustedProxies, stopping }, publicHost);
    const refusal = refusalOf(req, publicHost);
    if (refusal) throw refusal;
    if (path.startsWith('/trpc/')) {
      const createContext = () => requestContext(services, { req, res, requestId, trustedProxies });
      return answerTrpc(req, res, { createContext, maxUploadBytes: largestUpload(settings), direct, stopping });
    }
    const fileId = /^\/files\/([^/]+)$/.exec(path)?.[1];
    if (fileId !== undefined && req.method !== 'POST')
      return answerFile(services, { req, res, trustedProxies, fileId });
    serve(req, res);
  };

  return async (req, res) => {
    const requestId = randomUUID();
    res.setHeader('x-request-id', requestId);
    setSecurityHeaders(res, { secure: settings.secureCookies });
    if (stopping.aborted) res.setHeader('connection', 'close');
    logAccess(log, req, res, requestId);
    try {
      await route(req, res, requestId);
    } catch (error) {
      // a client that hung up, in the midst of its request or while it waited for the answer, is no failure
      const left = res.destroyed || (req.destroyed && !req.complete);
      if (!(error instanceof AppError) && !left) log.error({ err: error, requestId }, 'a request failed');
      if (isOpenAiPath(pathOf(req))) sendOpenAiError(res, error);
      else sendError(res, error, requestId);
      drain(req);
    }
  };
}

const foreignHost = (host = '') =>
  new AppError(
    'forbidden',
    'http.foreign-host',
    `This server does not serve the host ${host.slice(0, 100)}. To allow it, set PUBLIC_URL.`,
  );

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, stopping: AbortController, cutWebSockets: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  stopping.abort();
  const late = setTimeout(() => {
    server.closeAllConnections();
    cutWebSockets();
  }, graceMs);
  // responses that end from now on leave idle connections behind
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearTimeout(late);
  clearInterval(sweep);
}
