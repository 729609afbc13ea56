import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { expectLedger, quantile, scriptedWords, sleep } from './rig/ledger.ts';
import { openRig, type Process, type Rig, until } from './rig/rig.ts';
import { isLong, size } from './rig/size.ts';
import { type Submitted, submitMany } from './rig/submit.ts';
import { seeded } from './rig/watch-stream.ts';

test('R1: API, workers and Redis are killed again and again under load: all that was accepted ends once, and no attempt is paid twice', async () => {
  await using rig = await openRig();
  const [count, seconds] = size([250, 8], [5_000, 60]);
  const port = Number(new URL(rig.urls[0] as string).port);
  let server = rig.servers[0] as Process;
  let worker = await rig.startWorker();
  let over = false;
  const every = async (pauseMs: number, fault: () => Promise<unknown>) => {
    for (let kills = 0; ; kills += 1) {
      await sleep(pauseMs);
      if (over) return kills;
      await fault();
    }
  };
  const killing = Promise.all([
    every(2_000, async () => {
      await server.kill('SIGKILL');
      server = await rig.startServer({}, port);
    }),
    every(3_000, async () => {
      await worker.kill('SIGKILL');
      worker = await rig.startWorker();
    }),
    every(5_000, async () => {
      await rig.redisServer.kill();
      await rig.redisServer.start();
    }),
  ]);
  const accepted = await submitMany(rig, { count, seconds, knobs: 'tokens=10,tps=100' });
  over = true;
  const kills = await killing;
  const ended = await expectHonest(rig, accepted);
  process.stdout.write(`R1: ${count} accepted, ${kills.join(' + ')} kills of API, worker and Redis; ${ended}\n`);
});

test('R14: four workers are replaced one after another under load: none of their runs fails, stalls or is lost', async () => {
  await using rig = await openRig();
  const workers = await Promise.all([0, 1, 2, 3].map(() => startOne(rig)));
  const calm = await submitMany(rig, { count: size(20, 200), seconds: size(2, 20), knobs: 'tokens=20,tps=50' });
  await expectLedger(rig, calm);
  const rolling = (async () => {
    for (const old of workers) {
      await startOne(rig);
      await old.kill('SIGTERM');
    }
  })();
  const during = await submitMany(rig, { count: size(100, 1_000), seconds: size(8, 60), knobs: 'tokens=20,tps=50' });
  await rolling;
  await expectLedger(rig, [...calm, ...during]);
  const rows = await rig.db.selectFrom('runs').selectAll().execute();
  expect(rows.filter(({ status, failures, crashes }) => status !== 'succeeded' || failures + crashes > 0)).toEqual([]);
  const took = (some: Submitted[]) => {
    const ids = new Set(some.map(({ runId }) => runId));
    const times = rows.filter(({ id }) => ids.has(id)).map((row) => Number(row.finishedAt) - Number(row.createdAt));
    return quantile(times, 0.95);
  };
  process.stdout.write(`R14: p95 ${took(calm)} ms before, ${took(during)} ms while workers are replaced\n`);
  if (isLong) expect(took(during)).toBeLessThan(2 * took(calm));
});

const minutes = Number(process.env.SOAK_MINUTES ?? 5);

test.runIf(isLong)(
  'R30: a soak under mixed load with a fault every 20 s: nothing is lost, no memory and no connection leaks',
  async () => {
    await using rig = await openRig({ lines: true });
    const random = seeded(30);
    const steady = { server: await rig.startServer(), worker: await rig.startWorker() };
    const port = Number(new URL(rig.urls[0] as string).port);
    let doomed = await rig.startWorker();
    const newWorker = async () => {
      doomed = await rig.startWorker();
    };
    const faults: Record<string, () => Promise<unknown>> = {
      'a worker dies': () => doomed.kill('SIGKILL').then(newWorker),
      'a worker is replaced': () => doomed.kill('SIGTERM').then(newWorker),
      'a worker freezes': async () => {
        doomed.send('SIGSTOP');
        await sleep(12_000);
        doomed.send('SIGCONT');
      },
      'an API dies': async () => {
        await rig.servers[0]?.kill('SIGKILL');
        rig.servers[0] = await rig.startServer({}, port);
      },
      'Redis dies': () => rig.redisServer.kill().then(() => rig.redisServer.start()),
      'Redis is flushed': () => rig.redis.flushall(),
      'Redis cannot be reached': async () => {
        rig.redisLine.cut();
        await sleep(5_000);
        rig.redisLine.mend();
      },
      'Redis is silent': async () => {
        rig.redisLine.hold();
        await sleep(5_000);
        rig.redisLine.mend();
      },
      'the database ends its connections': () => terminateBackends(rig),
    };
    const counted = [await measure(rig, steady)];
    const end = Date.now() + minutes * 60_000;
    const happened: string[] = [];
    const faulting = (async () => {
      while (Date.now() + 25_000 < end) {
        await sleep(20_000);
        const [name, fault] = Object.entries(faults)[Math.floor(random() * Object.keys(faults).length)] ?? [];
        happened.push(name ?? '');
        await fault?.();
      }
    })();
    const sampling = (async () => {
      while (Date.now() < end) {
        await sleep(5_000);
        counted.push(await measure(rig, steady));
      }
    })();
    const seconds = minutes * 60;
    const accepted = await submitMany(rig, { count: seconds * 8, seconds, knobs: 'tokens=40,tps=40,faults=5' });
    await Promise.all([faulting, sampling]);
    const ended = await expectHonest(rig, accepted, 'tokens=40');
    const last = await until(async () => {
      const now = await measure(rig, steady);
      return now.redis <= (counted[0]?.redis ?? 0) + 20 && now.postgres <= (counted[0]?.postgres ?? 0) + 30
        ? now
        : undefined;
    }, 'connections as at the beginning');
    const memory = (of: 'server' | 'worker') => {
      const all = counted.map((one) => one[of]);
      const middle = quantile(all.slice(Math.floor(all.length / 4), Math.floor(all.length / 2)), 0.5);
      return { middle, end: quantile(all.slice(Math.floor((all.length * 3) / 4)), 0.5) };
    };
    process.stdout.write(
      `R30: ${minutes} min, ${accepted.length} accepted; ${ended}; ${happened.join(', ')}; ` +
        `${JSON.stringify({ server: memory('server'), worker: memory('worker'), first: counted[0], last })}\n`,
    );
    for (const of of ['server', 'worker'] as const) expect(memory(of).end).toBeLessThan(1.2 * memory(of).middle + 40);
  },
);

async function startOne(rig: Rig): Promise<Process> {
  return rig.startWorker({ LANE_CHAT: '50' });
}

/**
 * What was accepted has ended once. An answer is whole, or it says that it was interrupted and has kept its beginning; and for each
 * attempt the provider was asked once at most. Returns how it ended, in words.
 */
async function expectHonest(rig: Rig, accepted: Submitted[], knobs = 'tokens=10'): Promise<string> {
  await expectLedger(rig, accepted, 180);
  const whole = scriptedWords(Number(/tokens=(\d+)/.exec(knobs)?.[1]));
  const rows = await rig.db
    .selectFrom('runs')
    .innerJoin('messages', 'messages.runId', 'runs.id')
    .where('runs.workspaceId', '=', rig.workspaceId)
    .select(['runs.id', 'runs.status', 'runs.attempt', 'runs.crashes', 'messages.content', 'messages.status as shown'])
    .execute();
  expect(rows.length).toBe(accepted.length);
  const modelOf = new Map(accepted.map(({ runId, model }) => [runId, model]));
  const paid = Map.groupBy(
    rig.model.requests.filter(({ path }) => path.endsWith('/chat/completions')),
    ({ model }) => model,
  );
  const counts: Record<string, number> = {};
  for (const row of rows) {
    counts[row.shown] = (counts[row.shown] ?? 0) + 1;
    const text = row.content.trim();
    if (row.shown === 'complete') expect(text).toBe(whole);
    else expect([['interrupted', 'failed'].includes(row.shown), whole.startsWith(text)]).toEqual([true, true]);
    // the number of an attempt grows when it is taken and when it is given back
    const taken = Math.floor((row.attempt + 1) / 2);
    expect(paid.get(modelOf.get(row.id))?.length ?? 0).toBeLessThanOrEqual(taken);
  }
  const crashes = rows.reduce((sum, row) => sum + row.crashes, 0);
  return `${JSON.stringify(counts)}, ${crashes} runs taken over, ${[...paid.values()].flat().length} requests paid`;
}

const terminateBackends = ({ db }: Rig) =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'millrace' and pid <> pg_backend_pid()`.execute(db);

type Measured = { server: number; worker: number; redis: number; postgres: number };

/** Megabytes of the two that live through all of it, and connections. */
async function measure(rig: Rig, { server, worker }: { server: Process; worker: Process }): Promise<Measured> {
  const memory = ({ child }: Process) =>
    Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024);
  const clients = (await rig.redis.client('LIST')) as string;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
    where datname = current_database()`
    .execute(rig.db)
    .catch(() => ({ rows: [{ count: 0 }] }));
  return {
    server: memory(server),
    worker: memory(worker),
    redis: clients.trim().split('\n').length,
    postgres: rows[0]?.count ?? 0,
  };
}
