import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRig, type Rig } from '@millrace/faults/rig/rig';
import { makeProbe } from './make-probe.ts';
import { cpuOf, memoryOf, startNative, startScript, stop } from './processes.ts';
import { type Line, round, type Watched, watchPath } from './watching.ts';

type Load = {
  streams: number;
  rate: number;
  seconds: number;
  /** A folder for CPU profiles. */
  profile?: string;
};

/**
 * From the model server's socket to the watcher's: `chat.send`, a worker, Redis, `jobs.watch`. CPU is told twice: a token while all
 * answers stream, and an answer for all that goes before its first token and after its last.
 */
export async function measureChain(load: Load): Promise<Line> {
  const { streams, rate, seconds } = load;
  const tokens = rate * seconds;
  await using rig = await openRig();
  const probe = makeProbe(load.profile && join(load.profile, `worker-${streams}.cpuprofile`));
  const worker = await rig.startWorker({ LANE_CHAT: String(Math.max(500, streams)), ...probe.env });
  const probed = probe.of(worker.child.pid as number);
  const pids = {
    api: rig.servers[0]?.child.pid as number,
    worker: worker.child.pid as number,
    redis: Number(/process_id:(\d+)/.exec(await rig.redis.info('server'))?.[1]),
  };
  const cpu = () => ({ api: cpuOf(pids.api), worker: cpuOf(pids.worker), redis: cpuOf(pids.redis), at: Date.now() });
  const { client, workspaceId } = rig;
  // the first token waits until everyone watches
  const ttft = 3_000 + streams * 10;
  const model = `scripted:text=clock,tps=${rate},tokens=${tokens},ttft=${ttft}`;
  const asleep = cpu();
  const runIds: string[] = [];
  for (let from = 0; from < streams; from += 20) {
    const asked = Array.from({ length: Math.min(20, streams - from) }, async () => {
      const { id: conversationId } = await client.conversations.create.mutate({ workspaceId });
      return client.chat.send.mutate({ conversationId, text: 'Count for me', model });
    });
    for (const { runId } of await Promise.all(asked)) runIds.push(runId);
  }
  const port = new URL(rig.urls[0] as string).port;
  const watcher = startNative('watch', [port, `authorization: Bearer ${rig.apiKey}\r\n`], runIds.map(watchPath));
  await watcher.next();
  const asks = () => rig.model.requests.filter(({ path }) => path.endsWith('/chat/completions'));
  while (asks().length < streams) await sleep(100);
  await sleep(ttft + 500);
  probed.beginProfile();
  const begun = cpu();
  const firstEnd = (asks()[0]?.startedAt ?? 0) + ttft + seconds * 1_000;
  await sleep(Math.max(0, firstEnd - 500 - Date.now()));
  const ending = cpu();
  await probed.endProfile();
  const running = () =>
    rig.db.selectFrom('runs').where('id', 'in', runIds).where('finishedAt', 'is', null).select('id').executeTakeFirst();
  for (let waited = 0; waited < 120 && (await running()); waited += 1) await sleep(1_000);
  await sleep(1_000);
  const ended = cpu();
  watcher.child.kill('SIGTERM');
  const seen = JSON.parse(await watcher.next()) as Watched;
  const plain = await plainWorker(rig, load);
  const together = ((ending.at - begun.at) / 1_000) * rate * streams;
  const token = (of: keyof typeof pids) => ((ending[of] - begun[of]) * 1_000_000) / together;
  const each = (of: keyof typeof pids) => round(together > 0 ? token(of) : null);
  const rest = (ended.worker - asleep.worker) * 1_000 - (token('worker') * streams * tokens) / 1_000;
  return {
    'p50 ms': round(seen.p50),
    'p95 ms': round(seen.p95),
    'p99 ms': round(seen.p99),
    'tokens %': round((100 * seen.timed) / (streams * tokens)),
    ended: seen.ended,
    'out of order': seen.disorder ?? 0,
    'API µs': each('api'),
    'Redis µs': each('redis'),
    'worker µs': each('worker'),
    'plain worker µs': round(plain),
    'worker ms/answer': round(together > 0 ? rest / streams : null),
    'worker MB': round(memoryOf(pids.worker) / 1024),
  };
}

/** CPU in µs a chunk of a worker that does the same in the plainest way. */
async function plainWorker(rig: Rig, { streams, rate, seconds }: Load): Promise<number> {
  const model = `scripted:text=clock,tps=${rate},tokens=${rate * seconds},ttft=3000`;
  const { child, next } = startScript('plain-worker.ts', [rig.model.url, rig.redisUrl, model, String(streams)]);
  await next();
  // what it takes to begin is no chunk's
  await sleep(2_500);
  const pid = child.pid as number;
  const before = cpuOf(pid);
  const chunks = Number(await next());
  const used = cpuOf(pid) - before;
  await stop(child);
  return (used * 1_000_000) / chunks;
}
