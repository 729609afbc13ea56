import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { open, openCanary, openSite, textOf } from '../test/site.ts';
import { type EgressOptions, openEgress } from './open-egress.ts';
import type { StreamedBody } from './send-body.ts';

type Seen = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/** A site that notes what it is sent and answers by path. */
async function openEar(answers: Record<string, (response: ServerResponse) => void> = {}) {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    textOf(request).then(
      (body) => {
        const { method = '', url: path = '', headers } = request;
        seen.push({ method, path, headers, body });
        const reply = answers[path] ?? ((answer: ServerResponse) => answer.end('thanks'));
        reply(response);
      },
      () => response.destroy(),
    );
  };
  const site = await openSite(listener);
  return { ...site, seen, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}
const to = (status: number, location: string) => (response: ServerResponse) =>
  void response.writeHead(status, { location }).end();

const pieces = (...texts: string[]): StreamedBody => ({
  size: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  async *open() {
    for (const text of texts) yield Buffer.from(text);
  },
});

describe('what is sent', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    '%s arrives with its body, its size and its headers',
    async (method) => {
      await using ear = await openEar();
      const egress = open(ear.allow);
      const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer key' };
      const response = await egress.fetch(`${ear.url}/hook?a=1`, { method, headers, body: '{"ä":1}' });
      expect([response.status, response.method, await textOf(response.body)]).toEqual([200, method, 'thanks']);
      expect(ear.seen).toMatchObject([
        {
          ...{ method, path: '/hook?a=1', body: '{"ä":1}' },
          headers: { 'content-type': 'application/json', authorization: 'Bearer key', 'content-length': '8' },
        },
      ]);
      egress.close();
    },
  );

  test('bytes and streams arrive as they are, with their size in front', async () => {
    await using ear = await openEar();
    const egress = open(ear.allow);
    const bodies = [Buffer.from('bytes'), pieces('one ', 'two ', 'three'), pieces()];
    for (const body of bodies) (await egress.fetch(`${ear.url}/object`, { method: 'PUT', body })).discard();
    expect(
      ear.seen.map(({ body, headers }) => [body, headers['content-length'], headers['transfer-encoding']]),
    ).toEqual([
      ['bytes', '5', undefined],
      ['one two three', '13', undefined],
      ['', '0', undefined],
    ]);
    egress.close();
  });

  test('what is too large or not of the size that it said is not sent whole, and a body’s own error comes back', async () => {
    await using ear = await openEar();
    const egress = open(ear.allow);
    const put = (body: StreamedBody | string, maxSentBytes?: number) =>
      egress.fetch(`${ear.url}/object`, { method: 'PUT', body, ...(maxSentBytes ? { maxSentBytes } : {}) });
    await expect(put('x'.repeat(11), 10)).rejects.toMatchObject({ reason: 'egress.body-too-large' });
    await expect(put({ ...pieces('x'), size: 21 * 1_048_576 })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(put({ ...pieces('four'), size: 5 })).rejects.toThrow('does not have the stated');
    await expect(put({ ...pieces('four'), size: 3 })).rejects.toThrow('does not have the stated');
    const broken: StreamedBody = {
      size: 10,
      async *open() {
        yield Buffer.from('five!');
        throw new Error('the disk is gone');
      },
    };
    await expect(put(broken)).rejects.toThrow('the disk is gone');
    expect(ear.seen).toEqual([]);
    egress.close();
  });

  test('headers of the connection, and those that would end a header, are refused without their value', async () => {
    await using canary = await openCanary();
    const egress = open(`127.0.0.1:${canary.port}`);
    const wrong: [string, string][] = [
      ['Host', 'inside.test'],
      ['Content-Length', '0'],
      ['Transfer-Encoding', 'chunked'],
      ['User-Agent', 'somebody else'],
      ['x-note', 'secret\r\nx-more: 1'],
      ['x note', 'secret'],
    ];
    for (const [name, value] of wrong) {
      const sent = egress.fetch(`http://127.0.0.1:${canary.port}/`, { method: 'POST', headers: { [name]: value } });
      await expect(sent, name).rejects.toMatchObject({
        reason: 'egress.header',
        message: expect.not.stringContaining('secret'),
      });
    }
    expect(canary.connections()).toBe(0);
    egress.close();
  });
});

describe('a redirect of what is sent', () => {
  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'PATCH', 'PATCH'],
  ] as const)('%i makes of %s %s', async (status, method, after) => {
    await using ear = await openEar({ '/from': to(status, '/to') });
    const egress = open(ear.allow);
    const headers = { 'content-type': 'text/plain', authorization: 'Bearer key' };
    const response = await egress.fetch(`${ear.url}/from`, { method, headers, body: pieces('the ', 'body') });
    response.discard();
    expect(response.method).toBe(after);
    expect(ear.seen.map((request) => [request.method, request.path])).toEqual([
      [method, '/from'],
      [after, '/to'],
    ]);
    const last = ear.seen.at(-1);
    // the same origin: the credential goes along
    expect(last?.headers.authorization).toBe('Bearer key');
    expect([last?.body, last?.headers['content-type'], last?.headers['content-length']]).toEqual(
      after === 'GET' ? ['', undefined, undefined] : ['the body', 'text/plain', '8'],
    );
    egress.close();
  });

  test('to another origin carries no header that could be a credential', async () => {
    await using other = await openEar();
    await using ear = await openEar({ '/from': to(307, `${other.url}/to`) });
    const egress = open(`${ear.allow}, ${other.allow}`);
    const headers = {
      ...{ authorization: 'Bearer key', cookie: 'a=b', 'X-Api-Key': 'key', 'x-amz-security-token': 'token' },
      ...{ 'content-type': 'text/plain', accept: 'text/plain' },
    };
    (await egress.fetch(`${ear.url}/from`, { method: 'POST', headers, body: 'body' })).discard();
    expect(ear.seen[0]?.headers).toMatchObject({ authorization: 'Bearer key', 'x-api-key': 'key' });
    expect(other.seen).toMatchObject([
      { method: 'POST', body: 'body', headers: { 'content-type': 'text/plain', accept: 'text/plain' } },
    ]);
    for (const name of ['authorization', 'cookie', 'x-api-key', 'x-amz-security-token'])
      expect(other.seen[0]?.headers).not.toHaveProperty(name);
    egress.close();
  });

  test('S12: to a private address is refused before anything is sent there, on every hop and for every status', async () => {
    await using canary = await openCanary();
    let place = '';
    let status = 307;
    await using ear = await openEar({
      '/twice': (response) => to(status, '/once')(response),
      '/once': (response) => to(status, place)(response),
    });
    const egress = open(ear.allow);
    const places = [
      `http://127.0.0.1:${canary.port}/`,
      `http://[::1]:${canary.port6}/`,
      `http://inside.test:${canary.port}/`,
      `http://mixed.test:${canary.port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'file:///etc/passwd',
    ];
    for (status of [301, 302, 303, 307, 308]) {
      for (place of places) {
        const sent = egress.fetch(`${ear.url}/twice`, { method: 'POST', body: 'body' });
        await expect(sent, `${status} ${place}`).rejects.toMatchObject({ kind: 'forbidden' });
      }
    }
    expect(canary.connections()).toBe(0);
    egress.close();
  });

  test('S12: a name that changes its address between two hops is checked at each', async () => {
    await using canary = await openCanary();
    await using ear = await openEar({ '/from': (response) => to(307, `http://rebind.test:${canary.port}/`)(response) });
    const asked: string[] = [];
    const resolve: EgressOptions['resolve'] = async (host) => {
      asked.push(host);
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const egress = openEgress({ allow: ear.allow, userAgent: 'Test/1', resolve });
    await expect(egress.fetch(`${ear.url}/from`, { method: 'POST', body: 'body' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(asked).toEqual(['site.test', 'rebind.test']);
    expect(canary.connections()).toBe(0);
    egress.close();
  });

  test('is the answer where it is asked for as such, and one without end ends', async () => {
    await using ear = await openEar({ '/from': to(307, '/from') });
    const egress = open(ear.allow);
    const body = 'body';
    const response = await egress.fetch(`${ear.url}/from`, { method: 'POST', body, redirect: 'manual' });
    response.discard();
    expect([response.status, response.headers.location, ear.seen.length]).toEqual([307, '/from', 1]);
    await expect(egress.fetch(`${ear.url}/from`, { method: 'POST', body, maxRedirects: 3 })).rejects.toMatchObject({
      reason: 'egress.redirects',
    });
    expect(ear.seen).toHaveLength(1 + 4);
    egress.close();
  });
});

describe('the other side', () => {
  test('that answers with too much, packed or not, is cut', async () => {
    await using ear = await openEar({
      '/large': (response) => void response.end(Buffer.alloc(3_000_000)),
      '/bomb': (response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    });
    const egress = open(ear.allow);
    const limits = { maxBytes: 1_000_000, maxDecodedBytes: 2_000_000 };
    for (const path of ['/large', '/bomb']) {
      const response = await egress.fetch(`${ear.url}${path}`, { method: 'POST', body: 'body', ...limits });
      await expect(textOf(response.body), path).rejects.toMatchObject({ reason: 'egress.too-large' });
    }
    egress.close();
  });

  test('that does not read what it is sent, and a body that never ends, are cut off in time', async () => {
    await using site = await openSite(() => {});
    const egress = open(site.allow);
    const request = { method: 'PUT', timeoutMs: 500 } as const;
    const large = Buffer.alloc(15_000_000);
    await expect(egress.fetch(site.url, { ...request, body: large })).rejects.toMatchObject({
      reason: 'egress.timeout',
    });
    let ended = false;
    const dripping: StreamedBody = {
      size: 1_000_000,
      async *open() {
        try {
          for (;;) {
            yield Buffer.from('.');
            await sleep(20);
          }
        } finally {
          ended = true;
        }
      },
    };
    await expect(egress.fetch(site.url, { ...request, body: dripping })).rejects.toMatchObject({
      reason: 'egress.timeout',
    });
    await expect.poll(() => ended).toBe(true);
    egress.close();
  });

  test('that refuses before it has read everything is heard, and the body is let go', async () => {
    let ended = false;
    await using site = await openSite((_request, response) => response.writeHead(413).end('too much'));
    const egress = open(site.allow);
    const body: StreamedBody = {
      size: 15_000_000,
      async *open() {
        try {
          for (let sent = 0; sent < 15_000_000; sent += 1_000) {
            yield Buffer.alloc(1_000);
            if (sent === 0) await sleep(200);
          }
        } finally {
          ended = true;
        }
      },
    };
    const response = await egress.fetch(site.url, { method: 'PUT', body });
    expect(response.status).toBe(413);
    response.discard();
    await expect.poll(() => ended).toBe(true);
    egress.close();
  });
});
