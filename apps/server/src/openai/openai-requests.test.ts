import { describe, expect, it } from 'vitest';
import { type HttpApp, rawRequest } from '../../test/http-app.ts';
import { type Completion, openV1 } from '../../test/v1-app.ts';

const sluice = 'When is the sluice opened?';
const ask = (content: unknown) => [{ role: 'user', content }];
const f = { type: 'function', function: { name: 'f', parameters: {} } };
const freely = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [f] } };
const called = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
};
const result = { role: 'tool', tool_call_id: 'a', content: 'r' };
const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };

const statedIn = ({ body }: { body: Completion }) => body.choices[0]?.message.content;

describe('a chat request', () => {
  it('with tools that need not be called, a null content, tool messages and a system message last is answered', async () => {
    const { http, complete, prompt } = await openV1({ model: 'scripted:tokens=3' });
    await using _ = http;
    const messages = [...ask('x'), called, result, ...ask(sluice), { role: 'system', content: 'Be brief.' }];
    for (const tool_choice of ['auto', 'none', undefined, null, freely]) {
      const answer = await complete({ tools: [f], tool_choice, messages });
      expect(answer.status).toBe(200);
      expect(statedIn(answer)).toBe('w0 w1 w2');
      expect(answer.body.notices).toEqual(['Tools are not called: answers come from the sources.']);
    }
    expect(prompt().at(-1)?.content).toBe(sluice);
    expect(prompt()[0]?.content).toContain('Be brief.');
    // what a tool returned is the end, and the question before it is what is asked
    expect((await complete({ messages: [...ask(sluice), called, result] })).status).toBe(200);
    expect(prompt().at(-1)?.content).toBe(sluice);
    const legacy = { functions: [{ name: 'f' }], function_call: 'auto' };
    const named = [...ask(sluice), { role: 'function', name: 'f', content: 'r' }];
    expect((await complete({ ...legacy, messages: named })).status).toBe(200);
  });

  it('that demands a tool is refused in words', async () => {
    const { http, complete } = await openV1();
    await using _ = http;
    const must = { ...freely, allowed_tools: { mode: 'required', tools: [f] } };
    for (const tool_choice of ['required', { type: 'function', function: { name: 'f' } }, must]) {
      const { status, body } = await complete({ tools: [f], tool_choice, messages: ask(sluice) });
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        param: 'tool_choice',
        message: expect.stringMatching(/Tools are not called/),
      });
    }
    const { body } = await complete({ functions: [{}], function_call: { name: 'f' }, messages: ask(sluice) });
    expect(body.error?.param).toBe('function_call');
  });

  it('with pictures, recordings and files is answered from its text, and the answer says what was not read', async () => {
    const { http, complete, prompt, send } = await openV1({ model: 'scripted:tokens=2' });
    await using _ = http;
    const parts = [
      { type: 'text', text: sluice },
      picture,
      picture,
      { type: 'input_audio', input_audio: { data: '', format: 'wav' } },
      { type: 'file', file: { file_id: 'f' } },
      { type: 'hologram' },
    ];
    const answer = await complete({ messages: ask(parts) });
    const notices = [
      '2 pictures were not read.',
      '1 recording was not read.',
      '1 file was not read.',
      '1 part of an unknown type was not read.',
    ];
    expect(answer.body.notices).toEqual(notices);
    expect(statedIn(answer)).toMatch(new RegExp(`^w0 w1\\n\\n\\*${notices.join(' ')} Only the text .*\\*$`));
    expect(prompt().at(-1)?.content).toBe(sluice);
    const streamed = await send('/v1/chat/completions', { model: 'millrace', stream: true, messages: ask(parts) });
    expect(streamed.text).toContain('2 pictures were not read.');
    // in the next request the note is no part of what was said, and an old picture is not reported again in the text
    const next = [...ask(parts), { role: 'assistant', content: statedIn(answer) }, ...ask('And in winter?')];
    const later = await complete({ messages: next });
    expect(statedIn(later)).toBe('w0 w1');
    expect(later.body.notices).toEqual(notices);
    expect(prompt().find(({ role }) => role === 'assistant')?.content).toBe('w0 w1');
    // a client that asks for JSON gets nothing but JSON
    const json = await complete({ messages: ask(parts), response_format: { type: 'json_object' } });
    expect(statedIn(json)).toBe('w0 w1');
    const silent = await complete({ messages: ask([picture]) });
    expect(silent).toMatchObject({ status: 400, body: { error: { message: expect.stringMatching(/has no text/) } } });
  });

  it('passes length, stop texts and the form of the answer on to the model', async () => {
    const { http, complete, server } = await openV1({ model: 'scripted:tokens=3' });
    await using _ = http;
    const sent = () => server?.requests.at(-1)?.body;
    const response_format = {
      type: 'json_schema',
      json_schema: { name: 'x', strict: true, schema: { type: 'object' } },
    };
    await complete({ messages: ask(sluice), max_completion_tokens: 40, stop: 'END', response_format });
    expect(sent()).toMatchObject({ max_tokens: 40, stop: ['END'], response_format });
    await complete({ messages: ask(sluice), max_tokens: 30, stop: null, response_format: { type: 'text' } });
    expect(sent()).toMatchObject({ max_tokens: 30 });
    expect(sent()).not.toHaveProperty('stop');
    expect(sent()).not.toHaveProperty('response_format');
    await complete({ messages: ask(sluice), max_tokens: -1, seed: 1, logit_bias: {}, some_new_field: { a: 1 } });
    expect(sent()).not.toHaveProperty('max_tokens');
  });

  it('is held to its length and stop texts by the built-in model too, which answers in text alone', async () => {
    const { http, complete } = await openV1();
    await using _ = http;
    const short = await complete({ messages: ask(sluice), max_tokens: 5 });
    expect(short.body.choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: 'The answer is not in' },
    });
    const stopped = await complete({ messages: ask(sluice), stop: ['sources', 'nowhere'] });
    expect(stopped.body.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: 'The answer is not in your ' },
    });
    const { status, body } = await complete({ messages: ask(sluice), response_format: { type: 'json_object' } });
    expect(status).toBe(400);
    expect(body.error?.message).toMatch(/answers in text alone.*response_format \(json_object\)/);
  });
});

describe('under /v1', () => {
  it('the scheme of a key is read in any case, in every part of the API', async () => {
    const { http, key, send } = await openV1();
    await using _ = http;
    for (const scheme of ['bearer', 'BEARER', 'Bearer ']) {
      expect((await send('/v1/models', undefined, { authorization: `${scheme} ${key}` })).status).toBe(200);
    }
    const list = `/trpc/sources.list?input=${encodeURIComponent(JSON.stringify({ workspaceId: http.app.workspaceId }))}`;
    expect((await send(list, undefined, { authorization: `bearer ${key}` })).status).toBe(200);
    expect((await send(list, undefined, { authorization: `bearer ${key}x` })).status).toBe(401);
  });

  it('one model is found by its name, and a slash at the end changes nothing', async () => {
    const { http, send, complete } = await openV1();
    await using _ = http;
    const model = await send('/v1/models/millrace');
    expect(JSON.parse(model.text)).toMatchObject({ id: 'millrace', object: 'model' });
    expect((await send('/v1/models/mill%72ace/')).status).toBe(200);
    expect((await send('/v1/models/')).status).toBe(200);
    expect((await send('/v1//models')).status).toBe(200);
    const slashed = await send('/v1/chat/completions/', { model: 'millrace', messages: ask(sluice) });
    expect(slashed.status).toBe((await complete({ messages: ask(sluice) })).status);
    for (const unknown of ['other/model', 'other%2Fmodel', '%', 'constructor', '../models']) {
      expect((await send(`/v1/models/${unknown}`)).status).toBe(unknown === '../models' ? 200 : 404);
    }
  });

  it('every refusal has the shape that OpenAI’s clients read', async () => {
    const { http, key, send } = await openV1();
    await using _ = http;
    const chat = '/v1/chat/completions';
    const asked: [number, Promise<{ status: number; text: string; headers: unknown }>][] = [
      [404, send('/v1/responses', {})],
      [404, send('/v1')],
      [404, send('/v1/')],
      [404, send(chat, { model: 'millrace' }, { authorization: `Bearer ${key}` }).then(() => send('/v1/audio'))],
      [405, send(chat)],
      [405, send('/v1/models', {})],
      [405, rawRequest(`${http.url}/v1/models`, { method: 'DELETE' })],
      [401, send(chat, { model: 'millrace', messages: ask('x') }, { authorization: 'Bearer sk-other' })],
      [400, send(chat, [])],
      [400, rawRequest(`${http.url}${chat}`, { method: 'POST', headers: json(key) }, '{"model"')],
      [415, send(chat, {}, { 'content-type': 'text/plain' })],
      [403, send(chat, {}, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })],
      [413, send(chat, { model: 'm'.repeat(17_000_000) })],
      [421, rawRequest(`${http.url}/v1/models`, { headers: { host: 'evil.example' } })],
    ];
    for (const [status, answer] of asked) {
      const got = await answer;
      expect([got.status, got.text]).toEqual([status, expect.stringMatching(/^\{"error":/)]);
      const { error } = JSON.parse(got.text);
      expect(error).toEqual({
        message: expect.stringMatching(/\w/),
        type: expect.stringMatching(/^\w+_error$/),
        param: error.param === null ? null : expect.any(String),
        code: expect.any(String),
      });
    }
    expect((await send('/v1/models', {})).headers.get('allow')).toBe('GET, OPTIONS');
    expect((await send('/v1/models', undefined, { authorization: '' })).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('an error of our own reveals nothing, in the same shape', async () => {
    const { http, send } = await openV1();
    await using _ = http;
    Object.defineProperty(http.app.services.settings, 'corsOrigins', {
      get: () => {
        throw new Error('hunter2');
      },
    });
    const { status, text } = await send('/v1/models');
    expect(status).toBe(500);
    expect(JSON.parse(text).error).toMatchObject({ type: 'server_error', code: 'internal', param: null });
    expect(text).not.toContain('hunter2');
  });
});

const json = (key: string) => ({ authorization: `Bearer ${key}`, 'content-type': 'application/json' });

describe('pages of other sites', () => {
  const preflight = (http: HttpApp, origin: string) =>
    rawRequest(`${http.url}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'sec-fetch-site': 'cross-site',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-stainless-os',
      },
    });

  it('are let through where they are listed: preflight, answers and refusals', async () => {
    const { http, send } = await openV1({ settings: { corsOrigins: ['https://notes.example', 'app://notes'] } });
    await using _ = http;
    const asked = await preflight(http, 'https://notes.example');
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': 'https://notes.example',
      'access-control-allow-headers': 'authorization,content-type,x-stainless-os',
      'access-control-allow-methods': expect.stringContaining('POST'),
      vary: 'Origin',
    });
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    const fromPage = { origin: 'app://notes', 'sec-fetch-site': 'cross-site' };
    const models = await send('/v1/models', undefined, fromPage);
    expect([models.status, models.headers.get('access-control-allow-origin')]).toEqual([200, 'app://notes']);
    const refused = await send('/v1/models', undefined, { ...fromPage, authorization: '' });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'app://notes']);
    // of our own session such a page has no use, and beyond /v1 nothing changes
    const { cookie } = http;
    expect((await send('/v1/models', undefined, { ...fromPage, authorization: '', cookie })).status).toBe(401);
    expect((await send('/trpc/session.current', undefined, fromPage)).status).toBe(403);
  });

  it('are refused where they are not, and by default all of them are', async () => {
    const { http, send } = await openV1();
    await using _ = http;
    const asked = await preflight(http, 'https://notes.example');
    expect(asked.status).toBe(204);
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin');
    const page = { origin: 'https://notes.example', 'sec-fetch-site': 'cross-site' };
    const { status, text } = await send('/v1/models', undefined, page);
    expect(status).toBe(403);
    expect(text).toContain('V1_CORS_ORIGINS');
  });
});
