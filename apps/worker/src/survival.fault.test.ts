import { expect, test } from 'vitest';
import { answerOf, ask, expectLedger, quantile, scriptedWords, sleep } from '../test/ledger.ts';
import { openRig, until } from '../test/rig.ts';
import { seeded, watchWithCuts } from '../test/watch-stream.ts';

test('R22: 20 streams over two servers, each cut 10 times: what was received is what is stored', async () => {
  await using rig = await openRig();
  await rig.startServer();
  await rig.startWorker();
  const random = seeded(22);
  const asked = await Promise.all(
    Array.from({ length: 20 }, (_, i) => ask(rig, `scripted:tps=40,tokens=200,seed=${i}`)),
  );
  const received = await Promise.all(
    asked.map(({ runId }) => watchWithCuts({ urls: rig.urls, apiKey: rig.apiKey, runId, cuts: 10, random })),
  );
  for (const [i, answer] of asked.entries()) {
    const stored = await answerOf(rig, answer);
    expect(received[i]).toMatchObject({ text: stored.content, status: 'succeeded', cuts: 10 });
    expect(stored.content.trim()).toBe(scriptedWords(200));
  }
  await expectLedger(rig, asked);
});

test('R4: a worker that is killed with 20 runs in hand: another takes all of them within 12 s', async () => {
  await using rig = await openRig();
  const first = await rig.startWorker();
  // silent until long after the kill, so that nothing is put out and the runs may start again
  const asked = await Promise.all(Array.from({ length: 20 }, () => ask(rig, 'scripted:ttft=20000,tokens=5')));
  await until(async () => (await running(rig)) === 20, 'all of them running');
  const [{ now }] = (await clock(rig)) as [{ now: Date }];
  await first.kill('SIGKILL');
  await rig.startWorker();
  const restarted = await until(async () => {
    const rows = await rig.db.selectFrom('runs').select(['crashes', 'status', 'heartbeatAt', 'worker']).execute();
    return rows.every((row) => row.crashes === 1 && row.status === 'running') ? rows : undefined;
  }, 'all of them running again');
  const waits = restarted.map((row) => Number(row.heartbeatAt) - Number(now));
  process.stdout.write(`R4 restart after kill -9: p50 ${quantile(waits, 0.5)} ms, p95 ${quantile(waits, 0.95)} ms\n`);
  expect(quantile(waits, 0.95)).toBeLessThanOrEqual(12_000);
  for (const { runId } of asked) await rig.client.jobs.cancel.mutate({ runId });
  await expectLedger(rig, asked);
});

test('an answer whose worker is killed in mid-sentence is shown interrupted, keeps its text and is continued', async () => {
  await using rig = await openRig();
  const first = await rig.startWorker();
  const asked = await ask(rig, 'scripted:tps=20,tokens=400');
  const watching = watchWithCuts({
    urls: rig.urls,
    apiKey: rig.apiKey,
    runId: asked.runId,
    cuts: 0,
    random: Math.random,
  });
  await sleep(3_000);
  await first.kill('SIGKILL');
  await rig.startWorker();
  const received = await watching;
  expect(received.status).toBe('interrupted');
  const stored = await answerOf(rig, asked);
  expect(stored).toMatchObject({ status: 'interrupted', content: received.text });
  expect(scriptedWords(400).startsWith(stored.content.trim())).toBe(true);
  expect(stored.content.length).toBeGreaterThan(50);
  expect(rig.model.requests.filter((request) => request.path.endsWith('/chat/completions'))).toHaveLength(1);

  const continued = await rig.client.chat.continue.mutate({ answerId: asked.answerId });
  await rig.client.jobs.cancel.mutate({ runId: continued.runId });
  await until(async () => (await answerOf(rig, asked)).status === 'stopped', 'the end of the continuation');
  expect((await answerOf(rig, asked)).content.startsWith(stored.content)).toBe(true);
  await expectLedger(rig, [asked, continued]);
});

test('when the last worker dies, the server still says interrupted, and still ends what is cancelled', async () => {
  await using rig = await openRig();
  const worker = await rig.startWorker();
  const asked = await ask(rig, 'scripted:tps=20,tokens=400');
  const watching = watchWithCuts({
    urls: rig.urls,
    apiKey: rig.apiKey,
    runId: asked.runId,
    cuts: 0,
    random: Math.random,
  });
  await sleep(3_000);
  await worker.kill('SIGKILL');
  expect((await watching).status).toBe('interrupted');
  expect((await answerOf(rig, asked)).status).toBe('interrupted');
  const queued = await ask(rig, 'scripted:tokens=5');
  await rig.client.chat.stop.mutate({ answerId: queued.answerId });
  await until(async () => (await answerOf(rig, queued)).status === 'stopped', 'the end of what was cancelled', 5);
});

test('R5: a worker that froze for 20 s and wakes up finds itself fenced: one result, from the one that took over', async () => {
  await using rig = await openRig();
  const frozen = await rig.startWorker();
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(rig, 'scripted:ttft=4000,tps=50,tokens=40')));
  await until(async () => (await running(rig)) === 5, 'all of them running');
  frozen.send('SIGSTOP');
  await rig.startWorker();
  await sleep(20_000);
  frozen.send('SIGCONT');
  await expectLedger(rig, asked);
  await sleep(3_000);
  for (const answer of asked) {
    const stored = await answerOf(rig, answer);
    expect(stored.status).toBe('complete');
    expect(stored.content.trim()).toBe(scriptedWords(40));
    const received = await watchWithCuts({
      urls: rig.urls,
      apiKey: rig.apiKey,
      runId: answer.runId,
      cuts: 0,
      random: Math.random,
    });
    expect(received).toMatchObject({ text: stored.content, status: 'succeeded' });
  }
});

test('R13: an answer is cancelled from the other server within 2 s, in every state, and the model sees its line closed', async () => {
  await using rig = await openRig();
  await rig.startServer();
  const other = rig.urls[1] as string;
  const queued = await ask(rig, 'scripted:tokens=5');
  await rig.startWorker();
  await expectLedger(rig, [queued]);

  const waitingForModel = await ask(rig, 'scripted:ttft=30000,tokens=5');
  const streaming = await ask(rig, 'scripted:tps=20,tokens=2000');
  await until(
    async () => rig.model.requests.filter((request) => request.finishedAt === undefined).length === 2,
    'both at the model',
  );
  await sleep(1_000);
  for (const { answerId } of [waitingForModel, streaming]) {
    const before = Date.now();
    await call(other, rig.apiKey, 'chat.stop', { answerId });
    await until(async () => {
      const rows = await rig.db.selectFrom('messages').select('status').where('id', '=', answerId).execute();
      return rows[0]?.status === 'stopped';
    }, 'stopped');
    process.stdout.write(`R13 cancel took ${Date.now() - before} ms\n`);
    expect(Date.now() - before).toBeLessThanOrEqual(2_000);
  }
  await until(
    async () => rig.model.requests.every((request) => request.finishedAt !== undefined),
    'the model sees its lines closed',
    2,
  );
  const { content } = await answerOf(rig, streaming);
  await sleep(1_000);
  expect((await answerOf(rig, streaming)).content).toBe(content);
  expect(content.length).toBeGreaterThan(20);
  await expectLedger(rig, [queued, waitingForModel, streaming]);
});

test('R2: Redis is flushed twice in mid-work: every accepted run ends once, nothing is lost or doubled', async () => {
  await using rig = await openRig();
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
    .leftJoin('chunks', 'chunks.sourceId', 'sources.id')
    .select(['sources.id', 'status'])
    .execute();
  expect(sources.map((source) => source.status)).toEqual(Array.from({ length: 20 }, () => 'ready'));
});

async function running({ db }: Awaited<ReturnType<typeof openRig>>): Promise<number> {
  const rows = await db.selectFrom('runs').select('id').where('status', '=', 'running').execute();
  return rows.length;
}

function clock({ db }: Awaited<ReturnType<typeof openRig>>): Promise<{ now: Date }[]> {
  return db.selectNoFrom((eb) => eb.fn<Date>('now').as('now')).execute();
}

async function call(url: string, apiKey: string, path: string, input: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input) });
  expect(response.status).toBe(200);
}
