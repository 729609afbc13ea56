import type { IncomingMessage, ServerResponse } from 'node:http';
import { appRouter, asTrpcError, type Context, type LoggedEvent, type Open } from '@millrace/features/server';
import { getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { type BodyStream, drain, jsonLimitOf, readBody, refuseLargeUpload, streamBody } from './request-body.ts';
import { answerStream, hasLane } from './sse-lane.ts';
import { whenWritable } from './when-writable.ts';

/** More calls than a page makes in one turn; a batch must not multiply what one request may cost. */
const maxBatchSize = 50;

export type TrpcOptions = {
  createContext(): Promise<Context>;
  maxUploadBytes: number;
  /** Whether streams go from the bus to the socket, past tRPC's web streams. */
  lane: boolean;
  /** Aborts when the server stops: streams then end so that clients come back elsewhere with their last event id. */
  stopping: AbortSignal;
};

/** Answers one request under /trpc. Throws AppError when the body is refused before tRPC has seen it. */
export async function answerTrpc(req: IncomingMessage, res: ServerResponse, options: TrpcOptions): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://millrace.invalid');
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  let stream: BodyStream | undefined;
  let body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined;
  if (req.method === 'POST') {
    if (isJson(req)) body = new Uint8Array(await readBody(req, jsonLimitOf(url.pathname)));
    else {
      refuseLargeUpload(req, options.maxUploadBytes);
      stream = streamBody(req);
      body = stream.body;
    }
  }
  const request = new Request(url, {
    method: req.method,
    headers: headersOf(req),
    body,
    ...(stream && { duplex: 'half' }),
    signal: AbortSignal.any([gone.signal, options.stopping]),
  });
  let open: Open<LoggedEvent> | undefined;
  let context: Context | undefined;
  const carry = (stream: Open<LoggedEvent>) => {
    open = stream;
  };
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: appRouter,
    req: request,
    async createContext() {
      context = await options.createContext();
      return options.lane && hasLane(res) ? { ...context, carry } : context;
    },
    maxBatchSize,
  });
  writeHead(response, res);
  if (open) {
    // tRPC has checked who asks and for what; the stream itself takes a shorter way
    await response.body?.cancel();
    const shapeOf = (error: unknown) => shapeOfError(error, url.pathname.slice('/trpc/'.length), context);
    await answerStream(res, { open, shapeOf, stopping: options.stopping });
  } else {
    await send(response, res, gone.signal);
  }
  await stream?.release();
  drain(req);
}

const isJson = (req: IncomingMessage) =>
  (req.headers['content-type'] ?? '').toLowerCase().startsWith('application/json');

function headersOf(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  return headers;
}

function shapeOfError(cause: unknown, path: string, ctx: Context | undefined): unknown {
  const error = getTRPCErrorFromUnknown(asTrpcError(cause));
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    ctx?.services.log.error({ err: cause, path, requestId: ctx.requestId }, 'a stream failed');
  }
  return getTRPCErrorShape({
    config: appRouter._def._config,
    error,
    type: 'subscription',
    path,
    input: undefined,
    ctx,
  });
}

function writeHead(response: Response, res: ServerResponse): void {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) res.setHeader(name, value);
  res.setHeader('cache-control', 'no-store, no-transform');
}

async function send(response: Response, res: ServerResponse, gone: AbortSignal): Promise<void> {
  if (response.headers.get('content-type')?.startsWith('application/json') || response.body === null) {
    res.end(Buffer.from(await response.arrayBuffer()));
    return;
  }
  res.flushHeaders();
  const reader = response.body.getReader();
  gone.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true });
  for (;;) {
    const part = await reader.read();
    if (part.done) break;
    if (!res.write(part.value)) await whenWritable(res);
  }
  res.end();
}
