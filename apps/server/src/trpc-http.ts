import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '@millrace/contract/app-error';
import { maxBatchCalls } from '@millrace/contract/batch-calls';
import { appRouter, asTrpcError, type Context, type LoggedEvent, type Open } from '@millrace/features/server';
import { getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { retryAfterSeconds, statusOf } from './http-error.ts';
import { type BodyStream, drain, jsonLimitOf, readBody, refuseLargeUpload, streamBody } from './request-body.ts';
import { answerStream, canGoDirect, type DirectOptions } from './sse-direct.ts';
import { whenWritable } from './when-writable.ts';

export type TrpcOptions = {
  createContext(): Promise<Context>;
  maxUploadBytes: number;
  /** Whether streams go from the bus to the socket, past tRPC's web streams. */
  direct: boolean;
  /** Aborts when the server stops: streams then end so that clients come back elsewhere with their last event id. */
  stopping: AbortSignal;
};

/** Answers one request under /trpc. Throws AppError when the body is refused before tRPC has seen it. */
export async function answerTrpc(req: IncomingMessage, res: ServerResponse, options: TrpcOptions): Promise<void> {
  const stream = await callTrpc(req, res, options);
  if (stream) await answerStream(res, stream);
  drain(req);
}

/** Answers, or hands over a stream that is still to be sent: of the request and its answer nothing is kept while that lasts. */
async function callTrpc(
  req: IncomingMessage,
  res: ServerResponse,
  options: TrpcOptions,
): Promise<DirectOptions | undefined> {
  const url = new URL(req.url ?? '/', 'http://millrace.invalid');
  const gone = new AbortController();
  const onClose = () => gone.abort();
  res.once('close', onClose);
  let upload: BodyStream | undefined;
  let body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined;
  if (req.method === 'POST') {
    if (isJson(req)) body = new Uint8Array(await readBody(req, jsonLimitOf(url.pathname)));
    else {
      refuseLargeUpload(req, options.maxUploadBytes);
      upload = streamBody(req);
      body = upload.body;
    }
  }
  const request = new Request(url, {
    method: req.method,
    headers: headersOf(req),
    body,
    ...(upload && { duplex: 'half' }),
    signal: AbortSignal.any([gone.signal, options.stopping]),
  });
  let open: Open<LoggedEvent> | undefined;
  let context: Context | undefined;
  const carry = (stream: Open<LoggedEvent>) => {
    open = stream;
  };
  let refusal: AppError | undefined;
  const onRefused = (error: AppError) => {
    refusal = error;
  };
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    router: appRouter,
    req: request,
    async createContext() {
      context = await options.createContext();
      return { ...context, onRefused, ...(options.direct && canGoDirect(res) && { carry }) };
    },
    maxBatchSize: maxBatchCalls,
    responseMeta({ errors, paths }) {
      const headers = new Headers();
      const seconds = Math.max(0, ...errors.map(({ cause }) => retryAfterSeconds(cause)));
      if (seconds > 0) headers.set('retry-after', String(seconds));
      // what a shared browser has kept of a person goes with their session
      if (paths?.includes('session.signOut')) headers.set('clear-site-data', '"cache"');
      return { headers };
    },
  });
  writeHead(response, res);
  if (refusal?.kind === 'limited') sayWhen(refusal, res);
  if (open) {
    // tRPC has checked who asks and for what; the stream itself takes a shorter way
    await response.body?.cancel();
    res.off('close', onClose);
    return { open, shapeOf: shaper(url.pathname.slice('/trpc/'.length), context), stopping: options.stopping };
  }
  await send(response, res, gone.signal);
  await upload?.release();
  return undefined;
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

/** How an error of a stream is told. It outlives the request, so it holds no more of it than it needs. */
function shaper(path: string, ctx: Context | undefined): DirectOptions['shapeOf'] {
  return (cause) => {
    const error = getTRPCErrorFromUnknown(asTrpcError(cause));
    if (error.code === 'INTERNAL_SERVER_ERROR') {
      ctx?.services.log.error({ err: cause, path, requestId: ctx.requestId }, 'a stream failed');
    }
    const config = appRouter._def._config;
    return getTRPCErrorShape({ config, error, type: 'subscription', path, input: undefined, ctx });
  };
}

function writeHead(response: Response, res: ServerResponse): void {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) res.setHeader(name, value);
  res.setHeader('cache-control', 'no-store, no-transform');
}

/** tRPC begins each stream with 200; one that there is no room for says so where everybody looks. */
function sayWhen(refusal: AppError, res: ServerResponse): void {
  res.statusCode = statusOf(refusal);
  res.setHeader('retry-after', retryAfterSeconds(refusal));
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
