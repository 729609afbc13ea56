import { once } from 'node:events';
import http from 'node:http';
import { connect, type Socket } from 'node:net';
import { testEmbedder } from '@millrace/features/test/test-embedder';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpApp, httpApp } from './http-app.ts';
import { openV1 } from './v1-app.ts';

const inputOf = (input: object) => `input=${encodeURIComponent(JSON.stringify(input))}`;

/** An embedder that begins and, until its signal aborts, does not end. */
function stuckEmbedder() {
  const started = Promise.withResolvers<void>();
  const embed = (_: string[], signal?: AbortSignal) =>
    new Promise<Float32Array[]>((_, reject) => {
      started.resolve();
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  return { embedder: { ...testEmbedder, embed }, started: started.promise };
}

/** Lines of requests that broke off, and all lines that report errors. */
const brokenOff = ({ app }: HttpApp) =>
  app.logged.filter(
    ({ message, fields }) => message === 'request' && (fields as { complete?: boolean }).complete === false,
  );
const errors = ({ app }: HttpApp) => app.logged.filter(({ level }) => level === 'error');

/** Waits until `count` requests have broken off and all that they began has ended. */
async function expectNoErrors(server: HttpApp, count = 1) {
  await expect.poll(() => brokenOff(server).length).toBe(count);
  const { budgets } = server.app.services;
  const holder = `person ${server.app.user.id}`;
  const running = () => Object.values(budgets.ofPerson).map((slots) => slots.count(holder));
  await expect.poll(running).toEqual([0, 0, 0]);
  await expect.poll(() => budgets.streams.count(holder)).toBe(0);
  expect(errors(server)).toEqual([]);
}

/** Sends a part of a request and breaks off when `begun` resolves. */
async function sendPart(server: HttpApp, lines: string[], part: string, begun: (socket: Socket) => Promise<unknown>) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const head = [...lines, `host: ${hostname}:${port}`, `origin: ${server.url}`, `cookie: ${server.cookie}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  await begun(socket);
  socket.destroy();
}

const uploading = ({ app }: HttpApp) =>
  expect.poll(() => app.services.budgets.ofPerson.uploads.count(`person ${app.user.id}`)).toBe(1);

describe('a client that leaves is no error in the log', () => {
  it.each(['search.query', 'conversations.list,search.query'])('during %s', async (path) => {
    const { embedder, started } = stuckEmbedder();
    await using server = await httpApp({ overrides: { embedder } });
    const one = { workspaceId: server.app.workspaceId, query: 'anything' };
    const input = path.includes(',') ? `batch=1&${inputOf({ 0: one, 1: one })}` : inputOf(one);
    const left = new AbortController();
    const answer = server.get(`/trpc/${path}?${input}`, { signal: left.signal });
    await started;
    left.abort();
    await expect(answer).rejects.toThrow();
    await expectNoErrors(server);
  });

  it('while it sends the body of a call', async () => {
    await using server = await httpApp();
    const lines = [
      'POST /trpc/conversations.create HTTP/1.1',
      'content-type: application/json',
      'content-length: 1000',
    ];
    // the server says that it has read the head
    await sendPart(server, [...lines, 'expect: 100-continue'], '{"workspaceId":', (socket) => once(socket, 'data'));
    await expectNoErrors(server);
  });

  it.each(['files.upload', 'attachments.add', 'files.uploadPart'])('while it uploads (%s)', async (path) => {
    await using server = await httpApp();
    const { client, workspaceId } = server.app;
    const { id } = await client.files.startUpload.mutate({ workspaceId, name: 'a.txt', size: 1_000 });
    const lines = [
      `POST /trpc/${path} HTTP/1.1`,
      'content-type: application/octet-stream',
      'content-length: 1000',
      `x-workspace-id: ${workspaceId}`,
      'x-file-name: a.txt',
      `x-upload-id: ${id}`,
      'x-upload-offset: 0',
    ];
    await sendPart(server, lines, 'The beginning.', () => uploading(server));
    await expectNoErrors(server);
  });

  it.each([true, false])('from a stream (direct: %s)', async (direct) => {
    await using server = await httpApp({}, { direct });
    const left = new AbortController();
    const path = `/trpc/feed.changes?${inputOf({ workspaceId: server.app.workspaceId })}`;
    const response = await server.get(path, { signal: left.signal });
    expect(response.status).toBe(200);
    left.abort();
    await expectNoErrors(server);
  });

  it('from a download of a part of a file', async () => {
    await using server = await httpApp();
    const megabytes = Buffer.alloc(8_000_000, 'some text \n');
    const { id } = await server.app.upload(server.app.workspaceId, 'long.csv', megabytes);
    const { hostname, port } = new URL(server.url);
    const lines = [`GET /files/${id} HTTP/1.1`, 'range: bytes=10-7999999', `host: ${hostname}:${port}`];
    const socket = connect(Number(port), hostname);
    socket.write(`${lines.join('\r\n')}\r\ncookie: ${server.cookie}\r\n\r\n`);
    const head = await new Promise<string>((resolve) => socket.once('data', (part) => resolve(part.toString())));
    expect(head).toMatch(/^HTTP\/1\.1 206/);
    socket.destroy();
    await expectNoErrors(server);
  });

  it('of a socket, with a call and a subscription', async () => {
    const { embedder, started } = stuckEmbedder();
    await using server = await httpApp({ overrides: { embedder } });
    const { workspaceId, services, user } = server.app;
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc`, { headers: { cookie: server.cookie } });
    await new Promise((resolve) => socket.once('open', resolve));
    const send = (id: number, method: string, path: string, input: object) =>
      socket.send(JSON.stringify({ id, method, params: { path, input } }));
    send(1, 'subscription', 'feed.changes', { workspaceId });
    send(2, 'query', 'search.query', { workspaceId, query: 'anything' });
    await started;
    socket.terminate();
    await expect.poll(() => services.budgets.sockets.count(`person ${user.id}`)).toBe(0);
    await expectNoErrors(server, 0);
  });
});

describe('a client of /v1 that leaves is no error in the log', () => {
  const leave = async (http: HttpApp, key: string, path: string, body: object, begun: () => Promise<unknown>) => {
    const left = new AbortController();
    const answer = fetch(`${http.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: left.signal,
    }).catch(() => undefined);
    await begun();
    left.abort();
    await answer;
    await expectNoErrors(http);
  };

  it.each([true, false])('during an answer (stream: %s)', async (stream) => {
    const { http, key, server } = await openV1({ model: 'scripted:tps=10,tokens=100000' });
    await using _ = http;
    const body = { model: 'millrace', stream, messages: [{ role: 'user', content: 'Well?' }] };
    await leave(http, key, '/v1/chat/completions', body, () => expect.poll(() => server?.requests.length).toBe(1));
  });

  it('during embeddings', async () => {
    const { embedder, started } = stuckEmbedder();
    const { http, key } = await openV1({ overrides: { embedder } });
    await using _ = http;
    await leave(http, key, '/v1/embeddings', { model: 'millrace', input: 'Well?' }, () => started);
  });

  it('while it sends its question', async () => {
    const { http: server, key } = await openV1();
    await using _ = server;
    const req = http.request(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': '1000' },
    });
    req.on('error', () => {});
    await new Promise((resolve) => req.write('{"model":', resolve));
    req.destroy();
    await expectNoErrors(server);
  });
});
