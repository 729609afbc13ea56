import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutputOptions } from '@millrace/contract/chat/output-options';
import { expect, test } from 'vitest';
import { openAiModel } from '../openai-model.ts';
import { limitOutput } from './limit-output.ts';

const request = (output: OutputOptions) => ({
  messages: [{ role: 'user' as const, content: 'hello' }],
  grounding: { question: 'hello', passages: [] },
  signal: new AbortController().signal,
  output,
});

test('a server that refuses max_tokens is asked with max_completion_tokens, at once from then on', async () => {
  const bodies: Record<string, unknown>[] = [];
  const server = http.createServer(async (req, res) => {
    let text = '';
    for await (const part of req) text += part;
    const body = JSON.parse(text);
    bodies.push(body);
    if ('max_tokens' in body) {
      const message =
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
      res.writeHead(400, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ error: { message, type: 'invalid_request_error', param: 'max_tokens' } }));
      return;
    }
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = { choices: [{ index: 0, delta: { content: 'yes' }, finish_reason: 'stop' }] };
    res.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const model = openAiModel({ baseUrl, apiKey: 'key', model: 'm' });
    for (const maxTokens of [7, 8]) {
      let answer = '';
      for await (const { content = '' } of model.stream(request({ maxTokens }))) answer += content;
      expect(answer).toBe('yes');
    }
  } finally {
    server.close();
  }
  const limits = bodies.map(({ max_tokens, max_completion_tokens }) => [max_tokens, max_completion_tokens]);
  expect(limits).toEqual([
    [7, undefined],
    [undefined, 7],
    [undefined, 8],
  ]);
});

test('a known answer ends before the first stop text, or at its length with all of its characters whole', () => {
  expect(limitOutput('one two three', { stop: ['three', 'two'] })).toEqual({ text: 'one ', finish: 'stop' });
  expect(limitOutput('abcdefgh', { maxTokens: 1 })).toEqual({ text: 'abcd', finish: 'length' });
  expect(limitOutput('abc😀efgh', { maxTokens: 1 })).toEqual({ text: 'abc', finish: 'length' });
  expect(limitOutput('abcd', { maxTokens: 1, stop: ['d'] })).toEqual({ text: 'abc', finish: 'stop' });
  expect(() => limitOutput('abcd', { responseFormat: { type: 'json_object' } })).toThrow(/json_object/);
});
