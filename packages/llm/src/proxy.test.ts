import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@millrace/contract/app-error';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLlm } from './open-llm.ts';
import type { Endpoint } from './port.ts';
import { type ProxySettings, proxyFor } from './proxy.ts';
import { type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { testModel } from './test-model.ts';

let models: ScriptedServer;
let proxy: http.Server;
let url: string;
let asked: string[];
beforeAll(async () => {
  models = await startScriptedServer();
  // passes all requests on to the one model server, whatever their host
  proxy = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname, search } = new URL(request.url ?? '', 'http://none');
    const { method, headers } = request;
    const onward = http.request({ port: models.port, method, headers, path: pathname + search }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await models.close();
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

const unknown = () => new AppError('invalid', 'egress.unknown-host', 'There is no host of this name.');
async function ask(endpoint: Partial<Endpoint>, settings: Partial<ProxySettings> = {}, refusal = unknown()) {
  const llm = openLlm({
    proxy: { isUsed: true, http: url, https: url, ...settings },
    locate: async () => {
      throw refusal;
    },
  });
  const all = { baseUrl: 'http://models.example/v1', apiKey: 'any', model: 'scripted:tokens=2', ...endpoint };
  const result = await testModel(llm.chatModel(all), AbortSignal.timeout(20_000));
  await llm.close();
  return result;
}

describe('requests to models', () => {
  test('go through the proxy of the environment where that is wanted, by the name of the server', async () => {
    expect(await ask({})).toMatchObject({ ok: true, sample: 'w0 w1' });
    expect(await ask({ reach: 'public' })).toMatchObject({ ok: true, sample: 'w0 w1' });
    expect(asked).toEqual(Array(2).fill('POST http://models.example/v1/chat/completions'));
  });

  test('open a tunnel through it for https', async () => {
    expect(await ask({ baseUrl: 'https://models.example/v1', reach: 'public' })).toMatchObject({ ok: false });
    expect(asked).toEqual(['CONNECT models.example:443']);
  });

  test('are refused as without it where the address is not to be asked', async () => {
    const refusal = new AppError('forbidden', 'egress.refused', 'Not there.');
    expect(await ask({ reach: 'public' }, {}, refusal)).toEqual({ ok: false, message: 'Not there.' });
    expect(asked).toEqual([]);
  });

  test('go past it to this machine and to what is excepted', async () => {
    expect(await ask({ baseUrl: models.url })).toMatchObject({ ok: true });
    expect(await ask({ reach: 'public' }, { except: 'example' })).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
  });

  test('do not use it unless it is wanted, and say so where a server cannot be reached', async () => {
    const told = await ask({ baseUrl: 'http://models.invalid/v1' }, { isUsed: false });
    expect(told).toMatchObject({ ok: false, message: expect.stringContaining('set MODEL_PROXY=true') });
    expect(asked).toEqual([]);
  });
});

test.each([
  ['https://a.example', '', 'secure'],
  ['http://a.example', '', 'plain'],
  ['https://localhost:1', '', undefined],
  ['https://10.0.0.5', '', undefined],
  ['https://[::1]', '', undefined],
  ['https://a.example', 'b.example, A.example', undefined],
  ['https://deep.a.example', 'a.example', undefined],
  ['https://deep.a.example', '.a.example', undefined],
  ['https://deep.a.example', '*.a.example', undefined],
  ['https://xa.example', 'a.example', 'secure'],
  ['https://a.example', 'a.example:443', undefined],
  ['https://a.example', 'a.example:8443', 'secure'],
  ['https://a.example', '*', undefined],
])('the proxy for %s without "%s" is %s', (target, except, expected) => {
  expect(proxyFor(new URL(target), { isUsed: true, https: 'secure', http: 'plain', except })).toBe(expected);
});
