import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isNear } from './near-address.ts';
import { openAiModel } from './openai-model.ts';

const minute = 60_000;
const head = { 'content-type': 'text/event-stream' };
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ delta, finish_reason: finish }] })}\n\n`;

let server: http.Server;
let baseUrl: string;
let arrived: PromiseWithResolvers<http.ServerResponse>;
let count: number;
beforeEach(async () => {
  arrived = Promise.withResolvers();
  count = 0;
  server = http.createServer((request, response) => {
    count += 1;
    request.resume().once('end', () => arrived.resolve(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** What comes of a question; begun at once. */
async function ask(more: { firstByteMs?: number } = {}): Promise<string | undefined> {
  const { signal } = new AbortController();
  const model = openAiModel({ baseUrl, apiKey: 'any', model: 'm', ...more });
  const messages = [{ role: 'user' as const, content: 'When?' }];
  let text = '';
  try {
    for await (const delta of model.stream({ messages, grounding: { question: '', passages: [] }, signal })) {
      text += delta.content ?? '';
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.reason} ${error.message}`;
  }
  return text;
}

const finish = (response: http.ServerResponse) => response.end(chunk({ content: 'At noon.' }, 'stop'));

describe('a model on this machine', () => {
  test.each(['without headers', 'with headers at once', 'with a comment at once', 'with an empty chunk at once'])(
    'may begin after nine minutes, %s',
    async (manner) => {
      const answer = ask();
      const response = await arrived.promise;
      if (manner !== 'without headers') response.writeHead(200, head).flushHeaders();
      if (manner.includes('comment')) response.write(': loading\n\n');
      if (manner.includes('chunk')) response.write(chunk({ role: 'assistant', content: '' }));
      // what was sent has to arrive before the clock goes on
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      await vi.advanceTimersByTimeAsync(9 * minute);
      if (manner === 'without headers') response.writeHead(200, head);
      finish(response);
      expect(await answer).toBe('At noon.');
      expect(count).toBe(1);
    },
  );

  test('is given up after ten, in words that say so', async () => {
    const answer = ask();
    await arrived.promise;
    await vi.advanceTimersByTimeAsync(10 * minute + 1);
    expect(await answer).toMatch(/^llm.timeout .*did not start to answer within 600 s/);
    expect(count).toBe(1);
  });

  test('or sooner, where its endpoint has a time of its own', async () => {
    const answer = ask({ firstByteMs: 5_000 });
    await arrived.promise;
    await vi.advanceTimersByTimeAsync(5_001);
    expect(await answer).toMatch(/^llm.timeout .*within 5 s/);
  });

  test('that has ended its answer and keeps the connection is not waited for', async () => {
    const answer = ask();
    const response = await arrived.promise;
    response.writeHead(200, head).write(chunk({ content: 'At noon.' }, 'stop'));
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(2_001);
    expect(await answer).toBe('At noon.');
  });

  test('that is silent for a minute in the middle of its answer has stopped', async () => {
    const answer = ask();
    const response = await arrived.promise;
    response.writeHead(200, head).write(chunk({ content: 'At ' }));
    for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(minute + 1);
    expect(await answer).toMatch(/^llm.timeout .*stopped sending in the middle/);
  });
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['[::1]', true],
  ['10.1.2.3', true],
  ['172.20.0.3', true],
  ['192.168.1.5', true],
  ['::ffff:192.168.1.5', true],
  ['fd00::5', true],
  ['172.32.0.1', false],
  ['93.184.216.34', false],
  ['2606:4700::1', false],
  ['models.example', false],
  [undefined, false],
])('%s is near: %s', (address, near) => {
  expect(isNear(address)).toBe(near);
});
