import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

type Body = Record<string, unknown>;
const post = (path: string, body: Body, key = 'any', signal?: AbortSignal) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
    signal,
  });
const chat = (knobs: string, content = 'hello', more: Body = {}) =>
  post('/chat/completions', { model: `scripted:${knobs}`, messages: [{ role: 'user', content }], ...more });
const said = async (response: Response) =>
  ((await response.json()) as { choices: { message: { content: string }; finish_reason: string }[] }).choices[0]!;

describe('chat completions', () => {
  it('streams chunks in the wire format, with the end, usage and [DONE]', async () => {
    const response = await chat('tokens=3,reasoning=1', 'two words', {
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = (await response.text()).split('\n\n').filter(Boolean);
    expect(events.at(-1)).toBe('data: [DONE]');
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event.slice(6)) as Body & { choices: Body[] });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta)).toEqual([
      { reasoning_content: 'r0' },
      { content: 'w0' },
      { content: ' w1' },
      { content: ' w2' },
      {},
      undefined,
    ]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)?.usage).toEqual({ prompt_tokens: 2, completion_tokens: 4, total_tokens: 6 });
  });

  it('holds nothing back: what is sent arrives although the answer never ends', async () => {
    const abort = new AbortController();
    const body = { model: 'scripted:hang=2', messages: [], stream: true };
    const response = await post('/chat/completions', body, 'any', abort.signal);
    let text = '';
    for await (const part of response.body!) {
      text += Buffer.from(part).toString();
      if (text.includes('w1')) break;
    }
    expect(text).toContain('w0');
    abort.abort();
  });

  it('answers whole when it is not asked to stream', async () => {
    expect(await said(await chat('tokens=4'))).toMatchObject({
      message: { content: 'w0 w1 w2 w3' },
      finish_reason: 'stop',
    });
  });

  it('quotes the first passage word for word, or invents where it is told to', async () => {
    const passage = '# Terms\n\nThe notice period is three months. It starts on the first of a month.';
    const prompt = `Answer.\n<passage n="1" title="Contract">${passage}</passage>\n<passage n="2">Other.</passage>`;
    expect((await said(await chat('text=quote', prompt))).message.content).toBe(
      'The notice period is three months. [1]',
    );
    expect((await said(await chat('text=quotes', prompt))).message.content).toContain('[1]\n\nOther. [2]');
    const bad = (await said(await chat('text=bad-cite', prompt))).message.content;
    expect(bad).toContain('[99]');
    expect(bad).toContain('[1]');
    expect((await said(await chat('text=markdown'))).message.content).toContain('| Quarter |');
    expect((await said(await chat('text=evil'))).message.content).toContain('<script>');
  });

  it('answers a second question of a conversation anew', async () => {
    const messages = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'w0 w1 w2' },
      { role: 'user', content: 'two' },
    ];
    const answer = await post('/chat/completions', { model: 'scripted:tokens=3', messages });
    expect((await said(answer)).message.content).toBe('w0 w1 w2');
  });
});

describe('faults', () => {
  it('fails the first requests of a model and question, then succeeds', async () => {
    const status = async (text: string) => (await chat('fail-first=2,status=429,retry-after=1', text)).status;
    expect([await status('a'), await status('b'), await status('a'), await status('a'), await status('b')]).toEqual([
      429, 429, 429, 200, 429,
    ]);
  });

  it('draws the same faults for the same seed', async () => {
    const draw = async () => {
      const fresh = await startScriptedServer();
      const outcomes: (number | 'dropped')[] = [];
      for (let n = 0; n < 60; n++) {
        const body = JSON.stringify({ model: 'scripted:faults=30,seed=5,key=none,tokens=1', messages: [] });
        const response = await fetch(`${fresh.url}/chat/completions`, { method: 'POST', body }).catch(() => undefined);
        outcomes.push(response?.status ?? 'dropped');
        await response?.text();
      }
      await fresh.close();
      return outcomes;
    };
    const first = await draw();
    expect(await draw()).toEqual(first);
    const failed = first.filter((outcome) => outcome !== 200).length;
    expect(failed).toBeGreaterThan(8);
    expect(failed).toBeLessThan(30);
  });

  it('refuses unknown knobs, other models and wrong keys', async () => {
    expect((await chat('speed=3')).status).toBe(400);
    expect((await chat('tokens=many')).status).toBe(400);
    expect((await chat('text=sonnet')).status).toBe(400);
    expect((await post('/chat/completions', { model: 'gpt-5', messages: [] })).status).toBe(404);
    expect((await post('/chat/completions', { model: 'scripted', messages: [] }, 'wrong')).status).toBe(401);
    expect((await post('/chat/completions', { model: 'scripted:key=abc', messages: [] }, 'abd')).status).toBe(401);
    expect((await fetch(`${server.url}/models`)).status).toBe(401);
    expect((await post('/nowhere', {})).status).toBe(404);
  });
});

describe('embeddings', () => {
  it('brings unit vectors that are near where words are shared, as numbers and as base64', async () => {
    const input = ['the cat sat on the mat', 'a cat on a mat', 'quarterly revenue grew'];
    const response = await post('/embeddings', { model: 'scripted', input });
    const vectors = ((await response.json()) as { data: { embedding: number[] }[] }).data.map((row) => row.embedding);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    expect(dot(vectors[0]!, vectors[0]!)).toBeCloseTo(1, 6);
    expect(dot(vectors[0]!, vectors[1]!)).toBeGreaterThan(dot(vectors[0]!, vectors[2]!) + 0.2);
    const packed = await post('/embeddings', { model: 'scripted', input, encoding_format: 'base64' });
    const { embedding } = ((await packed.json()) as { data: { embedding: string }[] }).data[0]!;
    const bytes = Buffer.from(embedding, 'base64');
    expect(bytes.readFloatLE(0)).toBeCloseTo(vectors[0]![0]!, 5);
    expect(bytes.length).toBe(256 * 4);
  });
});

describe('the log', () => {
  it('notes model and body without the key, and a client that went away', async () => {
    const abort = new AbortController();
    const body = { model: 'scripted:hang=2,seed=9', messages: [{ role: 'user', content: 'x' }], stream: true };
    const response = await post('/chat/completions', body, 'sk-private', abort.signal);
    const seen = server.requests.at(-1)!;
    expect(seen).toMatchObject({ path: '/v1/chat/completions', model: body.model, body, aborted: false });
    expect(JSON.stringify(seen)).not.toContain('sk-private');
    expect(seen.finishedAt).toBeUndefined();
    abort.abort();
    await response.text().catch(() => undefined);
    await expect.poll(() => seen.aborted).toBe(true);
    expect(seen.finishedAt).toBeTypeOf('number');
  });

  it('does not take its own cut for a client that went away', async () => {
    await (await chat('cut=2', 'cut', { stream: true })).text().catch(() => undefined);
    await expect.poll(() => server.requests.at(-1)?.finishedAt).toBeTypeOf('number');
    expect(server.requests.at(-1)?.aborted).toBe(false);
  });
});
