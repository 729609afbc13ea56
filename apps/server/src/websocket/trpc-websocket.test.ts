import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { createWebSocketClient } from '@millrace/client/create-websocket-client';
import { toJson } from '@millrace/db/to-json';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpApp, httpApp } from '../../test/http-app.ts';

const withKey = async ({ app, url }: HttpApp) => {
  const { workspaceId } = app;
  const { id, key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'editor' });
  const client = createWebSocketClient({
    url,
    apiKey: key,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  return { client, workspaceId, apiKeyId: id };
};

/** What becomes of a connection that says it comes from there: its close code, or the status of the refusal. */
async function opened({ url, cookie }: HttpApp, headers: Record<string, string>, path = '/trpc'): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers: { cookie, ...headers } });
  const status = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => resolve(101));
  });
  socket.on('error', () => {});
  const result = await status;
  socket.terminate();
  return result;
}

it('a tool with a key reads and changes over one socket', async () => {
  await using http = await httpApp();
  const { client, workspaceId } = await withKey(http);
  const { id } = await client.conversations.create.mutate({ workspaceId, title: 'Over the wire' });
  expect((await client.conversations.list.query({ workspaceId })).items).toMatchObject([
    { id, title: 'Over the wire' },
  ]);
});

it('pages of other sites open none, though the browser would bring the cookie', async () => {
  await using http = await httpApp();
  expect(await opened(http, { origin: http.url })).toBe(101);
  expect(await opened(http, {})).toBe(101);
  expect(await opened(http, { origin: 'https://evil.example' })).toBe(403);
  expect(await opened(http, { origin: 'null' })).toBe(403);
  expect(await opened(http, { 'user-agent': 'Mozilla/5.0 (an old one, without Origin)' })).toBe(403);
  expect(await opened(http, { origin: http.url }, '/elsewhere')).toBe(403);
});

it('whoever is refused and breaks off takes nothing down, and whoever stays does not hold the server up', async () => {
  await using http = await httpApp();
  const { hostname, port } = new URL(http.url);
  const ask = 'GET /elsewhere HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
  for (let n = 0; n < 20; n += 1) {
    const rude = net.connect(Number(port), hostname);
    await once(rude, 'connect');
    rude.write(ask);
    rude.resetAndDestroy();
  }
  const stays = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  stays.write(ask);
  await once(stays, 'data');
  stays.pause();
  const asleep = new WebSocket(`${http.url.replace('http', 'ws')}/trpc`, { headers: { cookie: http.cookie } });
  await once(asleep, 'open');
  asleep.pause();
  expect((await http.get('/healthz')).status).toBe(200);
  // without an end to its patience this takes the half minute that a WebSocket may say goodbye
  await http.close();
  stays.destroy();
  asleep.terminate();
}, 20_000);

it('is nobody without a credential, and signs nobody in', async () => {
  await using http = await httpApp();
  const client = createWebSocketClient({
    url: http.url,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  const { workspaceId } = http.app;
  await expect(client.conversations.list.query({ workspaceId })).rejects.toMatchObject({
    data: { kind: 'unauthenticated' },
  });
});

it('ends with the key that opened it, and with the server', { timeout: 60_000 }, async () => {
  await using http = await httpApp();
  const { client, workspaceId, apiKeyId } = await withKey(http);
  await client.conversations.list.query({ workspaceId });
  await http.app.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId });
  const kind = () =>
    client.conversations.list.query({ workspaceId }).then(
      () => 'answered',
      (error: { data?: { kind?: string } }) => error.data?.kind,
    );
  await expect.poll(kind).toBe('unauthenticated');

  const socket = new WebSocket(`${http.url.replace('http', 'ws')}/trpc`, { headers: { cookie: http.cookie } });
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await http.close();
  expect((await closed)[0]).toBe(1012);
});

it('a reader that takes nothing is sent away, to come back to where it was', { timeout: 120_000 }, async () => {
  await using http = await httpApp();
  const { db, bus } = http.app.services;
  const runId = randomUUID();
  await db
    .insertInto('runs')
    .values({
      id: runId,
      workspaceId: http.app.workspaceId,
      name: 'chat.answer-message',
      lane: 'chat',
      payload: toJson({}),
      status: 'running',
    })
    .execute();
  const socket = new WebSocket(`${http.url.replace('http', 'ws')}/trpc`, { headers: { cookie: http.cookie } });
  await once(socket, 'open');
  const params = { path: 'jobs.watch', input: { runId } };
  socket.send(JSON.stringify({ id: 1, method: 'subscription', params }));
  await once(socket, 'message');
  socket.pause();
  const event = JSON.stringify({ type: 'progress', progress: { text: 'x'.repeat(100_000) } });
  const closed = once(socket, 'close');
  // more than it may leave and the network holds together
  for (let n = 0; n < 250; n += 1) await bus.append(`run:${runId}`, 1, event);
  socket.resume();
  expect((await closed)[0]).toBe(4408);
});

it('signing in and up is refused before anything is done, and counts as no try', async () => {
  await using http = await httpApp();
  const { client } = await withKey(http);
  const { db } = http.app.services;
  const rows = async () => [
    await db.selectFrom('users').select('id').execute(),
    await db.selectFrom('sessions').select('id').execute(),
    await db.selectFrom('throttles').select(['key', 'hits']).execute(),
  ];
  const before = await rows();
  const person = { name: 'Eve', email: 'eve@example.org', password: 'violet anchor seven maps' };
  for (const attempt of [
    () => client.session.signUp.mutate(person),
    () => client.session.signIn.mutate({ email: 'ada@example.org', password: 'not the right one' }),
    () => client.session.signOut.mutate(),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ data: { kind: 'invalid', reason: 'http.websocket' } });
  }
  expect(await rows()).toEqual(before);
});
