import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@millrace/client/create-client';
import { createWebSocketClient } from '@millrace/client/create-websocket-client';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { toJson } from '@millrace/db/to-json';
import { listenersOn } from '@millrace/features/test/test-redis';
import { EventSource } from 'eventsource';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type HttpApp, httpApp } from '../test/http-app.ts';

type Seen = { id: string; data: unknown };

type Way = { way: string; transport: 'sse' | 'websocket'; direct: boolean };

/** A browser's client that is signed in. */
function clientOf({ url, cookie }: HttpApp, transport: Way['transport']) {
  class Socket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { cookie } });
    }
  }
  const withCookie = (input: string | URL | Request, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...(init.headers as Record<string, string>), cookie } });
  class Source extends EventSource {
    constructor(address: string | URL) {
      super(address, { fetch: withCookie });
    }
  }
  // their types name more than the browser's
  return transport === 'websocket'
    ? createWebSocketClient({ url, WebSocket: Socket as unknown as typeof globalThis.WebSocket })
    : createClient({ url, EventSource: Source as unknown as typeof globalThis.EventSource });
}

/** What a client of the real `@trpc/client` is told of a run. */
function watch(http: HttpApp, transport: Way['transport'], runId: string, lastEventId?: string) {
  const events: Seen[] = [];
  const client = clientOf(http, transport);
  const end = Promise.withResolvers<'complete' | { kind: string }>();
  const subscription = client.jobs.watch.subscribe(
    { runId, lastEventId },
    {
      onData: ({ id, data }) => void events.push({ id, data }),
      onComplete: () => end.resolve('complete'),
      onError: (error) => end.resolve({ kind: (error.data as { kind: string }).kind }),
    },
  );
  return { events, ended: end.promise, leave: () => subscription.unsubscribe() };
}

async function running({ app }: HttpApp): Promise<string> {
  const id = randomUUID();
  const { workspaceId } = app;
  await app.services.db
    .insertInto('runs')
    .values({ id, workspaceId, name: 'chat.answer-message', lane: 'chat', payload: toJson({}), status: 'running' })
    .execute();
  return id;
}

const say = ({ app }: HttpApp, runId: string, event: JobEvent) =>
  app.services.bus.append(`run:${runId}`, 1, JSON.stringify(event));
const progress = (n: number, text = `Wort ${n} – 語 \n`): JobEvent => ({ type: 'progress', progress: { n, text } });

async function succeed(http: HttpApp, runId: string): Promise<void> {
  await http.app.services.db.updateTable('runs').set({ status: 'succeeded' }).where('id', '=', runId).execute();
  await say(http, runId, { type: 'succeeded', result: null });
}

const seqOf = ({ id }: Seen) => Number(id.split('.')[1]);
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const ways: Way[] = [
  { way: 'past the web streams', transport: 'sse', direct: true },
  { way: 'the way of tRPC itself', transport: 'sse', direct: false },
  { way: 'over a WebSocket', transport: 'websocket', direct: true },
];

describe.each(ways)('a stream, $way', ({ transport, direct }) => {
  const open = () => httpApp({}, { direct });

  it('tells what was and what comes, each once and in order, and that it is over', async () => {
    await using http = await open();
    const runId = await running(http);
    for (const n of numbers(1, 20)) await say(http, runId, progress(n));
    const watching = watch(http, transport, runId);
    for (const n of numbers(21, 200)) await say(http, runId, progress(n));
    await succeed(http, runId);
    expect(await watching.ended).toBe('complete');
    expect(watching.events.map(seqOf)).toEqual(numbers(1, 201));
    expect(watching.events[41]?.data).toEqual(progress(42));
    expect(watching.events.at(-1)?.data).toEqual({ type: 'succeeded', result: null });
  });

  it('goes on after the last event that was received', async () => {
    await using http = await open();
    const runId = await running(http);
    for (const n of numbers(1, 10)) await say(http, runId, progress(n));
    const first = watch(http, transport, runId);
    await expect.poll(() => first.events.length).toBe(10);
    first.leave();
    await succeed(http, runId);
    const second = watch(http, transport, runId, first.events[6]?.id);
    expect(await second.ended).toBe('complete');
    expect(second.events.map(seqOf)).toEqual([8, 9, 10, 11]);
  });

  it('is whole again by a snapshot when its log is gone', async () => {
    await using http = await open();
    const runId = await running(http);
    await http.app.services.db.updateTable('runs').set({ status: 'succeeded' }).where('id', '=', runId).execute();
    const watching = watch(http, transport, runId, '1700000000000000.5');
    expect(await watching.ended).toBe('complete');
    expect(watching.events).toMatchObject([{ data: { type: 'snapshot', status: 'succeeded' } }]);
  });

  it('refuses strangers and the unknown before the first event', async () => {
    await using http = await open();
    const watching = watch(http, transport, randomUUID());
    expect(await watching.ended).toEqual({ kind: 'not-found' });
    expect(watching.events).toEqual([]);
  });

  it('ends with the reason when its watcher loses the right, in the midst of events', { timeout: 30_000 }, async () => {
    await using http = await open();
    const runId = await running(http);
    const watching = watch(http, transport, runId);
    await say(http, runId, progress(1));
    await expect.poll(() => watching.events.length).toBe(1);
    await http.app.services.db.deleteFrom('members').where('userId', '=', http.app.user.id).execute();
    expect(await watching.ended).toEqual({ kind: 'not-found' });
  });

  it('leaves the bus with its last watcher', async () => {
    await using http = await open();
    const runId = await running(http);
    const watching = watch(http, transport, runId);
    await say(http, runId, progress(1));
    await expect.poll(() => watching.events.length).toBe(1);
    const listeners = () => listenersOn(http.app.redisUrl, `${http.app.prefix}on:run:${runId}`);
    expect(await listeners()).toBe(1);
    watching.leave();
    await expect.poll(listeners).toBe(0);
  });

  it.skipIf(transport === 'websocket')('keeps nothing for a client that leaves before it begins', async () => {
    await using http = await open();
    const runId = await running(http);
    const input = encodeURIComponent(JSON.stringify({ runId }));
    const { hostname, port } = new URL(http.url);
    for (let waitMs = 0; waitMs < 30; waitMs += 1) {
      const socket = connect(Number(port), hostname);
      socket.write(`GET /trpc/jobs.watch?input=${input} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${http.cookie}\r\n\r\n`);
      await sleep(waitMs);
      socket.destroy();
    }
    // one that stays shows that all before it have been answered
    const watching = watch(http, transport, runId);
    await say(http, runId, progress(1));
    await expect.poll(() => watching.events.length).toBe(1);
    watching.leave();
    await expect.poll(() => listenersOn(http.app.redisUrl, `${http.app.prefix}on:run:${runId}`)).toBe(0);
  });

  it.skipIf(transport === 'websocket')(
    'waits for a reader that takes nothing, and then tells it everything once',
    { timeout: 60_000 },
    async () => {
      await using http = await open();
      const runId = await running(http);
      const input = encodeURIComponent(JSON.stringify({ runId }));
      const socket = connect(Number(new URL(http.url).port), '127.0.0.1');
      socket.write(`GET /trpc/jobs.watch?input=${input} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${http.cookie}\r\n\r\n`);
      socket.once('data', () => socket.pause());
      const filler = 'x'.repeat(20_000);
      // five times what the stream may hold for it, and more than the network's own buffers
      for (const n of numbers(1, 350)) await say(http, runId, progress(n, filler));
      await succeed(http, runId);
      const seen: number[] = [];
      let text = '';
      socket.setEncoding('utf8');
      for await (const part of socket.resume()) {
        text += part;
        if (text.includes('event: return')) break;
      }
      for (const [, seq] of text.matchAll(/^id: \d+\.(\d+)$/gm)) seen.push(Number(seq));
      expect(seen).toEqual(numbers(1, 351));
    },
  );
});
