import { errorView } from '@millrace/contract/app-error';
import type { ChatModel } from './port.ts';

export type ModelTest = { ok: true; latencyMs: number; sample: string } | { ok: false; message: string };

const tooLateWords = (model: string) =>
  `"${model}" has not begun to answer yet. It may still be loading: try again in a moment.`;

const sampleChars = 200;

/**
 * Asks a model one tiny question through the very path that answers take, and says in words what came of it. Never throws.
 * `latencyMs` is the time to the first text.
 */
export async function testModel(model: ChatModel, signal: AbortSignal): Promise<ModelTest> {
  const startedAt = performance.now();
  let latencyMs: number | undefined;
  let sample = '';
  let thought = '';
  const enough = new AbortController();
  try {
    const stream = model.stream({
      messages: [{ role: 'user', content: 'Reply with the single word: ready' }],
      grounding: { question: '', passages: [] },
      signal: AbortSignal.any([signal, enough.signal]),
    });
    for await (const delta of stream) {
      if (delta.content || delta.reasoning) latencyMs ??= Math.round(performance.now() - startedAt);
      if (delta.revised) {
        sample = delta.revised.content;
        thought = delta.revised.reasoning;
      }
      sample += delta.content ?? '';
      thought += delta.reasoning ?? '';
      // A model that thinks at length has shown that it works.
      if (sample.length >= sampleChars || thought.length >= 10 * sampleChars) break;
    }
  } catch (error) {
    const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
    return { ok: false, message: isLate ? tooLateWords(model.name) : errorView(error).message };
  } finally {
    enough.abort();
  }
  const text = (sample || thought).trim().slice(0, sampleChars);
  if (latencyMs === undefined || text === '') {
    return { ok: false, message: `"${model.name}" answered without any text. Choose a chat model.` };
  }
  return { ok: true, latencyMs, sample: text };
}
