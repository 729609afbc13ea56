import { LearnedManners } from './adapting/manners.ts';
import { builtinEmbedder } from './builtin-embedder.ts';
import { listModels } from './list-models.ts';
import { createWire, longestFirstByteMs, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiEmbedder } from './openai-embedder.ts';
import { openAiModel } from './openai-model.ts';
import { transcribe } from './openai-transcriber.ts';
import type { ChatModel, Endpoint, Llm, Reach } from './port.ts';
import type { ProxySettings } from './proxy.ts';
import { quotingModel } from './quoting-model.ts';

export type LlmOptions = {
  /** Where vectors come from; without it the built-in embedder makes them. */
  embedding?: Endpoint;
  /** Threads of the built-in embedder. */
  embedThreads?: number;
  limits?: Partial<WireLimits>;
  /** Proxies of the environment, and whether they are used. */
  proxy?: ProxySettings;
  /** Checks where an endpoint with a `reach` is; without it such endpoints are not asked. */
  locate?: (url: URL, reach: Reach) => Promise<{ address: string; family: number }>;
};

/** Endpoints change when somebody edits the settings; more than a few at once are a workspace each or a test. */
const keptModels = 32;

/** Everything features see of models. Whoever opens it closes it: running answers then end with their own signals. */
export function openLlm(options: LlmOptions = {}): Llm & { close(): Promise<void> } {
  const { proxy } = options;
  const wire = createWire(options.limits, { proxy });
  const manners = new LearnedManners();
  // connections are not shared between reaches
  const wires: Record<Reach, Wire> = { public: guarded('public'), private: guarded('private') };
  // a recording is answered when all of it was heard
  const slow = { ...options.limits, firstByteMs: options.limits?.firstByteMs ?? longestFirstByteMs };
  const quoting = quotingModel();
  const models = new Map<string, ChatModel>();
  const embedder = options.embedding
    ? openAiEmbedder(options.embedding, { ...options.limits, wire, manners })
    : builtinEmbedder({ threads: options.embedThreads });

  function guarded(reach: Reach): Wire {
    const locate = async (url: URL) => {
      if (!options.locate)
        throw new Error('The reach of this endpoint cannot be checked: no way to locate it was passed in.');
      return options.locate(url, reach);
    };
    return createWire(options.limits, { locate, proxy });
  }

  const wayTo = ({ reach }: Endpoint): Wire => (reach ? wires[reach] : wire);

  function modelAt(endpoint: Endpoint): ChatModel {
    const { baseUrl, apiKey, model: name, reach, headers, firstByteMs } = endpoint;
    const key = JSON.stringify([baseUrl, apiKey, name, reach, headers, firstByteMs]);
    const model = models.get(key) ?? openAiModel(endpoint, { ...options.limits, wire: wayTo(endpoint), manners });
    models.delete(key);
    models.set(key, model);
    const [oldest] = models.keys();
    if (models.size > keptModels && oldest !== undefined) models.delete(oldest);
    return model;
  }

  return {
    chatModel: (endpoint) => (endpoint ? modelAt(endpoint) : quoting),
    embedder,
    transcribe: (endpoint, recording) => transcribe(endpoint, recording, { wire, limits: slow }),
    listModels: (endpoint, signal) =>
      listModels(endpoint, { wire: wayTo(endpoint), limits: options.limits ?? {}, signal }),
    close: async () => {
      await embedder.close();
      for (const open of [wire, ...Object.values(wires)]) open.close();
    },
  };
}
