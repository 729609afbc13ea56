import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '@millrace/contract/app-error';
import {
  admit,
  appRouter,
  asTrpcError,
  type Caller,
  type Context,
  credentialHolds,
  holderOf,
  roundsOf,
  type Services,
} from '@millrace/features/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { clientAddress } from '../client-address.ts';
import { readCookie } from '../cookies.ts';
import { refusalOfUpgrade } from '../csrf.ts';
import { retryAfterSeconds } from '../http-error.ts';
import { spreadMessages } from './spread-messages.ts';
import { type Strangers, watchStrangers } from './watch-strangers.ts';

/** As much as a request may bring. */
const maxMessageBytes = 2 * 1024 * 1024;
/** Octets that a reader leaves untaken before its connection ends; it comes back and goes on after its last event. */
const mostUnsent = 4 * 1024 * 1024;
const heartbeat = { enabled: true, pingMs: 15_000, pongWaitMs: 10_000 };
/** Close codes of our own: the credential no longer holds; the reader is too slow. And the standard's: the server restarts. */
const closing = { refused: 4401, slow: 4408, restarting: 1012 };

export type WebSocketOptions = {
  services: Services;
  host: string;
  publicHost: string | undefined;
  trustedProxies: number;
  /** How long a socket may stay open on which nobody signs in. */
  strangerMs: number;
  stopping: AbortSignal;
};

/**
 * The same procedures over one WebSocket at `/trpc`. Who asks is told by the cookie of the request that opens it, its `Authorization`
 * header, or `connectionParams.authorization`, and is asked again every few seconds while it is open. Returns what cuts those that do not
 * say goodbye.
 */
export function serveWebSockets(server: Server, options: WebSocketOptions): () => void {
  const { services, stopping } = options;
  const wss = new WebSocketServer({
    ...{ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false },
    // one message per tick of each socket: the others are heard in between
    allowSynchronousEvents: false,
  });
  const strangers = watchStrangers(services, { strangerMs: options.strangerMs, closeCode: closing.refused });
  const { broadcastReconnectNotification } = applyWSSHandler({
    wss,
    router: appRouter,
    keepAlive: heartbeat,
    createContext: ({ req, res: socket, info }) => contextOf(options, strangers, { req, socket, ...info }),
  });
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOfUpgrade(req, options.host, options.publicHost);
    if (refusal || stopping.aborted) return refuse(socket, refusal);
    try {
      strangers.enter(req, socket, clientAddress(req, options.trustedProxies));
    } catch (crowd) {
      return refuse(socket, crowd as AppError);
    }
    wss.handleUpgrade(req, socket, head, (opened) => {
      strangers.limitTime(req, opened);
      wss.emit('connection', spreadMessages(endWhenSlow(opened)), req);
    });
  });
  wss.on('connection', (socket) => socket.on('error', (err) => services.log.debug({ err }, 'a WebSocket failed')));
  stopping.addEventListener('abort', () => {
    broadcastReconnectNotification();
    for (const client of wss.clients) client.close(closing.restarting);
  });
  return () => {
    for (const client of wss.clients) client.terminate();
  };
}

type Opening = {
  req: IncomingMessage;
  socket: WebSocket;
  connectionParams: Partial<Record<string, string>> | null;
  /** Aborts when the socket has closed. */
  signal: AbortSignal;
};

async function contextOf(
  { services, trustedProxies }: WebSocketOptions,
  strangers: Strangers,
  { req, socket, connectionParams, signal: gone }: Opening,
): Promise<Context> {
  const sessionToken = readCookie(req, 'session', services.settings.secureCookies);
  const authorization = req.headers.authorization ?? connectionParams?.authorization;
  const address = clientAddress(req, trustedProxies);
  const caller = await admit(services, { sessionToken, authorization }, { address, gone }).catch((cause: unknown) => {
    throw asTrpcError(cause);
  });
  if (caller) {
    countSocket(services, holderOf(caller, address), gone);
    strangers.isKnown(req);
    watchOver(services, caller, socket);
  }
  return {
    ...{ services, caller, address, gone },
    requestId: randomUUID(),
    socket: { subscriptions: 0 },
    header(name) {
      const value = req.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    ...{ requireCookies: cannotSet, setSession: cannotSet, deviceMark: undefined, setDeviceMark: cannotSet },
  };
}

/** One more of its holder, until it closes. */
function countSocket({ budgets }: Services, holder: string, gone: AbortSignal): void {
  try {
    const release = budgets.sockets.take(holder);
    if (gone.aborted) release();
    else gone.addEventListener('abort', release);
  } catch (cause) {
    throw asTrpcError(cause);
  }
}

function cannotSet(): never {
  throw new AppError('invalid', 'http.websocket', 'Sign in and out over HTTP. A WebSocket cannot set a cookie.');
}

/** A connection ends with the credential that opened it. */
function watchOver(services: Services, caller: Caller, socket: WebSocket): void {
  const leave = roundsOf(services).add({
    right: {
      key: `connection ${caller.kind === 'key' ? caller.apiKeyId : caller.sessionId}`,
      async holds() {
        if (!(await credentialHolds(services, caller))) throw new Error('The credential is no longer valid');
      },
    },
    onEnded() {},
    fail: () => socket.close(closing.refused),
  });
  // it may have closed while it was asked who it is
  if (socket.readyState === socket.CLOSED) leave();
  else socket.once('close', leave);
}

/** tRPC's adapter sends without asking whether anyone takes it. */
function endWhenSlow(socket: WebSocket): WebSocket {
  const send = socket.send.bind(socket) as (...args: unknown[]) => void;
  socket.send = (...args: unknown[]) => {
    send(...args);
    if (socket.bufferedAmount > mostUnsent) socket.close(closing.slow);
  };
  return socket;
}

function refuse(socket: Duplex, refusal: AppError | undefined): void {
  const crowded = refusal?.kind === 'limited';
  const refused = crowded ? '429 Too Many Requests' : '403 Forbidden';
  const status = refusal === undefined ? '503 Service Unavailable' : refused;
  const retryAfter = crowded ? `retry-after: ${retryAfterSeconds(refusal)}\r\n` : '';
  const body = refusal?.message ?? 'The server is shutting down.';
  // Node has let go of the socket: a client that breaks off now would end the process, and one that stays would keep it
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\n${retryAfter}content-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
