import type { ChatDelta, Usage } from '../port.ts';

/** What one chunk of a stream says. `whole`: a message in full, which may repeat what was streamed before it. */
export type Chunk = {
  content: string;
  reasoning: string;
  whole: { content: string; reasoning: string } | undefined;
  usage: Usage | undefined;
  finish: ChatDelta['finish'];
};

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nothing: Chunk = { content: '', reasoning: '', whole: undefined, usage: undefined, finish: undefined };

/**
 * One chunk of a chat stream. Chunks come from servers of all makes: whatever is not understood says nothing, and is never an error.
 * Beside OpenAI's chunks it knows whole messages, completions of the older kind and the chunks of Ollama's own protocol.
 */
export function readChunk(chunk: unknown): Chunk {
  if (!isRecord(chunk)) return nothing;
  const choice = choiceIn(chunk.choices);
  const usage = usageOf(chunk.usage ?? (isRecord(chunk.x_groq) ? chunk.x_groq.usage : undefined) ?? chunk);
  if (choice === undefined) {
    // Ollama's own protocol: pieces, and at the end a reason
    const said = isRecord(chunk.message) ? saidIn(chunk.message) : { content: textOf(chunk.response), reasoning: '' };
    return { ...said, whole: undefined, usage, finish: finishOf(chunk.done_reason, chunk.done === true) };
  }
  const said = typeof choice.delta === 'string' ? { content: choice.delta, reasoning: '' } : saidIn(choice.delta);
  const content = said.content || textOf(choice.text);
  const whole = isRecord(choice.message) ? saidIn(choice.message) : undefined;
  return { content, reasoning: said.reasoning, whole, usage, finish: finishOf(choice.finish_reason, false) };
}

function choiceIn(choices: unknown): Json | undefined {
  const found = Array.isArray(choices) ? choices.find(isRecord) : choices;
  return isRecord(found) ? found : undefined;
}

/** Servers have one thing under several names, some of them under two at once. */
const reasoningNames = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text', 'thought', 'thoughts'] as const;

function saidIn(message: unknown): { content: string; reasoning: string } {
  if (!isRecord(message)) return { content: '', reasoning: '' };
  const parts = partsOf(message.content);
  // a refusal is an answer in the words of the model
  const content = parts.content || textOf(message.refusal);
  const named = reasoningNames.map((name) => textOf(message[name])).find((text) => text !== '');
  return { content, reasoning: named ?? (parts.reasoning || textOf(message.reasoning_details)) };
}

const isThought = (part: Json): boolean =>
  part.thought === true || (typeof part.type === 'string' && /think|reason|thought/.test(part.type));

/** Content as a text, or as parts, of which some may be thoughts. */
function partsOf(content: unknown): { content: string; reasoning: string } {
  if (!Array.isArray(content)) {
    return isRecord(content) && Array.isArray(content.parts)
      ? partsOf(content.parts)
      : { content: textOf(content), reasoning: '' };
  }
  const said = { content: '', reasoning: '' };
  for (const part of content) said[isRecord(part) && isThought(part) ? 'reasoning' : 'content'] += textOf(part);
  return said;
}

/** The text in a value, however deep servers put it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (!isRecord(value)) return '';
  return textOf(
    value.text ?? value.content ?? value.value ?? value.thinking ?? value.reasoning ?? value.refusal ?? value.summary,
  );
}

function finishOf(reason: unknown, isOver: boolean): ChatDelta['finish'] {
  if (typeof reason !== 'string' || reason === '' || reason === 'null') return isOver ? 'stop' : undefined;
  const name = reason.toLowerCase();
  if (name === 'length' || name === 'max_tokens' || name === 'model_length') return 'length';
  return name === 'content_filter' || name === 'safety' ? 'filtered' : 'stop';
}

function usageOf(usage: unknown): Usage | undefined {
  if (!isRecord(usage)) return undefined;
  const inputTokens = usage.prompt_tokens ?? usage.input_tokens ?? usage.prompt_eval_count;
  const outputTokens = usage.completion_tokens ?? usage.output_tokens ?? usage.eval_count;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
