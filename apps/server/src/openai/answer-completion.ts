import type { ServerResponse } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import {
  type CompletionEvent,
  type CompletionRequest,
  completionRequest,
} from '@millrace/contract/completions/completions';
import { unreadNote, unreadNotices } from '@millrace/contract/completions/read-content';
import { unreadInQuestion } from '@millrace/contract/completions/turns-of';
import { createCompletion, followCompletion, holdStream, spend, spendIn } from '@millrace/features/server';
import { whenWritable } from '../when-writable.ts';
import type { Exchange } from './openai-exchange.ts';
import { type About, chunkOf, completionOf, ownFields, sendJson } from './openai-format.ts';
import { parseRequest } from './parse-request.ts';
import { requireKeyOf } from './require-key-of.ts';

const keepAliveMs = 15_000;

/** `POST /v1/chat/completions`. */
export async function answerCompletion(exchange: Exchange): Promise<void> {
  const { services, req, res, stopping } = exchange;
  const { asking, caller } = await requireKeyOf(exchange, 'analyst');
  const request = await parseRequest(req, completionRequest);
  // until the answer has ended: waiting for it costs little, and it is the lanes that limit how many are written at once
  holdStream(asking);
  const completion = await spend(asking, 'requests', () =>
    spendIn(asking, caller.workspaceId, 'requests', () => createCompletion(services, caller, request)),
  );
  const signal = AbortSignal.any([asking.gone, stopping]);
  const events = withNote(followCompletion(services, caller, completion, signal), noteOf(request));
  const about = {
    id: `chatcmpl-${completion.answerId}`,
    model: request.model,
    created: Math.floor(Date.now() / 1_000),
    notices: noticesOf(request),
  };
  if (request.stream) await stream(res, about, events, request.stream_options?.include_usage === true);
  else await whole(res, about, events);
}

/** What of a request has no effect and might be missed. */
function noticesOf({ messages, tools, functions }: CompletionRequest): string[] {
  const unread = messages.flatMap((message) => (message.role === 'user' ? message.unread : []));
  const hasTools = [tools, functions].some((each) => Array.isArray(each) && each.length > 0);
  return [...unreadNotices(unread), ...(hasTools ? ['Tools are not called: answers come from the sources.'] : [])];
}

/** Readers see the text alone, so it says what was not read of their question. A program that reads JSON gets JSON. */
const noteOf = ({ messages, response_format: form }: CompletionRequest): string =>
  form && form.type !== 'text' ? '' : unreadNote(unreadInQuestion(messages));

async function* withNote(events: AsyncIterable<CompletionEvent>, note: string): AsyncGenerator<CompletionEvent> {
  for await (const event of events) {
    if (event.kind === 'end' && note !== '') yield { kind: 'text', text: note };
    yield event;
  }
}

async function whole(res: ServerResponse, about: About, events: AsyncIterable<CompletionEvent>): Promise<void> {
  let text = '';
  for await (const event of events) {
    if (event.kind === 'text') text = event.revised ? event.text : text + event.text;
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
        // what was sent cannot be taken back: the closing tag says what it was
        await say(chunkOf(about, { content: event.revised ? `\n</think>\n\n${event.text}` : event.text }));
        continue;
      }
      await say({ ...chunkOf(about, {}, event.finish), ...ownFields(about, event) });
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
