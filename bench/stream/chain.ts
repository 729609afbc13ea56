import { setTimeout as sleep } from 'node:timers/promises';
import { openRig, type Rig } from '@millrace/worker/test/rig';
import { cpuOf, memoryOf, startNative, startScript, stop } from './processes.ts';
import { type Line, round, type Watched, watchPath } from './watching.ts';

type Load = { streams: number; rate: number; seconds: number };

/** From the model server's socket to the watcher's: `chat.send`, a worker, Redis, `jobs.watch`. */
export async function measureChain(load: Load): Promise<Line> {
  const { streams, rate, seconds } = load;
  const tokens = rate * seconds;
  await using rig = await openRig();
  const worker = await rig.startWorker({ LANE_CHAT: String(Math.max(500, streams)) });
  const api = rig.servers[0]?.child.pid as number;
  const work = worker.child.pid as number;
  const redis = Number(/process_id:(\d+)/.exec(await rig.redis.info('server'))?.[1]);
  const { client, workspaceId } = rig;
  // the first token waits until everyone watches
  const model = `scripted:text=clock,tps=${rate},tokens=${tokens},ttft=${3_000 + streams * 10}`;
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
  const [a, w, r] = [cpuOf(api), cpuOf(work), cpuOf(redis)];
  const running = () =>
    rig.db.selectFrom('runs').where('id', 'in', runIds).where('finishedAt', 'is', null).select('id').executeTakeFirst();
  for (let waited = 0; waited < 120 && (await running()); waited += 1) await sleep(1_000);
  await sleep(1_000);
  const used = { api: cpuOf(api) - a, worker: cpuOf(work) - w, redis: cpuOf(redis) - r };
  watcher.child.kill('SIGTERM');
  const seen = JSON.parse(await watcher.next()) as Watched;
  const plain = await plainWorker(rig, { streams, rate, seconds });
  const each = (cpu: number) => round((cpu * 1_000_000) / Math.max(1, seen.timed));
  return {
    'p50 ms': round(seen.p50),
    'p95 ms': round(seen.p95),
    'p99 ms': round(seen.p99),
    'tokens %': round((100 * seen.timed) / (streams * tokens)),
    ended: seen.ended,
    'out of order': seen.disorder ?? 0,
    'API µs': each(used.api),
    'worker µs': each(used.worker),
    'plain worker µs': round(plain),
    'Redis µs': each(used.redis),
    'worker MB': round(memoryOf(work) / 1024),
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
