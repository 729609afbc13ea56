import { builtinEmbedder } from './builtin-embedder.ts';
import { createWire, type Wire, type WireLimits } from './node-fetch.ts';
import { openAiEmbedder } from './openai-embedder.ts';
import { openAiModel } from './openai-model.ts';
import { transcribe } from './openai-transcriber.ts';
import type { ChatModel, Endpoint, Llm, Reach } from './port.ts';
import { quotingModel } from './quoting-model.ts';

export type LlmOptions = {
  /** Where vectors come from; without it the built-in embedder makes them. */
  embedding?: Endpoint;
  /** Threads of the built-in embedder. */
  embedThreads?: number;
  limits?: Partial<WireLimits>;
  /** Checks where an endpoint with a `reach` is; without it such endpoints are not asked. */
  locate?: (url: URL, reach: Reach) => Promise<{ address: string; family: number }>;
};

/** Endpoints change when somebody edits the settings; more than a few at once are a workspace each or a test. */
const keptModels = 32;

/** Everything features see of models. Whoever opens it closes it: running answers then end with their own signals. */
export function openLlm(options: LlmOptions = {}): Llm & { close(): Promise<void> } {
  const wire = createWire(options.limits);
  // connections are not shared between reaches
  const wires: Record<Reach, Wire> = { public: guarded('public'), private: guarded('private') };
  // a recording is answered when all of it was heard
  const slow = { ...options.limits, firstByteMs: 600_000 };
  const slowWire = createWire(slow);
  const quoting = quotingModel();
  const models = new Map<string, ChatModel>();
  const embedder = options.embedding
    ? openAiEmbedder(options.embedding, { ...options.limits, wire })
    : builtinEmbedder({ threads: options.embedThreads });

  function guarded(reach: Reach): Wire {
    return createWire(options.limits, async (url) => {
      if (!options.locate)
        throw new Error('The reach of this endpoint cannot be checked: no way to locate it was passed in.');
      return options.locate(url, reach);
    });
  }

  function modelAt(endpoint: Endpoint): ChatModel {
    const { baseUrl, apiKey, model: name, reach } = endpoint;
    const key = JSON.stringify([baseUrl, apiKey, name, reach]);
    const way = reach ? wires[reach] : wire;
    const model = models.get(key) ?? openAiModel(endpoint, { ...options.limits, wire: way });
    models.delete(key);
    models.set(key, model);
    const [oldest] = models.keys();
    if (models.size > keptModels && oldest !== undefined) models.delete(oldest);
    return model;
  }

  return {
    chatModel: (endpoint) => (endpoint ? modelAt(endpoint) : quoting),
    embedder,
    transcribe: (endpoint, recording) => transcribe(endpoint, recording, { wire: slowWire, limits: slow }),
    close: async () => {
      await embedder.close();
      for (const open of [wire, slowWire, ...Object.values(wires)]) open.close();
    },
  };
}
