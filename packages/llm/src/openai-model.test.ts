import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiModelOptions, openAiModel } from './openai-model.ts';
import type { ChatDelta, ChatRequest } from './port.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const secret = 'sk-millrace-0123456789abcdef';
const endpoint = (knobs: string, apiKey = secret) => ({ baseUrl: server.url, apiKey, model: `scripted:${knobs}` });

function request(text: string, more: Partial<ChatRequest> = {}): ChatRequest {
  const { signal } = new AbortController();
  return { messages: [{ role: 'user', content: text }], grounding: { question: text, passages: [] }, signal, ...more };
}

type Outcome = { content: string; reasoning: string; deltas: ChatDelta[]; error: AppError | undefined };

async function run(knobs: string, options: OpenAiModelOptions = {}, more: Partial<ChatRequest> = {}, apiKey = secret) {
  return collect(openAiModel(endpoint(knobs, apiKey), options).stream(request('hello', more)));
}

async function collect(stream: AsyncIterable<ChatDelta>): Promise<Outcome> {
  const outcome: Outcome = { content: '', reasoning: '', deltas: [], error: undefined };
  try {
    for await (const delta of stream) {
      outcome.deltas.push(delta);
      outcome.content += delta.content ?? '';
      outcome.reasoning += delta.reasoning ?? '';
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    outcome.error = error;
    expect(JSON.stringify([error.message, String(error.cause), error.stack])).not.toContain(secret);
  }
  return outcome;
}

const words = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `w${from + n}`).join(' ');

describe('an answer that goes well', () => {
  it('brings every word in order, reasoning apart, usage and the end', async () => {
    const outcome = await run('tokens=50,reasoning=5');
    expect(outcome.error).toBeUndefined();
    expect(outcome.content).toBe(words(0, 50));
    expect(outcome.reasoning).toBe('r0 r1 r2 r3 r4');
    expect(outcome.deltas.at(-1)?.usage).toEqual({ inputTokens: 1, outputTokens: 55 });
    expect(outcome.deltas.some((delta) => delta.finish === 'stop')).toBe(true);
  });

  it('continues an interrupted answer so that both parts join without a gap', async () => {
    const first = await run('tokens=40,cut=17,fail-first=1');
    expect(first.error?.reason).toBe('llm.cut');
    const rest = await run('tokens=40,cut=17,fail-first=0', {}, { continueFrom: first.content });
    expect(first.content + rest.content).toBe(words(0, 40));
    const body = server.requests.at(-1)?.body as { messages: { role: string; content: string }[] };
    expect(body.messages.map((turn) => turn.role)).toEqual(['user', 'assistant', 'user']);
    expect(body.messages[1]?.content).toBe(first.content);
  });

  it('uses one connection for requests that follow each other', async () => {
    const sockets = new Set<number | undefined>();
    const counting = await rawServer((incoming, response) => {
      sockets.add(incoming.socket.remotePort);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
    });
    const reused = openAiModel({ baseUrl: counting.url, apiKey: secret, model: 'any' });
    for (let n = 0; n < 5; n++) expect((await collect(reused.stream(request('hello')))).content).toBe('hi');
    expect(sockets.size).toBe(1);
    await counting.close();
  });

  it('ends an answer that runs wild with finish length', async () => {
    const outcome = await run('tokens=5000', { maxChars: 1000 });
    expect(outcome.error).toBeUndefined();
    expect(outcome.deltas.at(-1)?.finish).toBe('length');
    expect(outcome.content.length).toBeLessThan(1100);
  });

  it('reads an answer of ten megabytes whole where that is allowed', async () => {
    const chunk = `data: {"choices":[{"delta":{"content":"${'m'.repeat(1000)}"}}]}\n\n`;
    const raw = await rawServer(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let n = 0; n < 10_000; n++) if (!response.write(chunk)) await once(response, 'drain');
      response.end('data: [DONE]\n\n');
    });
    const model = openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' }, { maxChars: 20_000_000 });
    const outcome = await collect(model.stream(request('much')));
    expect(outcome.error).toBeUndefined();
    expect(outcome.content.length).toBe(10_000_000);
    await raw.close();
  });

  it('sends no Authorization where no key is set', async () => {
    expect((await run('tokens=2,key=none', {}, {}, '')).content).toBe('w0 w1');
  });
});

describe('an answer that fails', () => {
  const cases: [string, string, Partial<OpenAiModelOptions>, AppError['kind'], string][] = [
    ['429', 'status=429', {}, 'limited', 'llm.limited'],
    ['500', 'status=500', {}, 'unavailable', 'llm.down'],
    ['503', 'status=503', {}, 'unavailable', 'llm.down'],
    ['a hang before the first byte', 'hang=0', { firstByteMs: 80 }, 'unavailable', 'llm.timeout'],
    ['a hang in the middle', 'hang=5,tokens=9', { idleMs: 80 }, 'unavailable', 'llm.timeout'],
    ['a cut in the middle', 'cut=5,tokens=9', {}, 'unavailable', 'llm.cut'],
    ['a chunk that is not JSON', 'malformed=5,tokens=9', {}, 'unavailable', 'llm.malformed'],
    ['a prompt that is too long', 'context=0', {}, 'invalid', 'llm.too-long'],
    ['a request that is refused', 'nonsense=1', {}, 'invalid', 'llm.refused'],
    ['403', 'status=403', {}, 'invalid', 'llm.wrong-key'],
    ['no credit left', 'status=402', {}, 'invalid', 'llm.no-credit'],
  ];
  it.each(cases)('says what it is: %s', async (_name, knobs, options, kind, reason) => {
    const { error, content } = await run(knobs, options);
    expect(error?.reason).toBe(reason);
    expect(error?.kind).toBe(kind);
    expect(error?.message).toMatch(/^.{20,400}$/);
    const put = /(?:hang|cut|malformed)=(\d)/.exec(knobs)?.[1];
    expect(content).toBe(words(0, Number(put ?? 0)));
  });

  it('passes on Retry-After in seconds and as a date, at most two minutes', async () => {
    expect((await run('status=429,retry-after=1')).error?.retryAfterMs).toBe(1000);
    expect((await run('status=429,retry-after=9999')).error?.retryAfterMs).toBe(120_000);
    expect((await run('status=429')).error?.retryAfterMs).toBeUndefined();
    // A date has a comma, which would end a knob.
    const date = new Date(Date.now() + 3_600_000).toISOString();
    expect((await run(`status=429,retry-after=${date}`)).error?.retryAfterMs).toBe(120_000);
  });

  it('never asks twice by itself', async () => {
    const before = server.requests.length;
    await run('status=500,seed=77');
    expect(server.requests.length).toBe(before + 1);
  });

  it('tells a wrong key, an unknown model, a wrong address and a server that is down apart', async () => {
    expect((await run('', {}, {}, 'wrong')).error?.reason).toBe('llm.wrong-key');
    expect((await run('', {}, {}, 'bad\nkey')).error?.reason).toBe('llm.wrong-key');
    const unknown = await collect(openAiModel({ ...endpoint(''), model: 'gpt-none' }).stream(request('hello')));
    expect(unknown.error?.reason).toBe('llm.unknown-model');
    expect(unknown.error?.message).toContain('gpt-none');
    const page = await rawServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'));
    const html = openAiModel({ baseUrl: page.url, apiKey: secret, model: 'm' });
    expect((await collect(html.stream(request('hello')))).error?.reason).toBe('llm.wrong-address');
    await page.close();
    const down = await collect(openAiModel({ baseUrl: page.url, apiKey: secret, model: 'm' }).stream(request('hello')));
    expect([down.error?.kind, down.error?.reason]).toEqual(['unavailable', 'llm.down']);
    expect(down.error?.message).toContain('connection refused');
  });

  it('takes a stream that ends without its end for cut, and one with only [DONE] for whole', async () => {
    const chunk = 'data: {"choices":[{"delta":{"content":"half"}}]}\n\n';
    for (const [tail, reason] of [
      ['', 'llm.cut'],
      ['data: [DONE]\n\n', undefined],
    ] as const) {
      const raw = await rawServer((_, response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(chunk + tail),
      );
      const outcome = await collect(openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' }).stream(request('x')));
      expect(outcome.content).toBe('half');
      expect(outcome.error?.reason).toBe(reason);
      await raw.close();
    }
  });

  it('gives up on a server that accepts but never finishes connecting', async () => {
    const open = new Set<net.Socket>();
    const silent = net.createServer((socket) => open.add(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const baseUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
    const model = openAiModel({ baseUrl, apiKey: secret, model: 'm' }, { connectMs: 80 });
    const { error } = await collect(model.stream(request('x')));
    expect(error?.reason).toBe('llm.down');
    expect(error?.message).toContain('could not be reached in time');
    for (const socket of open) socket.destroy();
    silent.close();
  });

  it('does not take in a refusal without end', async () => {
    const closed = Promise.withResolvers<void>();
    const raw = await rawServer((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      const piece = 'x'.repeat(1_000_000);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more).on('close', () => closed.resolve());
      more();
    });
    const outcome = await collect(openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' }).stream(request('x')));
    expect(outcome.error?.reason).toBe('llm.refused');
    await closed.promise;
    await raw.close();
  });

  it('leaves out a temperature that is out of range for that request alone', async () => {
    const asked: unknown[] = [];
    const raw = await rawServer(async (incoming, response) => {
      let text = '';
      for await (const part of incoming) text += part;
      const { temperature } = JSON.parse(text);
      asked.push(temperature);
      if (temperature > 1) {
        const error = { message: 'temperature must be between 0 and 1' };
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      } else response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: [DONE]\n\n');
    });
    const model = openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' });
    for (const temperature of [1.5, 0.2]) {
      expect((await collect(model.stream(request('x', { temperature })))).error).toBeUndefined();
    }
    expect(asked).toEqual([1.5, undefined, 0.2]);
    await raw.close();
  });

  it('removes the key from what a server repeats', async () => {
    const raw = await rawServer((incoming, response) => {
      const message = `bad request with ${incoming.headers.authorization}`;
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
    });
    const outcome = await collect(openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' }).stream(request('x')));
    expect(outcome.error?.message).toContain('bad request with Bearer …');
    await raw.close();
  });

  it('asks without what a server refuses, usage or temperature, and never again with it', async () => {
    const asked: object[] = [];
    const raw = await rawServer(async (incoming, response) => {
      let text = '';
      for await (const part of incoming) text += part;
      const body = JSON.parse(text);
      asked.push({ usage: 'stream_options' in body, temperature: body.temperature });
      const refused = 'stream_options' in body ? 'stream_options' : 'temperature' in body ? "'temperature'" : undefined;
      if (refused) {
        const error = { message: `Unsupported value: ${refused}` };
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
      } else response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: [DONE]\n\n');
    });
    const model = openAiModel({ baseUrl: raw.url, apiKey: secret, model: 'm' });
    const plain = { usage: false, temperature: undefined };
    expect((await collect(model.stream(request('x')))).error).toBeUndefined();
    expect(asked.splice(0)).toEqual([{ usage: true, temperature: undefined }, plain]);
    expect((await collect(model.stream(request('x', { temperature: 0.5 })))).error).toBeUndefined();
    expect(asked.splice(0)).toEqual([{ usage: false, temperature: 0.5 }, plain]);
    expect((await collect(model.stream(request('x', { temperature: 0.5 })))).error).toBeUndefined();
    expect(asked).toEqual([plain]);
    await raw.close();
  });
});

describe('an answer that is stopped', () => {
  it('ends as cancelled and closes the socket', async () => {
    const abort = new AbortController();
    const stream = openAiModel(endpoint('hang=3,seed=401')).stream(request('stop me', { signal: abort.signal }));
    let seen = 0;
    const reading = (async () => {
      for await (const delta of stream) if (delta.content && ++seen === 3) abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled', reason: 'llm.stopped' });
    await expect.poll(() => server.requests.find((r) => r.model?.includes('seed=401'))?.aborted).toBe(true);
  });

  it('closes the socket when the reader walks away', async () => {
    for await (const _ of openAiModel(endpoint('tps=20,tokens=1000,seed=402')).stream(request('leave'))) break;
    await expect.poll(() => server.requests.find((r) => r.model?.includes('seed=402'))?.aborted).toBe(true);
  });

  it('asks nothing when it was stopped before', async () => {
    const before = server.requests.length;
    const { error } = await run('', {}, { signal: AbortSignal.abort() });
    expect(error?.kind).toBe('cancelled');
    expect(server.requests.length).toBe(before);
  });
});

async function rawServer(handle: (request: http.IncomingMessage, response: http.ServerResponse) => unknown) {
  const raw = http.createServer(handle);
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    const closed = new Promise((resolve) => raw.close(resolve));
    raw.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(raw.address() as AddressInfo).port}/v1`, close };
}
