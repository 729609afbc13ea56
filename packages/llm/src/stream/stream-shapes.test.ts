import { AppError } from '@millrace/contract/app-error';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAiModel } from '../openai-model.ts';
import type { ChatRequest } from '../port.ts';
import { shapes } from '../scripted/shapes.ts';
import { type ScriptedServer, startScriptedServer } from '../scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

type Outcome = { content: string; reasoning: string; error?: string };

async function read(shape: string): Promise<Outcome> {
  const outcome: Outcome = { content: '', reasoning: '' };
  const model = openAiModel({ baseUrl: server.url, apiKey: 'any', model: `scripted:shape=${shape}` });
  const { signal } = new AbortController();
  const messages: ChatRequest['messages'] = [{ role: 'user', content: 'When is the sluice opened?' }];
  try {
    for await (const delta of model.stream({ messages, grounding: { question: '', passages: [] }, signal })) {
      if (delta.revised) Object.assign(outcome, delta.revised);
      outcome.content += delta.content ?? '';
      outcome.reasoning += delta.reasoning ?? '';
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    outcome.error = `${error.reason}: ${error.message}`;
  }
  return outcome;
}

const text = 'The sluice is opened at noon [1].';
const noon = 'Noon, says 1.';
const refusal = 'I cannot help with that.';
const answer = (content: string, reasoning = '') => ({ content, reasoning });
const failure = (error: RegExp, content = '') => ({ content, reasoning: '', error: expect.stringMatching(error) });

/** Every shape of an answer that the stand-in server knows: what is text, what is thought, what is an error and in whose words. */
const expected: Record<string, object> = {
  // passed over: what says nothing of the answer
  normal: answer(text),
  'type-ping': answer(text),
  'event-ping': answer(text),
  'plain-ping': answer(text),
  'no-choices': answer(text),
  'null-choices': answer(text),
  'empty-choices': answer(text),
  'null-choice': answer(text),
  'null-delta': answer(text),
  'unknown-part': answer(text),
  'null-error': answer(text),
  'empty-error': answer(text),
  'tool-call': answer(text),
  metadata: answer(text),
  'empty-data': answer(text),
  'done-and-blank': answer(text),
  'done-without-line-end': answer(text),
  'done-in-quotes': answer(text),
  'no-done': answer(text),
  'cut-after-finish': answer(text),
  'carriage-returns': answer(text),
  'byte-order-mark': answer(text),
  'blank-lines-first': answer(text),
  'no-blank-after-colon': answer(text),
  'one-line-end': answer(text),
  'name-twice': answer(text),
  'ids-and-retry': answer(text),
  'usage-only': answer(text),
  'usage-everywhere': answer(text),
  'json-then-events': answer(text),
  'split-character': answer(`Grüße 🌾 ${text}`),
  // the text in its shapes
  'parts-as-text': answer(text),
  'part-alone': answer(text),
  'parts-of-strings': answer(text),
  'delta-as-text': answer(text),
  'legacy-text': answer(text),
  'message-in-stream': answer(text),
  'message-repeats': answer(text),
  'choice-as-object': answer(text),
  'json-in-place': answer(text),
  'json-in-lines': answer(text),
  'json-as-stream': answer(text),
  'json-with-parts': answer(text),
  'json-with-thoughts': answer(text, noon),
  'json-with-reasoning': answer(text, noon),
  'json-in-a-list': answer(text),
  'ollama-lines': answer(text),
  refusal: answer(refusal),
  'refusal-in-json': answer(refusal),
  // thoughts, by field and by tag
  'field-reasoning_content': answer(text, noon),
  'field-reasoning': answer(text, noon),
  'field-thinking': answer(text, noon),
  'field-reasoning_text': answer(text, noon),
  'field-thought': answer(text, noon),
  'field-twice': answer(text, noon),
  'field-details': answer(text, noon),
  'part-thinking': answer(text, noon),
  'think-tags': answer(text, 'The user asks when. Passage 1 says noon.'),
  'think-split': answer(text, 'I wonder'),
  'think-letter-by-letter': answer(text, 'Noon?'),
  'thinking-tags': answer(text, noon),
  'think-in-capitals': answer(text, noon),
  'think-in-brackets': answer(text, noon),
  'think-in-channels': answer(text, noon),
  'think-behind-blanks': answer(text, noon),
  'think-empty': answer(text),
  'think-twice': answer('The sluice \nis opened.', 'One.\n\nTwo.'),
  'think-open-missing': answer(text, 'I ponder the passages'),
  'open-missing-in-lines': answer(text, 'I ponder the passages'),
  'think-open-missing-split': answer(text, 'I ponder the passages'),
  'think-unclosed': answer('', 'I wonder and wonder'),
  'think-in-code': answer('Write `<think>` before your `</think>` thoughts.'),
  'think-in-fence': answer('```\n<think>\na\n</think>\n```\nDone.'),
  'think-in-prose': answer('The tag <think> begins the thoughts.'),
  'field-and-tag': answer(text, noon),
  // errors, in the words of the server
  'error-in-stream': failure(/^llm.down: .*It says: The engine is overloaded/),
  'error-after-words': failure(/^llm.down: .*\(500\).*The engine broke/, 'The sluice is opened '),
  'error-string': failure(/^llm.down: .*It says: llama runner process has terminated: exit status 2/),
  'error-object': failure(/^llm.down: .*\(500\).*EngineCore encountered an issue/),
  'error-event': failure(/^llm.down: .*The upstream is full/),
  'error-event-plain': failure(/^llm.down: .*upstream connect error/),
  'error-in-choice': failure(/^llm.down: .*\(502\).*The provider disconnected/),
  'error-without-data': failure(/^llm.down: .*CUDA ran out of memory/),
  'error-json': failure(/^llm.no-credit: .*no credit left. It says: The free tier of this model is exhausted/),
  'error-json-string': failure(/^llm.down: .*the model is still loading/),
  'error-json-list': failure(/^llm.refused: .*The API key is not valid/),
  'error-json-key': failure(/^llm.wrong-key: .*No such key/),
  'error-json-busy': failure(/^llm.limited: .*Slow down/),
  'error-detail': failure(/^llm.down: .*It says: Model not loaded/),
  'error-detail-list': failure(/^llm.down: .*body.messages: Field required/),
  'error-coded': failure(/^llm.refused: .*The range of input length/),
  'error-errors': failure(/^llm.down: .*The model has no capacity/),
  'error-base': failure(/^llm.down: .*login fail/),
  'message-only': failure(/^llm.malformed: .*It says: The service is being deployed/),
  'plain-words': failure(/^llm.malformed: .*It says: Service is warming up, come back later/),
  'damaged-chunk': failure(/^llm.malformed/, 'The sluice '),
  'damaged-json': failure(/^llm.malformed/),
  'cut-before-end': failure(/^llm.cut/, text),
  silent: answer(''),
};

describe('an answer in the shape of any server', () => {
  test('the table has every shape', () => {
    expect(Object.keys(expected).toSorted()).toEqual(Object.keys(shapes).toSorted());
  });

  test.each(Object.entries(expected))('%s', async (shape, outcome) => {
    expect(await read(shape)).toEqual(outcome);
  });
});
