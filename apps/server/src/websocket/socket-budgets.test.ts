import { createWebSocketClient } from '@millrace/client/create-websocket-client';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpApp, httpApp } from '../../test/http-app.ts';
import { block, small } from '../../test/take-slots.ts';

type Message = { id: number | null; result?: { type: string }; error?: { data: { kind: string; reason: string } } };

const roomy = { ...small, requests: 100 };
const address = ({ url }: HttpApp) => `${url.replace('http', 'ws')}/trpc`;

/** A socket that was opened with these headers, and what it is told. */
async function socketOf(server: HttpApp, headers: Record<string, string> = { cookie: server.cookie }) {
  const socket = new WebSocket(address(server), { headers });
  const messages: Message[] = [];
  socket.on('message', (data) => {
    const text = data.toString();
    if (text.startsWith('{')) messages.push(JSON.parse(text));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const kinds = () => messages.map(({ result, error }) => error?.data.reason ?? result?.type);
  return { socket, messages, kinds, closed, send: (message: unknown) => socket.send(JSON.stringify(message)) };
}

const subscribe = (id: number, workspaceId: string) => ({
  ...{ id, method: 'subscription' },
  params: { path: 'feed.changes', input: { workspaceId } },
});
const stop = (id: number) => ({ id, method: 'subscription.stop' });

it('carries so many subscriptions, refuses more as tRPC does, and has room again when one has ended', async () => {
  await using server = await httpApp({ settings: { budgets: roomy } });
  const { workspaceId } = server.app;
  const { kinds, messages, send } = await socketOf(server);
  for (const id of [1, 2, 3, 4]) send(subscribe(id, workspaceId));
  await expect.poll(() => messages.length).toBe(4);
  expect(kinds().toSorted()).toEqual(['budgets.socket-subscriptions', 'started', 'started', 'started']);
  const refused = messages.find(({ error }) => error);
  expect(refused).toMatchObject({
    id: 4,
    error: {
      message: 'This connection already has 3 subscriptions. Close some before you open more.',
      data: { kind: 'limited', httpStatus: 429, retryAfterMs: 5_000 },
    },
  });
  send(stop(1));
  await expect.poll(() => kinds()).toContain('stopped');
  send(subscribe(5, workspaceId));
  await expect.poll(() => messages.find(({ id }) => id === 5)).toMatchObject({ result: { type: 'started' } });
});

it('does not carry more for being asked in one message', async () => {
  await using server = await httpApp({ settings: { budgets: roomy } });
  const { kinds, messages, send } = await socketOf(server);
  send(Array.from({ length: 200 }, (_, n) => subscribe(n, server.app.workspaceId)));
  await expect.poll(() => messages.length).toBe(200);
  const started = kinds().filter((kind) => kind === 'started');
  expect([started.length, new Set(kinds()).size]).toEqual([3, 2]);
});

it('hears other sockets between the calls of one message', async () => {
  await using server = await httpApp({ settings: { budgets: { ...roomy, subscriptionsPerSocket: 1 } } });
  const crowd = await socketOf(server);
  const other = await socketOf(server);
  const me = { id: 1, method: 'query', params: { path: 'session.me' } };
  other.send(me);
  await expect.poll(() => other.messages.length).toBe(1);
  crowd.send(Array.from({ length: 1_000 }, (_, n) => subscribe(n, server.app.workspaceId)));
  await expect.poll(() => crowd.messages.length).toBeGreaterThan(0);
  other.messages.length = 0;
  other.send(me);
  await expect.poll(() => other.messages.length).toBe(1);
  expect(crowd.messages.length).toBeLessThan(1_000);
  await expect.poll(() => crowd.messages.length).toBe(1_000);
});

it('keeps the order of calls, and answers what is no call', async () => {
  await using server = await httpApp({ settings: { budgets: { ...small, requests: 1 } } });
  const { messages, send, socket } = await socketOf(server);
  const ids = Array.from({ length: 40 }, (_, n) => n);
  send(ids.map((id) => ({ id, method: 'query', params: { path: 'session.me' } })));
  await expect.poll(() => messages.map(({ id }) => id)).toEqual(ids);
  for (const broken of ['[', '[]', '[1]', '[{"id":7}]', 'nonsense']) socket.send(broken);
  send({ id: 99, method: 'query', params: { path: 'session.me' } });
  await expect.poll(() => messages.at(-1)).toMatchObject({ id: 99, result: { type: 'data' } });
});

it('refuses a call once the line of its person is full, as tRPC does', async () => {
  await using server = await httpApp({ settings: { budgets: small } });
  const { services, user } = server.app;
  const { messages, send } = await socketOf(server);
  const blocked = await block(services, 'requests', { holder: `person ${user.id}`, running: 1 });
  send({ id: 1, method: 'query', params: { path: 'session.me' } });
  await expect
    .poll(() => messages)
    .toMatchObject([{ id: 1, error: { data: { kind: 'limited', reason: 'budgets.requests', httpStatus: 429 } } }]);
  blocked.release();
  send({ id: 2, method: 'query', params: { path: 'session.me' } });
  await expect.poll(() => messages.at(-1)).toMatchObject({ id: 2, result: { type: 'data' } });
});

it('gives back what its subscriptions held, and what its calls waited for, when it closes', async () => {
  await using server = await httpApp({ settings: { budgets: small } });
  const { services, user, workspaceId } = server.app;
  const holder = `person ${user.id}`;
  const { messages, send, socket } = await socketOf(server);
  for (const id of [1, 2, 3]) send(subscribe(id, workspaceId));
  await expect.poll(() => messages.length).toBe(3);
  expect(services.budgets.streams.count(holder)).toBe(3);
  const blocked = await block(services, 'requests', { holder, running: 1, room: 5 });
  send({ id: 9, method: 'query', params: { path: 'session.me' } });
  await expect.poll(() => services.budgets.ofPerson.requests.count(holder)).toBe(47);
  socket.terminate();
  await expect.poll(() => services.budgets.streams.count(holder)).toBe(0);
  await expect.poll(() => services.budgets.ofPerson.requests.count(holder)).toBe(46);
  await expect.poll(() => services.budgets.sockets.count(holder)).toBe(0);
  blocked.release();
});

it('is closed when nobody signs in on it, whether it says nothing or something wrong; one with a session stays', async () => {
  await using server = await httpApp({}, { strangerMs: 300 });
  const silent = new WebSocket(`${address(server)}?connectionParams=1`);
  const silentClosed = new Promise<number>((resolve) => silent.once('close', resolve));
  const nobody = await socketOf(server, {});
  const wrong = await socketOf(server, { authorization: 'Bearer mr_00000000000000000000000000' });
  const known = await socketOf(server);
  expect(await Promise.all([silentClosed, nobody.closed, wrong.closed])).toEqual([4401, 4401, 4401]);
  known.send({ id: 1, method: 'query', params: { path: 'session.me' } });
  await expect.poll(() => known.messages).toMatchObject([{ result: { type: 'data' } }]);
});

it('of nobody is one of few per network: more are refused with 429 and Retry-After, those of people are not counted', async () => {
  await using server = await httpApp({}, { strangerMs: 60_000 });
  const strangers = await Promise.all(Array.from({ length: 20 }, () => socketOf(server, {})));
  const refused = await new Promise<{ status: number | undefined; retryAfter: string | undefined }>((resolve) => {
    const socket = new WebSocket(address(server), { headers: { 'x-forwarded-for': '203.0.113.9' } });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, { statusCode, headers }) =>
      resolve({ status: statusCode, retryAfter: headers['retry-after'] }),
    );
  });
  expect(refused).toEqual({ status: 429, retryAfter: '5' });
  strangers[0]?.socket.terminate();
  const free = server.app.services.budgets.strangers;
  await expect.poll(() => free.count('127.0.0.1')).toBe(19);
  for (let n = 0; n < 30; n += 1) {
    await socketOf(server);
    await expect.poll(() => free.count('127.0.0.1')).toBe(19);
  }
});

it('is one of at most a hundred of a person, with all of their keys', async () => {
  await using server = await httpApp();
  const { services, user, client, workspaceId } = server.app;
  const { key } = await client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
  for (let n = 0; n < 100; n += 1) services.budgets.sockets.take(`person ${user.id}`);
  const refused = await socketOf(server);
  await refused.closed;
  expect(refused.kinds()).toEqual(['budgets.sockets']);
  const byKey = await socketOf(server, { authorization: `Bearer ${key}` });
  await byKey.closed;
  expect(byKey.kinds()).toEqual(['budgets.sockets']);
});

it('the client of the product is told that it is one subscription too many', async () => {
  await using server = await httpApp({ settings: { budgets: roomy } });
  const { client, workspaceId } = server.app;
  const { key } = await client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
  const Socket = WebSocket as unknown as typeof globalThis.WebSocket;
  const tool = createWebSocketClient({ url: server.url, apiKey: key, WebSocket: Socket });
  const outcome = () =>
    new Promise((resolve) =>
      tool.feed.changes.subscribe(
        { workspaceId },
        { onStarted: () => resolve('started'), onError: ({ data }) => resolve((data as { kind: string }).kind) },
      ),
    );
  const outcomes = await Promise.all([outcome(), outcome(), outcome(), outcome()]);
  expect(outcomes.toSorted()).toEqual(['limited', 'started', 'started', 'started']);
});
