import { randomUUID } from 'node:crypto';
import type { TopicEvent } from '@millrace/contract/jobs/topic-event';
import type { Topic } from '@millrace/contract/jobs/topics';
import { describe, expect, it } from 'vitest';
import { type HttpApp, httpApp } from '../test/http-app.ts';
import { clientOf, numbers, progress, running, say, succeed, type Way, ways } from '../test/streams.ts';

type Seen = { id: string; data: TopicEvent };

/** What the real `@trpc/client` receives for several topics over one connection. */
function watch(http: HttpApp, transport: Way['transport'], topics: Topic[], userId = http.app.user.id) {
  const events: Seen[] = [];
  const client = clientOf(http, transport);
  const end = Promise.withResolvers<'complete' | { reason: string }>();
  const subscription = client.jobs.watchTopics.subscribe(
    { userId, topics },
    {
      // JSON omits what is undefined, which the wire's type allows for every unknown
      onData: ({ id, data }) => void events.push({ id, data: data as TopicEvent }),
      onComplete: () => end.resolve('complete'),
      onError: (error) => end.resolve({ reason: (error.data as { reason: string }).reason }),
    },
  );
  const of = (key: string) => events.filter(({ data }) => data.key === key);
  return { events, of, ended: end.promise, leave: () => subscription.unsubscribe() };
}

const seqOf = ({ id }: Seen) => Number(id.split('.')[1]);
const change = { changed: { kind: 'source', id: '33333333-3333-4333-8333-333333333333' } };

describe.each(ways)('topics over one connection, $way', ({ transport, direct }) => {
  const open = () => httpApp({}, { direct });

  it('are each told what was and what comes, once and in order, and the whole ends with the last', async () => {
    await using http = await open();
    const runs = await Promise.all([running(http), running(http), running(http)]);
    const sayAll = async (n: number) => {
      for (const runId of runs) await say(http, runId, progress(n));
    };
    for (const n of numbers(1, 10)) await sayAll(n);
    const watching = watch(
      http,
      transport,
      runs.map((runId, i) => ({ key: `run${i}`, runId })),
    );
    for (const n of numbers(11, 60)) await sayAll(n);
    for (const runId of runs) await succeed(http, runId);
    expect(await watching.ended).toBe('complete');
    for (const i of [0, 1, 2]) {
      const events = watching.of(`run${i}`);
      expect(events.slice(0, -1).map(seqOf)).toEqual(numbers(1, 61));
      expect(events[41]?.data).toEqual({ key: `run${i}`, event: progress(42) });
      expect(events.at(-2)?.data).toEqual({ key: `run${i}`, event: { type: 'succeeded', result: null } });
      expect(events.at(-1)?.data).toEqual({ key: `run${i}`, ended: true });
    }
  });

  it('go on after the last event that each of them has brought, beside a feed', async () => {
    await using http = await open();
    const { workspaceId } = http.app;
    const runs = await Promise.all([running(http), running(http)]);
    for (const runId of runs) for (const n of numbers(1, 10)) await say(http, runId, progress(n));
    const feed = { key: 'feed', workspaceId };
    const first = watch(http, transport, [...runs.map((runId, i) => ({ key: `run${i}`, runId })), feed]);
    await expect.poll(() => first.events.length).toBeGreaterThanOrEqual(20);
    await expect
      .poll(async () => {
        await http.app.services.bus.append(`feed:${workspaceId}`, 0, JSON.stringify(change));
        return first.of('feed').length;
      })
      .toBeGreaterThan(0);
    expect(first.of('feed')[0]?.data).toEqual({ key: 'feed', event: change });
    first.leave();
    const at = (key: string, n: number) => first.of(key)[n]?.id as string;
    const again = watch(http, transport, [
      { key: 'a', runId: runs[0] as string, lastEventId: at('run0', 6) },
      { key: 'b', runId: runs[1] as string, lastEventId: at('run1', 2) },
      { ...feed, lastEventId: '1700000000000000.5' },
    ]);
    for (const runId of runs) await succeed(http, runId);
    await expect.poll(() => [again.of('a').length, again.of('b').length]).toEqual([5, 9]);
    expect(again.of('a').slice(0, -1).map(seqOf)).toEqual(numbers(8, 11));
    expect(again.of('b').slice(0, -1).map(seqOf)).toEqual(numbers(4, 11));
    // what the feed's log no longer has is reported as missed
    expect(again.of('feed')[0]?.data).toEqual({ key: 'feed', event: { changed: null } });
    again.leave();
  });

  it('that are refused are named with the reason, and the others go on', async () => {
    await using http = await open();
    const runId = await running(http);
    const eve = await http.app.as('eve');
    const watching = watch(http, transport, [
      { key: 'own', runId },
      { key: 'unknown', runId: randomUUID() },
      { key: 'foreign', workspaceId: eve.workspaceId },
    ]);
    await say(http, runId, progress(1));
    await expect.poll(() => watching.events.length).toBe(3);
    for (const key of ['unknown', 'foreign'])
      expect(watching.of(key)[0]?.data).toMatchObject({ error: { kind: 'not-found' } });
    expect(watching.of('own')[0]?.data).toEqual({ key: 'own', event: progress(1) });
    watching.leave();
    const none = watch(http, transport, [{ key: 'foreign', workspaceId: eve.workspaceId }]);
    expect(await none.ended).toBe('complete');
    expect(none.events).toHaveLength(1);
  });

  it('end one by one when their watcher loses the right to them', { timeout: 30_000 }, async () => {
    await using http = await open();
    const { db } = http.app.services;
    const runId = await running(http);
    const { id: other } = await http.app.client.workspaces.create.mutate({ name: 'Another' });
    const watching = watch(http, transport, [
      { key: 'run', runId },
      { key: 'other', workspaceId: other },
    ]);
    await say(http, runId, progress(1));
    await expect.poll(() => watching.of('run').length).toBe(1);
    await db.deleteFrom('members').where('workspaceId', '=', other).execute();
    await expect.poll(() => watching.of('other').at(-1)?.data).toMatchObject({ error: { kind: 'not-found' } });
    await say(http, runId, progress(2));
    await expect.poll(() => watching.of('run').length).toBe(2);
    watching.leave();
  });

  it('are nobody’s but those of the person whom the page shows', async () => {
    await using http = await open();
    const runId = await running(http);
    const eve = await http.app.as('eve');
    const watching = watch(http, transport, [{ key: 'run', runId }], eve.user.id);
    expect(await watching.ended).toEqual({ reason: 'session.somebody-else' });
    expect(watching.events).toEqual([]);
  });
});
