/** What a model server may send in place of the stream that OpenAI's own sends: the body of an answer with status 200. */
export type Shape = {
  /** Pieces of the body, each written for itself. */
  body: (string | Uint8Array)[];
  contentType?: string;
  /** The connection is cut after the last piece. */
  cut?: boolean;
};

const head = { id: 'scripted', object: 'chat.completion.chunk', created: 1, model: 'm' };
const chunk = (delta: object | string, finish: string | null = null) => ({
  ...head,
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const data = (value: unknown): string => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const say = (content: unknown): string => data(chunk({ content } as object));
const words = ['The sluice ', 'is opened ', 'at noon [1].'];
const text = words.join('');
const role = data(chunk({ role: 'assistant', content: '' }));
const stop = data(chunk({}, 'stop'));
const done = data('[DONE]');
const spoken = words.map(say);
const end = [stop, done];
const all = [role, ...spoken, ...end];

/** A whole answer in one JSON, as servers send it that do not stream. */
const whole = (message: object, more: object = {}) => ({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  ...more,
});
const json = (value: unknown, space?: number): Shape => ({
  body: [JSON.stringify(value, null, space)],
  contentType: 'application/json',
});
const stream = (...body: (string | Uint8Array)[]): Shape => ({ body });
/** Each word of an answer in a stream, and its end. */
const saying = (...contents: unknown[]): Shape => stream(...contents.map(say), ...end);
const octets = new TextEncoder().encode(data(chunk({ content: 'Grüße 🌾 ' })));
const cutInCharacter = octets.indexOf(0xf0) + 2;

const passedOver: Record<string, Shape> = {
  normal: stream(...all),
  'type-ping': stream(data({ type: 'ping' }), ...all),
  'event-ping': stream('event: ping\ndata: {"type":"ping"}\n\n', ...all),
  'plain-ping': stream(data('ping'), role, ': keep-alive\n\n', data('keep-alive'), ...spoken, ...end),
  'no-choices': stream(data(head), ...all),
  'null-choices': stream(data({ ...head, choices: null }), ...all),
  'empty-choices': stream(data({ ...head, choices: [] }), ...all),
  'null-choice': stream(data({ ...head, choices: [null] }), ...all),
  'null-delta': stream(data({ ...head, choices: [{ index: 0, delta: null }] }), ...all),
  'unknown-part': stream(say({ parts: [1, 2] }), ...all),
  'null-error': stream(...words.map((word) => data({ ...chunk({ content: word }), error: null })), ...end),
  'empty-error': stream(data({ ...head, error: {} }), ...all),
  'tool-call': stream(data(chunk({ tool_calls: [{ index: 0, id: 'a' }] })), ...all),
  metadata: stream(data({ provider: 'x', latency: { ms: 3 }, message: 'The queue is short' }), ...all),
  'empty-data': stream(role, 'data: \n\n', ...spoken, 'data:\n\n', ...end),
  'done-and-blank': stream(role, ...spoken, stop, 'data: [DONE] \n\n'),
  'done-without-line-end': stream(role, ...spoken, 'data: [DONE]'),
  'done-in-quotes': stream(role, ...spoken, data('"[DONE]"')),
  'no-done': stream(role, ...spoken, stop),
  'cut-after-finish': { ...stream(role, ...spoken, stop), cut: true },
  'carriage-returns': stream(...all.map((event) => event.replaceAll('\n', '\r\n'))),
  'byte-order-mark': stream('\ufeff', ...all),
  'blank-lines-first': stream('\n\n', ...all),
  'no-blank-after-colon': stream(...all.map((event) => event.replace('data: ', 'data:'))),
  'one-line-end': stream(...all.map((event) => event.slice(0, -1)), '\n'),
  'name-twice': stream(...all.map((event) => `data: ${event}`)),
  'ids-and-retry': stream(...all.map((event, i) => `id: ${i}\nretry: 3000\nevent: message\n${event}`)),
  'usage-only': stream(
    role,
    ...spoken,
    stop,
    data({ ...head, choices: [], usage: { prompt_tokens: 5, completion_tokens: 6 } }),
    done,
  ),
  'usage-everywhere': stream(
    ...words.map((word, i) =>
      data({ ...chunk({ content: word }), usage: { prompt_tokens: 5, completion_tokens: i + 4 } }),
    ),
    ...end,
  ),
  'json-then-events': stream('{"status":"loading"}\n\n', ...all),
  'split-character': stream(octets.slice(0, cutInCharacter), octets.slice(cutInCharacter), ...spoken, ...end),
};

const contents: Record<string, Shape> = {
  'parts-as-text': saying(...words.map((word) => [{ type: 'text', text: word }])),
  'part-alone': saying(...words.map((word) => ({ type: 'text', text: word }))),
  'parts-of-strings': saying(words),
  'delta-as-text': stream(...words.map((word) => data(chunk(word))), ...end),
  'legacy-text': stream(...words.map((word) => data({ ...head, choices: [{ text: word }] })), ...end),
  'message-in-stream': stream(data(whole({ content: text })), done),
  'message-repeats': stream(...spoken, data(whole({ content: text })), done),
  'choice-as-object': stream(data({ ...head, choices: { delta: { content: text }, finish_reason: 'stop' } }), done),
  'json-in-place': json(whole({ content: text })),
  'json-in-lines': json(whole({ content: text }), 2),
  'json-as-stream': { ...json(whole({ content: text })), contentType: 'text/event-stream' },
  'json-with-parts': json(whole({ content: [{ type: 'text', text }] })),
  'json-with-thoughts': json(whole({ content: `<think>\nNoon, says 1.\n</think>\n\n${text}` })),
  'json-with-reasoning': json(whole({ content: text, reasoning_content: 'Noon, says 1.' })),
  'json-in-a-list': json([whole({ content: text })]),
  'ollama-lines': {
    body: [
      ...words.map(
        (content) => `${JSON.stringify({ model: 'm', message: { role: 'assistant', content }, done: false })}\n`,
      ),
      `${JSON.stringify({ model: 'm', message: { content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 5, eval_count: 6 })}\n`,
    ],
    contentType: 'application/x-ndjson',
  },
  refusal: stream(data(chunk({ refusal: 'I cannot ' })), data(chunk({ refusal: 'help with that.' })), ...end),
  'refusal-in-json': json(whole({ content: null, refusal: 'I cannot help with that.' })),
};

const reasoned = (name: string) =>
  stream(data(chunk({ [name]: 'Noon, ' })), data(chunk({ [name]: 'says 1.' })), ...spoken, ...end);

const thoughts: Record<string, Shape> = {
  ...Object.fromEntries(
    ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text', 'thought'].map((name) => [
      `field-${name}`,
      reasoned(name),
    ]),
  ),
  'field-twice': stream(
    data(chunk({ reasoning: 'Noon, says 1.', reasoning_content: 'Noon, says 1.' })),
    ...spoken,
    ...end,
  ),
  'field-details': stream(
    data(chunk({ reasoning_details: [{ type: 'reasoning.text', text: 'Noon, says 1.' }] })),
    ...spoken,
    ...end,
  ),
  'part-thinking': stream(
    say([{ type: 'thinking', thinking: [{ type: 'text', text: 'Noon, says 1.' }] }]),
    ...spoken,
    ...end,
  ),
  'think-tags': saying('<think>\nThe user asks when. Passage 1 says noon.', '\n</think>\n\n', ...words),
  'think-split': saying('<th', 'ink>', 'I wonder', '</thi', 'nk>', '\n\n', ...words),
  'think-letter-by-letter': saying(...`<think>Noon?</think>\n${text}`),
  'thinking-tags': saying('<thinking>Noon, says 1.</thinking>', ...words),
  'think-in-capitals': saying('<THINK>Noon, says 1.</THINK>', ...words),
  'think-in-brackets': saying('[THINK]Noon, says 1.[/THINK]', ...words),
  'think-in-channels': saying(
    '<|channel|>analysis<|message|>Noon, says 1.',
    '<|end|><|start|>assistant<|channel|>final<|message|>',
    ...words,
  ),
  'think-behind-blanks': saying('\n\n<think>', 'Noon, says 1.', '</think>', ...words),
  'think-empty': saying('<think>\n\n</think>\n\n', ...words),
  'think-twice': saying('<think>One.</think>The sluice ', '\n<think>Two.</think>', 'is opened.'),
  'think-open-missing': saying('I ponder the passages', '\n</think>\n\n', ...words),
  'open-missing-in-lines': saying('I ponder ', 'the passages', '\n</think>\n\n', ...words),
  'think-open-missing-split': saying('I ponder ', 'the passages</th', 'ink>\n', ...words),
  'think-unclosed': saying('<think>', 'I wonder and wonder'),
  'think-in-code': saying('Write `<think>` before ', 'your `</think>` thoughts.'),
  'think-in-fence': saying('```\n<think>\na\n</think>\n```\n', 'Done.'),
  'think-in-prose': saying('The tag <think> begins', ' the thoughts.'),
  'field-and-tag': stream(data(chunk({ reasoning: 'Noon, says 1.' })), say('</think>'), ...spoken, ...end),
};

const errors: Record<string, Shape> = {
  'error-in-stream': stream(role, data({ error: { message: 'The engine is overloaded', code: 529 } })),
  'error-after-words': stream(role, ...spoken.slice(0, 2), data({ error: { message: 'The engine broke', code: 500 } })),
  'error-string': stream(data({ error: 'llama runner process has terminated: exit status 2' })),
  'error-object': stream(
    role,
    data({
      object: 'error',
      message: 'EngineCore encountered an issue',
      type: 'InternalServerError',
      param: null,
      code: 500,
    }),
    done,
  ),
  'error-event': stream('event: error\ndata: {"message":"The upstream is full"}\n\n'),
  'error-event-plain': stream('event: error\ndata: upstream connect error\n\n'),
  'error-in-choice': stream(
    role,
    data({
      ...head,
      choices: [
        { delta: { content: '' }, finish_reason: 'error', error: { message: 'The provider disconnected', code: 502 } },
      ],
    }),
  ),
  'error-without-data': stream(role, '{"error":{"message":"CUDA ran out of memory","code":500}}\n\n'),
  'error-json': json({ error: { message: 'The free tier of this model is exhausted', code: 402 } }),
  'error-json-string': json({ error: 'the model is still loading' }),
  'error-json-list': json([{ error: { code: 400, message: 'The API key is not valid', status: 'INVALID_ARGUMENT' } }]),
  'error-json-key': json({ error: { message: 'No such key', type: 'authentication_error' } }),
  'error-json-busy': json({ error: { message: 'Slow down', code: 'rate_limit_exceeded' } }),
  'error-detail': json({ detail: 'Model not loaded' }),
  'error-detail-list': json({ detail: [{ loc: ['body', 'messages'], msg: 'Field required' }] }),
  'error-coded': json({ code: 'InvalidParameter', message: 'The range of input length is 1 to 6000', request_id: 'x' }),
  'error-errors': json({ success: false, errors: [{ code: 5006, message: 'The model has no capacity' }] }),
  'error-base': json({ base_resp: { status_code: 1004, status_msg: 'login fail' } }),
  'message-only': json({ message: 'The service is being deployed' }),
  'plain-words': { body: ['Service is warming up, come back later'], contentType: 'text/plain' },
  'damaged-chunk': stream(role, say('The sluice '), 'data: {"choices":[{"delta":{"content":"is op\n\n', ...end),
  'damaged-json': { body: ['{"choices":[{"message":{"content":"The sl'], contentType: 'application/json' },
  'cut-before-end': { ...stream(role, ...spoken), cut: true },
  silent: stream(role, ...end),
};

/** By name, for the knob `shape`. */
export const shapes: Record<string, Shape> = { ...passedOver, ...contents, ...thoughts, ...errors };
