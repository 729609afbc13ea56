import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../test/test-app.ts';
import { listCandidates } from './find-candidates.ts';

type Asked = { path: string; headers: http.IncomingHttpHeaders };

let app: TestApp;
let server: http.Server;
let origin: string;
let asked: Asked[];
/** What `GET /models` answers. */
let offer: { status: number; body: unknown };
beforeEach(async () => {
  app = await testApp();
  asked = [];
  offer = { status: 200, body: { object: 'list', data: [{ id: 'pine' }, { id: 'birch' }, { id: 'birch' }] } };
  server = http.createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    request.resume();
    if (request.method === 'GET') {
      response.writeHead(offer.status, { 'content-type': 'application/json' }).end(JSON.stringify(offer.body));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('data: {"choices":[{"delta":{"content":"ready"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await app[Symbol.asyncDispose]();
});

const secret = 'value-of-the-secret-header';
const headers = [
  { name: 'X-Team', value: secret },
  { name: 'X-Project', value: 'mills' },
];
const save = (more: object = {}) => {
  const { client, workspaceId } = app;
  const local = { name: 'Local', baseUrl: `${origin}/v1`, models: ['birch'], apiKey: 'key-of-the-tests' };
  return client.models.save.mutate({ workspaceId, ...local, ...more });
};
const list = async () => (await app.client.models.list.query({ workspaceId: app.workspaceId })).endpoints;
const tryOut = (more: object) =>
  app.client.models.test.mutate({ workspaceId: app.workspaceId, baseUrl: `${origin}/v1`, model: 'birch', ...more });

describe('an address with a query', () => {
  it('is asked with it, and with the key in the header that Azure reads', async () => {
    const baseUrl = `${origin}/openai/deployments/birch?api-version=2024-10-21`;
    expect(await tryOut({ baseUrl, apiKey: 'key-of-the-tests' })).toMatchObject({ ok: true, sample: 'ready' });
    expect(asked).toMatchObject([{ path: '/openai/deployments/birch/chat/completions?api-version=2024-10-21' }]);
    expect(asked[0]?.headers).toMatchObject({ 'api-key': 'key-of-the-tests' });
    expect(asked[0]?.headers.authorization).toBeUndefined();
    await save({ baseUrl });
    expect(await list()).toMatchObject([{ baseUrl }]);
  });

  it('must not have a secret in it, since members see the address', async () => {
    for (const query of ['key=abc', 'api-version=1&access_token=abc', 'X-Sig=1']) {
      await expect(save({ baseUrl: `${origin}/v1?${query}` })).rejects.toMatchObject({
        data: { fields: { baseUrl: [expect.stringContaining('key or token')] } },
      });
    }
  });
});

describe('headers of an endpoint', () => {
  it('are sent with every request, are stored sealed, and their values are shown to nobody', async () => {
    const { id: endpointId } = await save({ headers });
    expect(await tryOut({ endpointId })).toMatchObject({ ok: true });
    expect(asked[0]?.headers).toMatchObject({
      'x-team': secret,
      'x-project': 'mills',
      authorization: 'Bearer key-of-the-tests',
    });
    expect(await list()).toMatchObject([{ headerNames: ['X-Team', 'X-Project'] }]);
    expect(JSON.stringify(await list())).not.toContain(secret);
    const stored = JSON.stringify(await app.services.db.selectFrom('modelEndpoints').selectAll().execute());
    expect(stored).not.toContain(secret);
    const [candidate] = await listCandidates(app.services, app.workspaceId);
    expect(candidate?.endpoint()).toMatchObject({ headers: { 'X-Team': secret, 'X-Project': 'mills' } });
  });

  it('keep their values where none is given, one by one, and go where they are left out', async () => {
    const { id: endpointId } = await save({ headers });
    const stored = async () => (await listCandidates(app.services, app.workspaceId))[0]?.endpoint().headers;
    await save({ endpointId, models: ['pine'] });
    expect(await stored()).toEqual({ 'X-Team': secret, 'X-Project': 'mills' });
    const changed = [
      { name: 'x-team', value: null },
      { name: 'X-Other', value: 'new' },
    ];
    await save({ endpointId, headers: changed });
    expect(await stored()).toEqual({ 'x-team': secret, 'X-Other': 'new' });
    await save({ endpointId, headers: [] });
    expect(await stored()).toEqual({});
  });

  it('are not sent to another server, and those of the connection itself are refused', async () => {
    const { id: endpointId } = await save({ headers });
    const elsewhere = { endpointId, baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'another' };
    const refused = { data: { kind: 'invalid', fields: { headers: [expect.stringContaining('X-Team')] } } };
    await expect(save(elsewhere)).rejects.toMatchObject(refused);
    await expect(tryOut(elsewhere)).rejects.toMatchObject(refused);
    for (const name of ['Host', 'content-length', 'bad name']) {
      await expect(save({ headers: [{ name, value: 'x' }] })).rejects.toMatchObject({ data: { kind: 'invalid' } });
    }
    await expect(save({ headers: [{ name: 'X-A', value: 'one\r\nX-B: two' }] })).rejects.toThrow();
    expect(asked).toEqual([]);
  });

  it('are not repeated where a server repeats them', async () => {
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const message = `No quota for ${request.headers['x-team']}`;
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message } }));
    });
    const told = await tryOut({ headers });
    expect(told).toMatchObject({ ok: false, message: expect.stringContaining('No quota for …') });
  });
});

describe('the models of a server', () => {
  const offered = (more: object = {}) =>
    app.client.models.offered.mutate({ workspaceId: app.workspaceId, baseUrl: `${origin}/v1`, ...more });

  it('are offered from its list, each once and in order', async () => {
    expect(await offered({ apiKey: 'any', headers })).toEqual({ ok: true, models: ['birch', 'pine'] });
    expect(asked).toMatchObject([{ path: '/v1/models', headers: { authorization: 'Bearer any', 'x-team': secret } }]);
    offer.body = { models: [{ name: 'oak:7b' }, { model: 'ash' }] };
    expect(await offered()).toEqual({ ok: true, models: ['ash', 'oak:7b'] });
    offer.body = ['elm'];
    expect(await offered()).toEqual({ ok: true, models: ['elm'] });
  });

  it('are not, and it says why, where there is no list', async () => {
    offer = { status: 404, body: {} };
    expect(await offered()).toMatchObject({ ok: false, message: expect.stringContaining('does not list its models') });
    offer = { status: 401, body: { error: { message: 'no key' } } };
    expect(await offered()).toMatchObject({
      ok: false,
      message: expect.stringContaining('did not accept the API key'),
    });
    offer = { status: 200, body: { hello: 'world' } };
    expect(await offered()).toMatchObject({ ok: false, message: expect.stringContaining('invalid response') });
    expect(await offered({ baseUrl: 'http://127.0.0.1:9/v1' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('connection refused'),
    });
  });

  it('are asked for with the stored key at its own server only', async () => {
    const { id: endpointId } = await save();
    expect(await offered({ endpointId })).toMatchObject({ ok: true });
    expect(asked[0]?.headers.authorization).toBe('Bearer key-of-the-tests');
    await expect(offered({ endpointId, baseUrl: 'http://127.0.0.1:9/v1' })).rejects.toMatchObject({
      data: { kind: 'invalid', fields: { apiKey: expect.anything() } },
    });
  });
});
