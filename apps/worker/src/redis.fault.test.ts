import { expect, test } from 'vitest';
import { answerOf, ask, expectLedger, longEnough, scriptedWords, sleep } from '../test/ledger.ts';
import { type Rig, until } from '../test/rig.ts';
import { sharedRig } from '../test/shared-rig.ts';
import { size } from '../test/size.ts';
import { watch } from '../test/watch-stream.ts';

const openRig = sharedRig({ lines: true });

/** Each breaks Redis in its way; `mend` ends it. The half-open line is noticed by silence alone. */
const faults: Record<string, (rig: Rig) => { fault(): Promise<unknown>; mend(): Promise<unknown>; away: boolean }> = {
  'restarted after kill -9': ({ redisServer }) => ({
    fault: () => redisServer.kill(),
    mend: () => redisServer.start(),
    away: true,
  }),
  'unreachable for a while': ({ redisLine }) => ({
    fault: async () => redisLine.cut(),
    mend: async () => redisLine.mend(),
    away: true,
  }),
  'behind a half-open line': ({ redisLine }) => ({
    fault: async () => redisLine.hold(),
    mend: async () => redisLine.mend(),
    away: true,
  }),
  'a replica that refuses writes': ({ redis }) => ({
    fault: () => redis.replicaof('127.0.0.1', 1),
    mend: () => redis.replicaof('NO', 'ONE'),
    away: false,
  }),
  'kicking its clients out': ({ redis }) => ({
    fault: () => redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
    mend: () => redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub'),
    away: false,
  }),
};

test.each(Object.entries(faults))(
  'R16: Redis is %s: what is asked is accepted, watchers go on, all drains within 15 s of the return',
  async (name, make) => {
    const rig = await openRig();
    await rig.startWorker();
    const { fault, mend, away } = make(rig);
    const streaming = await Promise.all(
      Array.from({ length: 5 }, (_, i) => ask(rig, `scripted:tps=20,tokens=${size(80, 900)},seed=${i}`)),
    );
    const watching = streaming.map(({ runId }) => watch(rig, runId));
    await Promise.all(streaming.map((one) => longEnough(rig, one, 20)));
    await fault();
    const url = rig.urls[0] as string;
    if (away) await until(async () => (await readyz(url)).redis === 'down', 'a server that says so', 15);
    const accepted = await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        await sleep(i * size(150, 3_000));
        return ask(rig, `scripted:tokens=30,seed=${i}`);
      }),
    );
    // the process lives, answers reads and takes writes
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const mended = Date.now();
    await mend();
    await until(
      async () =>
        (await Promise.all(accepted.map((one) => answerOf(rig, one)))).every(({ status }) => status === 'complete'),
      'all of them answered',
    );
    process.stdout.write(`R16 ${name}: drained ${Date.now() - mended} ms after the return\n`);
    expect(Date.now() - mended).toBeLessThanOrEqual(15_000);
    const received = await Promise.all(watching);
    await expectLedger(rig, [...streaming, ...accepted]);
    for (const [i, one] of streaming.entries()) {
      const stored = await answerOf(rig, one);
      expect(received[i]).toMatchObject({ text: stored.content, status: 'succeeded' });
      expect(stored.content.trim()).toBe(scriptedWords(size(80, 900)));
    }
    expect((await readyz(url)).status).toBe('ok');
  },
);

async function readyz(url: string): Promise<{ status: string; redis: string; degraded: string[] }> {
  return (await (await fetch(`${url}/readyz`)).json()) as { status: string; redis: string; degraded: string[] };
}

test('R2: Redis is flushed twice in mid-work: every accepted run ends once, nothing is lost or doubled', async () => {
  const rig = await openRig();
  await rig.startWorker({ LANE_CHAT: '8' });
  await rig.startWorker({ LANE_CHAT: '8' });
  const flushes = (async () => {
    for (let i = 0; i < 2; i += 1) {
      await sleep(1_200);
      await rig.redis.flushall();
    }
  })();
  const accepted = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      await sleep(i * 50);
      if (i % 3 > 0) return ask(rig, `scripted:tps=100,tokens=80,seed=${i}`);
      const text = `# Note ${i}\n\nThe pump number ${i} is serviced in March.`;
      return rig.client.sources.create.mutate({ workspaceId: rig.workspaceId, kind: 'text', title: `Note ${i}`, text });
    }),
  );
  await flushes;
  await expectLedger(rig, accepted);
  for (const answer of accepted) {
    if ('answerId' in answer) expect((await answerOf(rig, answer)).content.trim()).toBe(scriptedWords(80));
  }
  const sources = await rig.db
    .selectFrom('sources')
    .where('sources.workspaceId', '=', rig.workspaceId)
    .leftJoin('chunks', 'chunks.sourceId', 'sources.id')
    .select(['sources.id', 'status'])
    .execute();
  expect(sources.map((source) => source.status)).toEqual(Array.from({ length: 20 }, () => 'ready'));
});
