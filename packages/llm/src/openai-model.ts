import type OpenAI from 'openai';
import { BadRequestError } from 'openai';
import { malformed, modelError, stopped, wrongAddress } from './model-errors.ts';
import { createWire, defaultLimits, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import type { ChatDelta, ChatModel, ChatRequest, ChatTurn, Endpoint } from './port.ts';
import { readChunk } from './read-chunk.ts';
import { WireBody } from './wire-body.ts';
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
  /** Servers that refuse to report usage are asked once more without, and never again. */
  let wantsUsage = true;

  async function open(request: ChatRequest, model: string) {
    client ??= openAiClient(endpoint, wire, limits);
    const body = { model, messages: turns(request), stream: true } as const;
    const start = (usage: boolean) =>
      client!.chat.completions
        .create(usage ? { ...body, stream_options: { include_usage: true } } : body, { signal: request.signal })
        .withResponse();
    try {
      return await start(wantsUsage);
    } catch (error) {
      const refused =
        wantsUsage && error instanceof BadRequestError && /stream_options|include_usage/.test(error.message);
      if (!refused) throw error;
      wantsUsage = false;
      return await start(false);
    }
  }

  async function* stream(request: ChatRequest): AsyncGenerator<ChatDelta> {
    if (request.signal.aborted) throw stopped();
    const model = request.model ?? endpoint.model;
    const asked = { ...endpoint, model };
    try {
      const { data, response } = await open(request, model);
      expectEventStream(response, asked);
      let finished = false;
      let chars = 0;
      for await (const chunk of data) {
        const delta = readChunk(chunk, asked);
        if (!delta) continue;
        if (delta.finish) finished = true;
        chars += (delta.content?.length ?? 0) + (delta.reasoning?.length ?? 0);
        yield delta;
        if (chars > maxChars) {
          yield { finish: 'length' };
          return;
        }
      }
      if (request.signal.aborted) throw stopped();
      // The stream is whole if it said why it ended, or if the SDK met [DONE] and so did not read to the end.
      const body: unknown = response.body;
      if (!finished && body instanceof WireBody && body.exhausted) throw new WireFault('cut', 'no end was announced');
    } catch (error) {
      throw request.signal.aborted ? stopped() : modelError(error, asked);
    }
  }

  return { name: endpoint.model, quotes: false, stream };
}

/** The prompt, and where an answer is continued, what there is of it with the request to go on. */
function turns(request: ChatRequest): ChatTurn[] {
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
