import type OpenAI from 'openai';
import { BadRequestError } from 'openai';
import { DeltaReader } from './delta-reader.ts';
import { malformed, modelError, stopped, wrongAddress } from './model-errors.ts';
import { createWire, defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import { namesOtherLimit, outputFields } from './output/output-fields.ts';
import type { ChatDelta, ChatModel, ChatRequest, Endpoint, PromptMessage } from './port.ts';
import type { WireBody } from './wire-body.ts';
import { WireFault } from './wire-fault.ts';

export type OpenAiModelOptions = Partial<WireLimits> & {
  /** Shared connections; without it the model has its own. */
  wire?: Wire;
  /** An answer longer than this ends with finish `length`: a model that runs wild must not fill the memory. */
  maxChars?: number;
};

const continueWords =
  'Your answer was interrupted. Go on from exactly where it stopped, in the middle of the word if it stopped there. Repeat nothing, do not start again, add no introduction.';

/** A model behind any server that speaks OpenAI's chat completions. Throws as the port says, and `cancelled` when its signal ends it. */
export function openAiModel(endpoint: Endpoint, options: OpenAiModelOptions = {}): ChatModel {
  const limits = { ...defaultLimits, ...options };
  const wire = options.wire ?? createWire(limits);
  const maxChars = options.maxChars ?? 1_000_000;
  let client: OpenAI | undefined;
  /** What a server refuses is left out from then on. */
  const refused = new Set<Extra>();

  async function open(request: ChatRequest) {
    client ??= openAiClient(endpoint, wire, limits);
    const left = new Set(refused);
    if (request.temperature === undefined) left.add('temperature');
    for (;;) {
      try {
        const body = {
          model: endpoint.model,
          messages: turns(request),
          ...extras(request, left),
          ...outputFields(request.output, left.has('max_tokens')),
          stream: true,
        } as const;
        return await client.chat.completions.create(body, { signal: request.signal }).asResponse();
      } catch (error) {
        if (!(error instanceof BadRequestError)) throw error;
        const extra = refusedExtra(error.message);
        if (extra === undefined || left.has(extra)) throw error;
        left.add(extra);
        // one that is out of range is the request's fault, and others' may be in it
        if (extra === 'usage' || unsupported.test(error.message)) refused.add(extra);
      }
    }
  }

  async function* stream(request: ChatRequest): AsyncGenerator<ChatDelta> {
    if (request.signal.aborted) throw stopped();
    try {
      const response = await open(request);
      // the wire's own: the SDK types it as the browser's
      const body = response.body as unknown as WireBody;
      const reader = new DeltaReader(endpoint, response.headers);
      let finished = false;
      let chars = 0;
      try {
        expectEventStream(response, endpoint);
        for await (const octets of body) {
          for (const delta of reader.read(octets)) {
            if (delta.finish) finished = true;
            chars += (delta.content?.length ?? 0) + (delta.reasoning?.length ?? 0);
            yield delta;
            if (chars > maxChars) {
              yield { finish: 'length' };
              return;
            }
          }
          if (reader.fault !== undefined) throw reader.fault;
          if (reader.done) break;
        }
      } finally {
        // what nobody reads any more is not to be paid for
        if (!reader.done) body.destroy();
      }
      if (request.signal.aborted) throw stopped();
      if (!finished && !reader.done) throw new WireFault('cut', 'no end was announced');
    } catch (error) {
      throw request.signal.aborted ? stopped() : modelError(error, endpoint);
    }
  }

  return { name: endpoint.model, quotes: false, stream };
}

/** What a request may do without. */
type Extra = 'usage' | 'temperature' | 'max_tokens';

const extras = ({ temperature }: ChatRequest, left: Set<Extra>) => ({
  ...(!left.has('usage') && { stream_options: { include_usage: true } }),
  ...(!left.has('temperature') && { temperature }),
});

const unsupported = /unsupported|not support|only the default/i;

/** Not every server reports usage, and models that reason choose their temperature themselves. */
function refusedExtra(message: string): Extra | undefined {
  if (/stream_options|include_usage/.test(message)) return 'usage';
  if (namesOtherLimit(message)) return 'max_tokens';
  return /temperature/i.test(message) ? 'temperature' : undefined;
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

function expectEventStream(response: Response, endpoint: Endpoint): void {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw wrongAddress(endpoint, 'answered with a web page');
  if (type.startsWith('application/json')) throw malformed(endpoint);
}
