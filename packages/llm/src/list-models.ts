import { AppError } from '@millrace/contract/app-error';
import { abortedBy, malformed, modelError, stopped } from './model-errors.ts';
import type { Wire, WireLimits } from './node-fetch.ts';
import { openAiClient } from './openai-client.ts';
import type { Endpoint } from './port.ts';

/** More than any provider has; what comes after is not offered. */
const mostModels = 2_000;

type Options = { wire: Wire; limits: Partial<WireLimits>; signal: AbortSignal };

/** The models that a server lists at `GET /models`, in alphabetical order. Throws as the port says. */
export async function listModels(endpoint: Endpoint, { wire, limits, signal }: Options): Promise<string[]> {
  if (signal.aborted) throw stopped();
  try {
    const answer: unknown = await openAiClient(endpoint, wire, limits).get('/models', { signal });
    const names = namesIn(answer);
    if (names === undefined) throw malformed(endpoint);
    return [...new Set(names)].toSorted((a, b) => a.localeCompare(b)).slice(0, mostModels);
  } catch (error) {
    if (signal.aborted) throw abortedBy(signal, endpoint);
    const told = modelError(error, endpoint);
    if (told.reason !== 'llm.unknown-model') throw told;
    throw new AppError('invalid', 'llm.no-list', 'This server does not list its models. Enter their names.', {
      cause: told,
    });
  }
}

/** OpenAI's `data`, Ollama's and others' `models`, or the bare list; its entries are names or have one. */
function namesIn(answer: unknown): string[] | undefined {
  const { data, models } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  const list = [answer, data, models].find((value) => Array.isArray(value));
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((entry: unknown) => {
    const { id, name, model } = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const found = [entry, id, name, model].find((text) => typeof text === 'string' && text.trim() !== '');
    return typeof found === 'string' ? [found.trim()] : [];
  });
}
