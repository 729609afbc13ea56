import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openRig, type Rig } from '@millrace/worker/test/rig';
import { cpuOf, memoryOf, start, stop } from './processes.ts';

export type Load = { channels: number; watchers: number; rate: number; seconds: number };
export type Line = Record<string, string | number | null>;
type Watched = { events: number; disorder: number; p50: number | null; p95: number | null; p99: number | null };

/** The same load for three servers, one after another on one Redis: what people would write by hand, tRPC's own way, and ours. */
export async function measureWatching(load: Load): Promise<Line[]> {
  await using rig = await openRig();
  const runs = await makeRuns(rig, load.channels);
  const lines: Line[] = [];
  for (const name of ['raw node:http + ioredis', 'tRPC’s own SSE', 'the lane'] as const) {
    const server = name.startsWith('raw') ? await startRaw(rig) : await startOurs(rig, name === 'the lane');
    lines.push({ server: name, ...(await measure(rig, server, runs, load)) });
    await server.stop();
  }
  const [raw] = lines;
  return lines.map((line) => ({
    ...line,
    'CPU beside raw': round(Number(line['CPU µs/event']) / Number(raw?.['CPU µs/event'])),
  }));
}

type Server = { pid: number; port: number; stop(): Promise<void> };

async function startRaw(rig: Rig): Promise<Server> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const { child, next } = start('raw-server.ts', rig.redisUrl, 'millrace:', String(port));
  await next();
  return { pid: child.pid as number, port, stop: () => stop(child) };
}

async function startOurs(rig: Rig, lane: boolean): Promise<Server> {
  const { child, kill } = await rig.startServer({ SSE_LANE: String(lane) });
  const port = Number(new URL(rig.urls.at(-1) as string).port);
  return { pid: child.pid as number, port, stop: () => kill('SIGKILL') };
}

/** Runs that no worker has, and that nobody takes for dead. */
async function makeRuns({ db, workspaceId }: Rig, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const rows = ids.map((id) => ({
    id,
    workspaceId,
    name: 'chat.answer-message',
    lane: 'chat',
    payload: '{}',
    status: 'running',
    heartbeatAt: new Date(Date.now() + 86_400_000),
  }));
  await db.insertInto('runs').values(rows).execute();
  return ids;
}

async function measure(rig: Rig, server: Server, runs: string[], { watchers, rate, seconds }: Load): Promise<Line> {
  // each server begins with empty logs, so that nobody replays what another was sent
  await rig.redis.flushdb();
  await sleep(1_000);
  const before = memoryOf(server.pid);
  const paths = Array.from({ length: watchers }, (_, n) => {
    const input = encodeURIComponent(JSON.stringify({ runId: runs[n % runs.length] }));
    return `/trpc/jobs.watch?input=${input}`;
  });
  const headers = `authorization: Bearer ${rig.apiKey}\r\n`;
  const client = start('watch.ts', JSON.stringify({ port: server.port, headers, paths }));
  await client.next();
  await sleep(1_500);
  const memory = memoryOf(server.pid) - before;
  const cpu = cpuOf(server.pid);
  const channels = runs.map((id) => `run:${id}`);
  const order = { redisUrl: rig.redisUrl, prefix: 'millrace:', channels, rate, seconds };
  const publisher = start('publish.ts', JSON.stringify(order));
  await publisher.next();
  const used = cpuOf(server.pid) - cpu;
  client.child.kill('SIGTERM');
  const seen = JSON.parse(await client.next()) as Watched;
  const expected = runs.length * rate * seconds * (watchers / runs.length);
  return {
    'p50 ms': round(seen.p50),
    'p95 ms': round(seen.p95),
    'p99 ms': round(seen.p99),
    'CPU µs/event': round((used * 1_000_000) / Math.max(1, seen.events)),
    'arrived %': round((100 * seen.events) / expected),
    'out of order': seen.disorder,
    'kB a watcher': round(memory / watchers),
  };
}

export const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
