import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toJson } from '@millrace/db/to-json';
import { openRig, type Rig, rigPerson } from '@millrace/faults/rig/rig';
import { makeProbe } from './make-probe.ts';
import { cpuOf, memoryOf, startNative, startScript, stop } from './processes.ts';

export type Load = { channels: number; watchers: number; rate: number; seconds: number };
export type Line = Record<string, string | number | null>;
export type Watched = {
  events: number;
  disorder: number;
  ended: number;
  timed: number;
  p50: number;
  p95: number;
  p99: number;
};
type WatchingOptions = Load & {
  /** Servers to try, of `servers`; the first one is what the others are compared with. */
  servers: string[];
  repeat: number;
  /** A folder for CPU profiles. */
  profile?: string;
};

export const servers = [
  'raw node:http + ioredis',
  'tRPC’s own SSE',
  'the direct stream',
  'the direct stream, as a topic of a shared connection',
] as const;

/**
 * The same load for several servers, one after another on one Redis: what people would write by hand, tRPC's own way, and ours. Where it is
 * repeated, they take turns, and each line is the run of median CPU.
 */
export async function measureWatching(options: WatchingOptions): Promise<Line[]> {
  await using rig = await openRig();
  const runs = await makeRuns(rig, options.channels);
  const all = new Map<string, Line[]>();
  for (let round = 0; round < options.repeat; round += 1) {
    for (const name of options.servers) {
      const profile =
        options.profile && join(options.profile, `${name.replaceAll(/\W+/g, '-')}-${runs.length}.cpuprofile`);
      const server = name.startsWith('raw') ? await startRaw(rig, profile) : await startOurs(rig, name, profile);
      const line = { server: name, ...(await measure(rig, server, runs, options)) };
      all.set(name, [...(all.get(name) ?? []), line]);
      await server.stop();
    }
  }
  const lines = [...all.values()].map(medianOf);
  const cpu = (line: Line | undefined) => Number(line?.['CPU µs/event']);
  return lines.map((line) => ({ ...line, 'CPU, times the first': round(cpu(line) / cpu(lines[0])) }));
}

const medianOf = (lines: Line[]): Line =>
  lines.toSorted((a, b) => Number(a['CPU µs/event']) - Number(b['CPU µs/event']))[lines.length >> 1] as Line;

type Server = ReturnType<ReturnType<typeof makeProbe>['of']> &
  Way & { pid: number; port: number; stop(): Promise<void> };
/** How a watcher asks for a run. */
type Way = { header: string; pathTo(runId: string | undefined): string };

async function startRaw(rig: Rig, profile: string | undefined): Promise<Server> {
  const probe = makeProbe(profile);
  const { child, next } = startScript('raw-server.ts', [rig.redisUrl, 'millrace:'], probe.env);
  const port = Number(await next());
  const pid = child.pid as number;
  return { pid, port, ...byKey(rig), ...probe.of(pid), stop: () => stop(child) };
}

async function startOurs(rig: Rig, name: string, profile: string | undefined): Promise<Server> {
  const probe = makeProbe(profile);
  const { child, kill } = await rig.startServer({ SSE_DIRECT: String(name !== 'tRPC’s own SSE'), ...probe.env });
  const url = rig.urls.at(-1) as string;
  const pid = child.pid as number;
  const way = name.includes('topic') ? await asPerson(url) : byKey(rig);
  return { pid, port: Number(new URL(url).port), ...way, ...probe.of(pid), stop: () => kill('SIGKILL') };
}

const byKey = ({ apiKey }: Rig): Way => ({ header: `authorization: Bearer ${apiKey}`, pathTo: watchPath });

/** As the pages watch. */
async function asPerson(url: string): Promise<Way> {
  const response = await fetch(`${url}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: rigPerson.email, password: rigPerson.password }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const me = await fetch(`${url}/trpc/session.me`, { headers: { cookie } });
  const { result } = (await me.json()) as { result: { data: { user: { id: string } } } };
  const userId = result.data.user.id;
  const pathTo = (runId: string | undefined) =>
    `/trpc/jobs.watchTopics?input=${encodeURIComponent(JSON.stringify({ userId, topics: [{ key: 'a', runId }] }))}`;
  return { header: `cookie: ${cookie}`, pathTo };
}

/** Runs that no worker has, and that nobody takes for dead. */
async function makeRuns({ db, workspaceId }: Rig, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const rows = ids.map((id) => ({
    id,
    workspaceId,
    name: 'chat.answer-message',
    lane: 'chat' as const,
    payload: toJson({}),
    status: 'running' as const,
    heartbeatAt: new Date(Date.now() + 86_400_000),
  }));
  await db.insertInto('runs').values(rows).execute();
  return ids;
}

/** A stream of jobs.watch. */
export const watchPath = (runId: string | undefined) =>
  `/trpc/jobs.watch?input=${encodeURIComponent(JSON.stringify({ runId }))}`;

async function measure(rig: Rig, server: Server, runs: string[], { watchers, rate, seconds }: Load): Promise<Line> {
  // each server begins with empty logs, so that nobody replays what another was sent
  await rig.redis.flushdb();
  await sleep(1_000);
  const watch = (count: number) => {
    const paths = Array.from({ length: count }, (_, n) => server.pathTo(runs[n % runs.length]));
    return startNative('watch', [String(server.port), `${server.header}\r\n`], paths);
  };
  // what is compiled and opened for the first watchers is no watcher's memory
  const first = watch(50);
  await first.next();
  await stop(first.child);
  await sleep(1_000);
  const [memoryBefore, heapBefore] = [memoryOf(server.pid), await server.heap()];
  const client = watch(watchers);
  await client.next();
  await sleep(1_500);
  const memory = memoryOf(server.pid) - memoryBefore;
  const heap = (await server.heap()) - heapBefore;
  const { port, password } = new URL(rig.redisUrl);
  const channels = runs.map((id) => `millrace:on:run:${id}`);
  server.beginProfile();
  const cpu = cpuOf(server.pid);
  const publisher = startNative('publish', [port, password, String(rate), String(seconds)], channels);
  const expected = Number(await publisher.next()) * (watchers / runs.length);
  const used = cpuOf(server.pid) - cpu;
  await server.endProfile();
  client.child.kill('SIGTERM');
  const seen = JSON.parse(await client.next()) as Watched;
  return {
    'p50 ms': round(seen.p50),
    'p95 ms': round(seen.p95),
    'p99 ms': round(seen.p99),
    'CPU µs/event': round((used * 1_000_000) / Math.max(1, seen.events)),
    'arrived %': round((100 * seen.events) / expected),
    'out of order': seen.disorder,
    'heap kB/watcher': round(heap / watchers),
    'RSS kB/watcher': round(memory / watchers),
  };
}

export const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
