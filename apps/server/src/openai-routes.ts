import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import { type CompletionEvent, completionRequest } from '@millrace/contract/completions/completions';
import { createCompletion, followCompletion, listModels, requireKey, type Services } from '@millrace/features/server';
import { z } from 'zod';
import { chunkOf, completionOf, openAiError } from './openai-format.ts';
import { readBody } from './request-body.ts';
import { callerOf } from './request-context.ts';
import { whenWritable } from './when-writable.ts';

const maxBodyBytes = 2 * 1024 * 1024;
const keepAliveMs = 15_000;

type Exchange = { services: Services; req: IncomingMessage; res: ServerResponse; stopping: AbortSignal };

/** What clients of OpenAI's API may ask of Millrace, by path. */
const routes: Record<string, { method: string; answer(exchange: Exchange): Promise<void> }> = {
  '/v1/models': { method: 'GET', answer: answerModels },
  '/v1/chat/completions': { method: 'POST', answer: answerCompletion },
};

/** Answers a request under /v1; every refusal in the shape that OpenAI's clients read. */
export async function answerOpenAi(path: string, exchange: Exchange): Promise<void> {
  const { req, res, services } = exchange;
  try {
    const route = routes[path];
    if (route === undefined || req.method !== route.method) {
      const known = Object.entries(routes).map(([name, { method }]) => `${method} ${name}`);
      throw new AppError(
        'not-found',
        'completions.no-route',
        `${req.method} ${path} does not exist. Available: ${known.join(' and ')}.`,
      );
    }
    await route.answer(exchange);
  } catch (error) {
    if (!(error instanceof AppError)) services.log.error({ err: error, path }, 'a request failed');
    if (res.headersSent) res.end(`data: ${JSON.stringify(openAiError(error).body)}\n\n`);
    else {
      const { status, body, retryAfter } = openAiError(error);
      if (retryAfter > 0) res.setHeader('retry-after', String(retryAfter));
      sendJson(res, status, body);
    }
  }
}

async function answerModels({ services, req, res }: Exchange): Promise<void> {
  const { workspaceId } = await requireKey(services, await callerOf(services, req), 'viewer');
  const data = (await listModels(services, workspaceId)).map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'millrace',
  }));
  sendJson(res, 200, { object: 'list', data });
}

async function answerCompletion({ services, req, res, stopping }: Exchange): Promise<void> {
  // heard from the beginning: a client may leave while it is asked who it is
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const caller = await requireKey(services, await callerOf(services, req), 'analyst');
  const request = parse(await readBody(req, maxBodyBytes));
  const completion = await createCompletion(services, caller, request);
  const signal = AbortSignal.any([gone.signal, stopping]);
  const events = followCompletion(services, caller, completion, signal);
  const about = {
    id: `chatcmpl-${completion.answerId}`,
    model: request.model,
    created: Math.floor(Date.now() / 1_000),
  };
  if (request.stream) await stream(res, about, events, request.stream_options?.include_usage === true);
  else await whole(res, about, events);
}

export type About = { id: string; model: string; created: number };

async function whole(res: ServerResponse, about: About, events: AsyncIterable<CompletionEvent>): Promise<void> {
  let text = '';
  for await (const event of events) {
    if (event.kind === 'text') text += event.text;
    else return sendJson(res, 200, completionOf(about, text, event));
  }
  throw serverStops();
}

/** The server ends an answer before its end; a client that has left does so too, and hears nothing. */
const serverStops = () =>
  new AppError('unavailable', 'completions.stopping', 'The server is shutting down. Try again in a moment.');

async function stream(
  res: ServerResponse,
  about: About,
  events: AsyncIterable<CompletionEvent>,
  withUsage: boolean,
): Promise<void> {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const keepAlive = setInterval(() => res.write(': the answer is being written\n\n'), keepAliveMs);
  try {
    const say = (chunk: object) => write(res, `data: ${JSON.stringify(chunk)}\n\n`);
    await say(chunkOf(about, { role: 'assistant', content: '' }));
    for await (const event of events) {
      if (event.kind === 'text') {
        await say(chunkOf(about, { content: event.text }));
        continue;
      }
      await say({ ...chunkOf(about, {}, event.finish), citations: event.citations });
      if (withUsage) await say({ ...completionOf(about, '', event), object: 'chat.completion.chunk', choices: [] });
      await write(res, 'data: [DONE]\n\n');
      res.end();
      return;
    }
    throw serverStops();
  } finally {
    clearInterval(keepAlive);
  }
}

/** Resolves when there is room for more. */
async function write(res: ServerResponse, text: string): Promise<void> {
  if (!res.destroyed && !res.write(text)) await whenWritable(res);
}

function parse(body: Buffer) {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch (cause) {
    throw new AppError('invalid', 'not-json', `The request is not valid JSON: ${(cause as Error).message}.`, { cause });
  }
  const parsed = completionRequest.safeParse(json);
  if (!parsed.success) throw new AppError('invalid', 'input', z.prettifyError(parsed.error));
  return parsed.data;
}

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}
