import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenersOn } from '@millrace/features/test/test-redis';
import { describe, expect, it } from 'vitest';
import { type HttpApp, httpApp } from '../test/http-app.ts';
import { clientOf, numbers, progress, running, say, succeed, type Way, ways } from '../test/streams.ts';

type Seen = { id: string; data: unknown };

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

const seqOf = ({ id }: Seen) => Number(id.split('.')[1]);

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
