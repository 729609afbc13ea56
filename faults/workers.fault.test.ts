import { expect, test } from 'vitest';
import { answerOf, ask, billed, expectLedger, longEnough, quantile, scriptedWords } from './rig/ledger.ts';
import { type Rig, until } from './rig/rig.ts';
import { sharedRig } from './rig/shared-rig.ts';
import { size } from './rig/size.ts';
import { watch } from './rig/watch-stream.ts';

const openRig = sharedRig();

test('R4: a worker that is killed with 20 runs in hand: another takes all of them within 12 s', async () => {
  const rig = await openRig();
  const first = await rig.startWorker();
  // silent until long after the kill, so that nothing is put out and the runs may start again
  const asked = await Promise.all(Array.from({ length: 20 }, () => ask(rig, 'scripted:ttft=20000,tokens=5')));
  await until(async () => (await running(rig)) === 20, 'all of them running');
  await until(async () => billed(rig) === 20, 'all of them at the model');
  const [{ now }] = (await clock(rig)) as [{ now: Date }];
  await first.kill('SIGKILL');
  await rig.startWorker();
  const restarted = await until(async () => {
    const rows = await runsOf(rig).select(['crashes', 'status', 'heartbeatAt', 'worker']).execute();
    return rows.every((row) => row.crashes === 1 && row.status === 'running') ? rows : undefined;
  }, 'all of them running again');
  const waits = restarted.map((row) => Number(row.heartbeatAt) - Number(now));
  process.stdout.write(`R4 restart after kill -9: p50 ${quantile(waits, 0.5)} ms, p95 ${quantile(waits, 0.95)} ms\n`);
  expect(quantile(waits, 0.95)).toBeLessThanOrEqual(12_000);
  for (const { runId } of asked) await rig.client.jobs.cancel.mutate({ runId });
  await expectLedger(rig, asked);
  // what the dead worker had asked for may be billed, but not for a word
  const requests = await rig.db
    .selectFrom('modelRequests')
    .where('workspaceId', '=', rig.workspaceId)
    .select(['status', 'outputTokens'])
    .execute();
  expect(requests.filter(({ status }) => status === 'interrupted')).toHaveLength(20);
  expect(requests.every(({ outputTokens }) => outputTokens === 0)).toBe(true);
});

test('answers whose only worker is killed are interrupted within 10 s, keep their text and are continued; each attempt is billed once', async () => {
  const rig = await openRig();
  const worker = await rig.startWorker();
  const asked = await Promise.all(
    Array.from({ length: size(5, 50) }, (_, i) => ask(rig, `scripted:tps=20,tokens=100,seed=${i}`)),
  );
  const watching = asked.map(({ runId }) => watch(rig, runId));
  await Promise.all(asked.map((one) => longEnough(rig, one, 50)));
  await worker.kill('SIGKILL');
  // nobody else is there to say it: it is the server that does
  const received = await Promise.all(watching);
  for (const [i, one] of asked.entries()) {
    const stored = await answerOf(rig, one);
    expect(received[i]).toMatchObject({ status: 'interrupted', text: stored.content });
    expect(stored).toMatchObject({ status: 'interrupted' });
    expect(scriptedWords(100).startsWith(stored.content.trim())).toBe(true);
    expect(stored.content.length).toBeGreaterThan(50);
  }
  const ends = await runsOf(rig).select(['finishedAt', 'heartbeatAt']).execute();
  // from the last sign of life, which is older than the kill
  const waits = ends.map((row) => Number(row.finishedAt) - Number(row.heartbeatAt));
  process.stdout.write(
    `told interrupted after a silence of p50 ${quantile(waits, 0.5)} ms, max ${quantile(waits, 1)} ms\n`,
  );
  expect(quantile(waits, 1)).toBeLessThanOrEqual(10_000);
  expect(billed(rig)).toBe(asked.length);

  // without any worker a cancel still ends what waits
  const queued = await ask(rig, 'scripted:tokens=5');
  await rig.client.chat.stop.mutate({ answerId: queued.answerId });
  await until(async () => (await answerOf(rig, queued)).status === 'stopped', 'the end of what was cancelled', 10);

  await rig.startWorker();
  const continued = await Promise.all(asked.map(({ answerId }) => rig.client.chat.continue.mutate({ answerId })));
  await expectLedger(rig, [...asked, queued, ...continued]);
  for (const one of asked) {
    const stored = await answerOf(rig, one);
    expect({ status: stored.status, text: stored.content.trim() }).toEqual({
      status: 'complete',
      text: scriptedWords(100),
    });
  }
  expect(billed(rig)).toBe(2 * asked.length);
  // our own ledger says the same, of what the dead worker left open too
  const runIds = [...asked, ...continued].map(({ runId }) => runId);
  const noted = await rig.db.selectFrom('modelRequests').where('runId', 'in', runIds).select('status').execute();
  const each = (status: string) => asked.map(() => status);
  expect(noted.map(({ status }) => status).sort()).toEqual([...each('complete'), ...each('interrupted')]);
});

test('R5: a worker that was frozen while another took over wakes up fenced: one result, from the one that took over', async () => {
  const rig = await openRig();
  const frozen = await rig.startWorker();
  const asked = await Promise.all(Array.from({ length: 5 }, () => ask(rig, 'scripted:ttft=3000,tps=50,tokens=40')));
  await until(async () => (await running(rig)) === 5, 'all of them running');
  frozen.send('SIGSTOP');
  const second = await rig.startWorker();
  await expectLedger(rig, asked);
  const before = await Promise.all(asked.map((one) => answerOf(rig, one)));
  // the model's words wait in its sockets: it reads them now, and would end every run a second time
  frozen.send('SIGCONT');
  // nobody else can answer this one, and when it does it has had its time for the others
  await second.kill('SIGKILL');
  const fresh = await ask(rig, 'scripted:tokens=5');
  await expectLedger(rig, [...asked, fresh]);
  for (const [i, one] of asked.entries()) {
    const stored = await answerOf(rig, one);
    expect(stored).toEqual(before[i]);
    expect(stored).toMatchObject({ status: 'complete' });
    expect(stored.content.trim()).toBe(scriptedWords(40));
    expect(await watch(rig, one.runId)).toMatchObject({ text: stored.content, status: 'succeeded' });
  }
});

test('R13: an answer is cancelled from the other server within 2 s, in every state, and the model sees its line closed', async () => {
  const rig = await openRig();
  await rig.startServer();
  const other = rig.urls[1] as string;
  const queued = await ask(rig, 'scripted:tokens=5');
  await rig.startWorker();
  await expectLedger(rig, [queued]);

  const waitingForModel = await ask(rig, 'scripted:ttft=30000,tokens=5');
  const streaming = await ask(rig, 'scripted:tps=20,tokens=1000');
  await until(
    async () => rig.model.requests.filter((request) => request.finishedAt === undefined).length === 2,
    'both at the model',
  );
  await longEnough(rig, streaming, 20);
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
  expect(content.length).toBeGreaterThan(20);
  await expectLedger(rig, [queued, waitingForModel, streaming]);
  expect((await answerOf(rig, streaming)).content).toBe(content);
});

const runsOf = ({ db, workspaceId }: Rig) => db.selectFrom('runs').where('workspaceId', '=', workspaceId);

async function running(rig: Rig): Promise<number> {
  return (await runsOf(rig).select('id').where('status', '=', 'running').execute()).length;
}

function clock({ db }: Rig): Promise<{ now: Date }[]> {
  return db.selectNoFrom((eb) => eb.fn<Date>('now').as('now')).execute();
}

async function call(url: string, apiKey: string, path: string, input: object): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input) });
  expect(response.status).toBe(200);
}
