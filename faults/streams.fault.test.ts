import { readFileSync } from 'node:fs';
import net from 'node:net';
import { openBus } from '@millrace/bus/open-bus';
import { expect, test } from 'vitest';
import { answerOf, ask, billed, expectLedger, longEnough, quantile, scriptedWords, sleep } from './rig/ledger.ts';
import { type Rig, type Tenant, until } from './rig/rig.ts';
import { sharedRig } from './rig/shared-rig.ts';
import { isLong, size } from './rig/size.ts';
import { type Place, type Received, seeded, watch, watchWithCuts } from './rig/watch-stream.ts';

const openRig = sharedRig();

test('R22: streams over two servers, each cut 10 times, a tenth of them with a worker that is killed: what was received is what is stored', async () => {
  const rig = await openRig();
  const [streams, tokens] = size([40, 120], [500, 300]);
  await rig.startServer();
  const doomed = await rig.startWorker({ LANE_CHAT: String(streams / 10) });
  const random = seeded(22);
  const watching: Promise<Received>[] = [];
  // watched at once: a stream that has ended is no longer cut
  const onAsked = ({ runId }: { runId: string }) =>
    watching.push(watchWithCuts({ urls: rig.urls, apiKey: rig.apiKey, runId, cuts: 10, random }));
  // the model of these falls silent in the middle, so that they are surely under way when their worker is killed
  const silent = `tps=40,tokens=${tokens},hang=${tokens / 2},fail-first=1`;
  const first = await asking(rig, streams / 10, { knobs: silent, onAsked });
  await until(async () => billed(rig) === streams / 10, 'the doomed worker at the model');
  await rig.startWorker();
  const knobs = `tps=${size(40, 15)},tokens=${tokens}`;
  const others = await asking(rig, streams - first.length, { knobs, onAsked });
  await Promise.all(first.map((one) => longEnough(rig, one, 100)));
  await doomed.kill('SIGKILL');
  const received = await Promise.all(watching);
  for (const [i, answer] of [...first, ...others].entries()) {
    const stored = await answerOf(rig, answer);
    const ended = i < first.length ? ['interrupted', 'interrupted'] : ['complete', 'succeeded'];
    expect([stored.status, received[i]?.status]).toEqual(ended);
    expect(received[i]?.text).toBe(stored.content);
    if (i >= first.length) expect(stored.content.trim()).toBe(scriptedWords(tokens));
    else expect(scriptedWords(tokens / 2).startsWith(stored.content.trim())).toBe(true);
  }
  expect(received.reduce((sum, { cuts }) => sum + cuts, 0)).toBeGreaterThan(streams);
  const again = await Promise.all(first.map(({ answerId }) => rig.client.chat.regenerate.mutate({ answerId })));
  await expectLedger(rig, [...first, ...others, ...again]);
  for (const [i, { answerId }] of again.entries()) {
    const { conversationId } = first[i] as (typeof first)[number];
    expect((await answerOf(rig, { conversationId, answerId })).content.trim()).toBe(scriptedWords(tokens));
  }
  expect(billed(rig)).toBe(streams + again.length);
});

/** What may have become of the log while a watcher was away. */
const losses: Record<string, (rig: Rig, runId: string) => Promise<unknown>> = {
  'the answer finished': async () => {},
  'its beginning was trimmed': async ({ redis }, runId) => {
    await redis.ltrim(`millrace:log:run:${runId}`, -1, -1);
    const meta = `millrace:meta:run:${runId}`;
    await redis.hset(meta, 'first', (await redis.hget(meta, 'seq')) ?? '');
  },
  'its time was over': ({ redis }, runId) => redis.del(`millrace:log:run:${runId}`, `millrace:meta:run:${runId}`),
  'Redis was flushed': ({ redis }) => redis.flushall(),
};

test('R23: a watcher that comes back after the log was lost in any way has the whole answer at once, in one snapshot', async () => {
  const rig = await openRig();
  await rig.startWorker();
  for (const [name, lose] of Object.entries(losses)) {
    const asked = await ask(rig, `scripted:tps=200,tokens=60,seed=${name.length}`);
    const places: Place[] = [];
    const { urls, apiKey } = rig;
    const options = { urls, apiKey, runId: asked.runId, cuts: 0, random: Math.random };
    await watchWithCuts({ ...options, onEvent: (place) => places.push(place) });
    const stored = await answerOf(rig, asked);
    await lose(rig, asked.runId);
    const before = performance.now();
    const received = await watchWithCuts({ ...options, from: places[3] as Place });
    process.stdout.write(`R23 ${name}: ${received.events} events in ${Math.round(performance.now() - before)} ms\n`);
    expect(performance.now() - before).toBeLessThanOrEqual(size(5_000, 1_000));
    expect(received).toMatchObject({ text: stored.content, ended: true, status: 'succeeded' });
    if (name !== 'the answer finished') expect(received.events).toBeLessThanOrEqual(3);
    // and one that never saw anything
    expect(await watch(rig, asked.runId)).toMatchObject({ text: stored.content, ended: true });
  }
});

test('R24: readers that take nothing cost the server no memory and the others no time', async () => {
  const rig = await openRig();
  await rig.startWorker();
  const [slow, fast, events] = size([25, 10, 400], [50, 50, 1_000]);
  // its model is silent: what flows is said by the test, in the name of the attempt that runs
  const asked = await ask(rig, 'scripted:ttft=600000,tokens=5');
  const attempt = await until(async () => (await runRow(rig, asked.runId))?.attempt, 'the run');
  const bus = openBus({ redisUrl: rig.redisUrl, prefix: 'millrace:', onError: () => {} });
  const pid = rig.servers[0]?.child.pid as number;
  const sluggards = Array.from({ length: slow }, () => openSluggard(rig, asked.runId));
  let heard = 0;
  const latencies: number[] = [];
  const watching = Array.from({ length: fast }, () =>
    watchWithCuts({
      ...{ urls: rig.urls, apiKey: rig.apiKey, runId: asked.runId, cuts: 0, random: Math.random },
      onEvent: ({ state }) => {
        const said = Number(state.step);
        if (!(said > 0)) return;
        heard += 1;
        latencies.push(performance.timeOrigin + performance.now() - said);
      },
    }),
  );
  await until(
    async () => (await rig.redis.pubsub('NUMSUB', `millrace:on:run:${asked.runId}`))[1] === 1,
    'the watchers',
  );
  await sleep(500);
  const before = memoryOf(pid);
  let most = before;
  const text = 'x'.repeat(20_000);
  for (let i = 1; i <= events; i += 1) {
    const progress = { step: String(performance.timeOrigin + performance.now()), reasoning: { at: 0, text } };
    await bus.append(`run:${asked.runId}`, attempt, JSON.stringify({ type: 'progress', progress }));
    if (i % 20 === 0) await until(async () => heard >= i * fast, `event ${i} at all fast ones`);
    most = Math.max(most, memoryOf(pid));
  }
  const grown = (most - before) / 1e6;
  process.stdout.write(
    `R24: ${slow} slow readers beside ${fast}: +${grown.toFixed(0)} MB, p99 ${Math.round(quantile(latencies, 0.99))} ms\n`,
  );
  // all of it unsent would be as much again for each of them
  expect(grown).toBeLessThan((slow * events * text.length) / 1e6 / 2);
  if (isLong) expect([grown <= 50, quantile(latencies, 0.99) <= 250]).toEqual([true, true]);
  for (const sluggard of sluggards) sluggard.destroy();
  await rig.client.jobs.cancel.mutate({ runId: asked.runId });
  expect((await Promise.all(watching)).map(({ status }) => status)).toEqual(watching.map(() => 'cancelled'));
  await bus.close();
  await expectLedger(rig, [asked]);
});

test('a watcher of another workspace gets nothing, and rights that are withdrawn end a stream within 5 s', async () => {
  const rig = await openRig();
  await rig.startWorker();
  const asked = await ask(rig, 'scripted:tps=20,tokens=2000');
  const stranger = await openStream(rig, await rig.newTenant(), asked.runId);
  const told = await stranger.text();
  expect(told).toContain('not-found');
  expect(told).not.toMatch(/w0|snapshot|progress/);
  const own = await openStream(rig, rig, asked.runId);
  expect(own.status).toBe(200);
  await longEnough(rig, asked, 20);
  await rig.db
    .updateTable('apiKeys')
    .set({ revokedAt: new Date() })
    .where('workspaceId', '=', rig.workspaceId)
    .execute();
  const withdrawn = performance.now();
  const text = await own.text();
  process.stdout.write(
    `S5: the stream ended ${Math.round(performance.now() - withdrawn)} ms after its right was withdrawn\n`,
  );
  expect(performance.now() - withdrawn).toBeLessThanOrEqual(5_000);
  expect(text).toContain('w0');
  expect(text).toContain('unauthenticated');
  await rig.db.updateTable('apiKeys').set({ revokedAt: null }).where('workspaceId', '=', rig.workspaceId).execute();
  await rig.client.jobs.cancel.mutate({ runId: asked.runId });
  await expectLedger(rig, [asked]);
});

test.runIf(isLong)(
  'R25: 1,000 idle and 200 active streams with 20 chunks a second each: p50 ≤ 10 ms, p99 ≤ 150 ms from the model to the watcher',
  async () => {
    const rig = await openRig();
    await rig.startWorker();
    const [idle, active, seconds] = [1_000, 200, 20];
    const silent = await Promise.all(Array.from({ length: 20 }, () => ask(rig, 'scripted:ttft=600000,tokens=5')));
    const waiting = Array.from({ length: idle }, (_, i) => openStream(rig, rig, silent[i % 20]?.runId ?? ''));
    await Promise.all(waiting);
    const asked = [];
    for (let i = 0; i < active; i += 1)
      asked.push(await ask(rig, `scripted:text=clock,tps=20,tokens=${seconds * 20},ttft=20000,seed=${i}`));
    const latencies: number[] = [];
    const options = { urls: rig.urls, apiKey: rig.apiKey, cuts: 0, random: Math.random };
    await Promise.all(
      asked.map(({ runId }) => {
        let seen = 0;
        const onEvent = ({ state }: Place) => {
          const now = Number(process.hrtime.bigint() / 1_000n);
          for (const [, at] of state.content.slice(seen).matchAll(/clock(\d+)/g))
            latencies.push((now - Number(at)) / 1_000);
          seen = state.content.length;
        };
        return watchWithCuts({ ...options, runId, onEvent });
      }),
    );
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    process.stdout.write(`R25: ${latencies.length} chunks, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms\n`);
    expect(latencies.length).toBe(active * seconds * 20);
    expect([p50 <= 10, p99 <= 150]).toEqual([true, true]);
    for (const { runId } of silent) await rig.client.jobs.cancel.mutate({ runId });
    await expectLedger(rig, [...silent, ...asked]);
  },
);

type Asking = { knobs: string; onAsked(asked: { runId: string }): void };

async function asking(rig: Rig, count: number, { knobs, onAsked }: Asking) {
  const asked: Awaited<ReturnType<typeof ask>>[] = [];
  for (let from = 0; from < count; from += 20) {
    const some = Array.from({ length: Math.min(20, count - from) }, (_, i) => from + i);
    const ones = await Promise.all(some.map((i) => ask(rig, `scripted:${knobs},seed=${i}`)));
    // watched at once: a stream that has ended before is no longer cut
    ones.forEach(onAsked);
    asked.push(...ones);
  }
  return asked;
}

const runRow = ({ db }: Rig, runId: string) =>
  db.selectFrom('runs').select('attempt').where('id', '=', runId).where('status', '=', 'running').executeTakeFirst();

const watchPath = (runId: string) => `/trpc/jobs.watch?input=${encodeURIComponent(JSON.stringify({ runId }))}`;

function openStream({ urls }: Rig, { apiKey }: Tenant, runId: string): Promise<Response> {
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'text/event-stream' };
  return fetch(`${urls[0]}${watchPath(runId)}`, { headers });
}

/** Asks for a stream and never reads it. */
function openSluggard({ urls, apiKey }: Rig, runId: string): net.Socket {
  const url = new URL(urls[0] as string);
  const socket = net.connect(Number(url.port), url.hostname);
  socket.on('error', () => {});
  socket.pause();
  socket.write(
    `GET ${watchPath(runId)} HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${apiKey}\r\naccept: text/event-stream\r\n\r\n`,
  );
  return socket;
}

/** Octets that a process holds in memory. */
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
