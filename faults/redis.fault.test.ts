import { expect, test } from 'vitest';
import { answerOf, ask, expectLedger, longEnough, scriptedWords, sleep } from './rig/ledger.ts';
import { type Rig, until } from './rig/rig.ts';
import { sharedRig } from './rig/shared-rig.ts';
import { size } from './rig/size.ts';
import { watch } from './rig/watch-stream.ts';

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
    const url = rig.urls[0] as string;
    const accepted: Awaited<ReturnType<typeof ask>>[] = [];
    let mended = 0;
    await fault();
    try {
      if (away) await until(async () => (await readyz(url)).redis === 'down', 'a server that says so', 15);
      const asking = Array.from({ length: 10 }, async (_, i) => {
        await sleep(i * size(150, 3_000));
        accepted.push(await ask(rig, `scripted:tokens=30,seed=${i}`));
      });
      await Promise.all(asking);
      // the process lives, answers reads and takes writes
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    } finally {
      mended = Date.now();
      await mend();
    }
    await until(
      async () =>
        (await Promise.all(accepted.map((one) => answerOf(rig, one)))).every(({ status }) => status === 'complete'),
      'all of them answered',
      60,
    );
    process.stdout.write(`R16 ${name}: drained ${Date.now() - mended} ms after the return\n`);
    // seconds on a machine of its own; this one may be shared
    expect(Date.now() - mended).toBeLessThanOrEqual(size(40_000, 15_000));
    const received = await Promise.all(watching);
    await expectLedger(rig, [...streaming, ...accepted]);
    for (const [i, one] of streaming.entries()) {
      const stored = await answerOf(rig, one);
      expect(received[i]).toMatchObject({ text: stored.content, status: 'succeeded' });
      expect(stored.content.trim()).toBe(scriptedWords(size(80, 900)));
    }
    await until(async () => (await readyz(url)).status === 'ok', 'a server that is well', 15);
  },
);

async function readyz(url: string): Promise<{ status: string; redis: string; degraded: string[] }> {
  return (await (await fetch(`${url}/readyz`)).json()) as { status: string; redis: string; degraded: string[] };
}

test('R17: Redis fills up: people are told at 70 %, new work is refused at 85 %, what was accepted goes on, and comes through even a full one', async () => {
  const rig = await openRig();
  const url = rig.urls[0] as string;
  await rig.startWorker();
  const accepted = await Promise.all(
    Array.from({ length: 5 }, (_, i) => ask(rig, `scripted:tps=20,tokens=100,seed=${i}`)),
  );
  const watching = accepted.map(({ runId }) => watch(rig, runId));
  const limit = (await usedBy(rig)) + 40_000_000;
  await rig.redis.config('SET', 'maxmemory', limit);
  try {
    await fillTo(rig, 0.72 * limit);
    await until(
      async () => (await readyz(url)).degraded.some((fault) => /Redis is 7\d % full/.test(fault)),
      'the alarm',
      10,
    );
    accepted.push(await ask(rig, 'scripted:tokens=20'));

    await fillTo(rig, 0.87 * limit);
    // what it knows of Redis is a second old
    let refusal = await tryToAsk(rig);
    for (; refusal.status === 200; refusal = await tryToAsk(rig)) accepted.push(refusal.sent);
    expect(refusal).toMatchObject({ status: 503, retryAfter: '5' });
    // what was accepted goes on: these came before, and stream
    await Promise.all(accepted.map((one) => longEnough(rig, one, 40)));

    await fillTo(rig, limit);
    await sleep(size(1_000, 10_000));
  } finally {
    await rig.redis.config('SET', 'maxmemory', 0);
    const junk = await rig.redis.keys('junk:*');
    if (junk.length > 0) await rig.redis.del(junk);
  }
  const received = await Promise.all(watching);
  const again = await until(async () => {
    const { status, sent } = await tryToAsk(rig);
    return status === 200 ? sent : undefined;
  }, 'a server that takes work again');
  await expectLedger(rig, [...accepted, again]);
  for (const [i, { text, status }] of received.entries()) {
    const stored = await answerOf(rig, accepted[i] as (typeof accepted)[number]);
    expect({ text, status }).toEqual({ text: stored.content, status: 'succeeded' });
    expect(stored.content.trim()).toBe(scriptedWords(100));
  }
});

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

const usedBy = async ({ redis }: Rig) => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);

/** Fills Redis with what is not ours until so much is taken, or it takes no more. */
async function fillTo(rig: Rig, octets: number): Promise<void> {
  const junk = 'x'.repeat(200_000);
  for (let n = 0; (await usedBy(rig)) < octets; n += 1) {
    const taken = await rig.redis.set(`junk:${octets}:${n}`, junk).catch(() => undefined);
    if (taken === undefined) return;
  }
}

type Sent = { messageId: string; answerId: string; runId: string };

/** Asks as any HTTP client does, and keeps what it is told. */
async function tryToAsk({ client, urls, apiKey, workspaceId }: Rig) {
  const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
  const response = await fetch(`${urls[0]}/trpc/chat.send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ conversationId, text: 'Count for me, please', model: 'scripted:tokens=20' }),
  });
  const { result } = (await response.json()) as { result?: { data: Sent } };
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, sent: { ...(result?.data as Sent), conversationId } };
}
