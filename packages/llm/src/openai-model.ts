import type OpenAI from 'openai';
import { APIError } from 'openai';
import { adaptChat, type ChatManner, foldSystem } from './adapting/adapt-chat.ts';
import { LearnedManners } from './adapting/manners.ts';
import { malformed, modelError, stopped, wrongAddress } from './model-errors.ts';
import { createWire, defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import { schemaFields, withSchema } from './output/answer-schema.ts';
import { outputFields } from './output/output-fields.ts';
import type { ChatDelta, ChatModel, ChatRequest, Endpoint, PromptMessage } from './port.ts';
import { redact } from './redact.ts';
import { DeltaReader } from './stream/delta-reader.ts';
import type { WireBody } from './wire-body.ts';
import { tooLate, WireFault } from './wire-fault.ts';

export type OpenAiModelOptions = Partial<WireLimits> & {
  /** Shared connections; without it the model has its own. */
  wire?: Wire;
  /** What was learnt of models before, and is learnt of this one. */
  manners?: LearnedManners;
  /** An answer longer than this ends with finish `length`: a model that runs wild must not fill the memory. */
  maxChars?: number;
};

const continueWords =
  'Your answer was interrupted. Go on from exactly where it stopped, in the middle of the word if it stopped there. Repeat nothing, do not start again, add no introduction.';

/** Models that are known to think behind a tag which they do not send, by their usual names. */
const thinks = /(^|[^a-z])(r1|qwq|think(ing)?)([^a-z]|$)/i;

/** How long the end of a body is waited for when the answer is complete. */
const tailMs = 2_000;

/** A model behind any server that speaks OpenAI's chat completions. Throws as the port says, and `cancelled` when its signal ends it. */
export function openAiModel(endpoint: Endpoint, options: OpenAiModelOptions = {}): ChatModel {
  const limits = { ...defaultLimits, ...options };
  const wire = options.wire ?? createWire(limits);
  const maxChars = options.maxChars ?? 1_000_000;
  const learned = (options.manners ?? new LearnedManners()).of(endpoint);
  let client: OpenAI | undefined;

  async function* stream(request: ChatRequest): AsyncGenerator<ChatDelta> {
    if (request.signal.aborted) throw stopped();
    const { foldsSystem, form } = learned;
    const manner: ChatManner = { foldsSystem, form, without: new Set(learned.without) };
    for (;;) {
      const body = { model: endpoint.model, ...bodyOf(request, manner) };
      let said = false;
      try {
        client ??= openAiClient(endpoint, wire, limits);
        const response = await client.post('/chat/completions', { body, signal: request.signal }).asResponse();
        for await (const delta of read(response, request.signal)) {
          said = true;
          yield delta;
        }
        return;
      } catch (error) {
        if (request.signal.aborted) throw stopped();
        const mayAdapt = !said && error instanceof APIError;
        const formMayChange = request.schema !== undefined;
        if (!mayAdapt || !adaptChat(error, body, manner, learned, formMayChange)) throw modelError(error, endpoint);
      }
    }
  }

  async function* read(response: Response, signal: AbortSignal): AsyncGenerator<ChatDelta> {
    // the wire's own: the SDK types it as the browser's
    const body = response.body as unknown as WireBody;
    const expectsThoughts = learned.opensInside ?? thinks.test(endpoint.model);
    const reader = new DeltaReader(response.headers, expectsThoughts);
    let chars = 0;
    const count = (delta: ChatDelta) => {
      chars += (delta.content?.length ?? 0) + (delta.reasoning?.length ?? 0);
      return delta;
    };
    try {
      expectNoPage(response, endpoint);
      for await (const octets of body) {
        for (const delta of reader.read(octets)) {
          yield count(delta);
          body.settle(limits.idleMs);
          if (chars > maxChars) {
            yield { finish: 'length' };
            return;
          }
        }
        if (reader.fault !== undefined) throw reader.fault;
        if (reader.done) break;
        if (reader.finished) body.settle(Math.min(limits.idleMs, tailMs));
      }
    } catch (error) {
      if (!(error instanceof WireFault) || signal.aborted) throw error;
      // silent from the beginning: what came was no beginning
      if (chars === 0 && error.kind === 'idle-timeout') throw tooLate(error.limitMs ?? limits.idleMs);
      // an answer that has said its end is complete, however the rest is cut
      if (!reader.finished) throw error;
    } finally {
      // what nobody reads any more is not to be paid for
      if (!reader.done) body.destroy();
    }
    if (signal.aborted) throw stopped();
    for (const delta of reader.end()) yield count(delta);
    if (reader.fault !== undefined) throw reader.fault;
    if (expectsThoughts || reader.hasOpenedInside) learned.opensInside = reader.hasOpenedInside;
    expectAnswer(reader, chars, endpoint);
  }

  return { name: endpoint.model, quotes: false, stream };
}

/** What a model is asked, in the manner that it takes. */
function bodyOf(request: ChatRequest, { foldsSystem, without, form }: ChatManner) {
  const messages = withSchema(turns(request), request, form);
  const { temperature } = request;
  return {
    messages: foldsSystem ? foldSystem(messages) : messages,
    // an answer in one piece is read too, and brings its usage without being asked
    ...(!without.has('stream') && { stream: true }),
    ...(!without.has('stream') && !without.has('stream_options') && { stream_options: { include_usage: true } }),
    ...(!without.has('temperature') && temperature !== undefined && { temperature }),
    ...outputFields(request.output, without.has('max_tokens')),
    ...(request.schema && schemaFields(request.schema, form)),
  };
}

/** The prompt, and where an answer is continued, what there is of it with the request to go on. */
function turns(request: ChatRequest): PromptMessage[] {
  if (!request.continueFrom) return request.messages;
  return [
    ...request.messages,
    { role: 'assistant', content: request.continueFrom },
    { role: 'user', content: continueWords },
  ];
}

function expectNoPage(response: Response, endpoint: Endpoint): void {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw wrongAddress(endpoint, 'answered with a web page');
}

/** What was sent in place of an answer is quoted; a stream without its end was cut. */
function expectAnswer(reader: DeltaReader, chars: number, endpoint: Endpoint): void {
  const instead = chars === 0 ? reader.passedOver : '';
  if (instead !== '') throw malformed(endpoint, 'chat', { said: redact(instead, endpoint) });
  if (reader.finished || reader.done) return;
  if (reader.isJson) throw malformed(endpoint);
  throw new WireFault('cut', 'no end was announced');
}
