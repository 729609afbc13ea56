import { malformed } from './model-errors.ts';
import type { ChatDelta, Endpoint } from './port.ts';

/**
 * One chunk of a chat stream as a delta; undefined where it brings nothing. Chunks come from servers of all makes, so their
 * shape is checked: one that is JSON but not a chunk throws `llm.malformed`. Fields that we do not know are passed over.
 */
export function readChunk(chunk: unknown, endpoint: Endpoint): ChatDelta | undefined {
  if (!isRecord(chunk)) throw malformed(endpoint);
  const { choices, usage } = chunk;
  const hasUsage = isRecord(usage);
  if (!Array.isArray(choices) && !(hasUsage && (choices === undefined || choices === null))) throw malformed(endpoint);
  const delta = Array.isArray(choices) && choices.length > 0 ? readChoice(choices[0], endpoint) : undefined;
  if (!hasUsage || typeof usage.prompt_tokens !== 'number' || typeof usage.completion_tokens !== 'number') return delta;
  return { ...delta, usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } };
}

function readChoice(choice: unknown, endpoint: Endpoint): ChatDelta | undefined {
  if (!isRecord(choice)) throw malformed(endpoint);
  const given = choice.delta ?? {};
  if (!isRecord(given)) throw malformed(endpoint);
  const content = textOf(given.content, endpoint);
  // Two names for one thing: DeepSeek and older servers, OpenRouter, Ollama and newer ones.
  const reasoning = textOf(given.reasoning_content ?? given.reasoning, endpoint);
  const finish = finishOf(choice.finish_reason);
  if (content && !reasoning && !finish) return { content };
  if (!content && !reasoning && !finish) return undefined;
  return { ...(reasoning && { reasoning }), ...(content && { content }), ...(finish && { finish }) };
}

function textOf(value: unknown, endpoint: Endpoint): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw malformed(endpoint);
  return value;
}

function finishOf(reason: unknown): ChatDelta['finish'] {
  if (typeof reason !== 'string' || reason === '') return undefined;
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'filtered' : 'stop';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
