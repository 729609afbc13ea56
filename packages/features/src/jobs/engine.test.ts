import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { type AnyJob, defineJob, retryPolicies } from '@millrace/contract/define-job';
import type { JobEvent } from '@millrace/contract/job-event';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openEngine } from '../../test/engine.ts';
import { type AnyHandler, handle } from './handle.ts';
import { findRun } from './jobs.queries.ts';
import { takeFromDead } from './reconcile-runs.ts';
import { retryJob } from './retry-job.ts';
import type { WorkerContext } from './run-job.ts';
import { withJobs } from './start-job.ts';
import { stopJob } from './stop-job.ts';
import { watchRun } from './watch-run.ts';

const quick = { attempts: 3, baseMs: 10, factor: 1, capMs: 10, jitter: 0 };
const define = (options: Partial<AnyJob> = {}) =>
  defineJob({
    name: 'test.count-up',
    lane: 'default',
    payload: z.object({ to: z.int() }),
    progress: z.object({ n: z.int() }),
    result: z.object({ n: z.int() }),
    initial: { n: 0 },
    retry: quick,
    describe: ({ n }) => ({ text: `${n}`, done: n }),
    ...(options as object),
  });

type Job = ReturnType<typeof define>;
type WorkOf = Parameters<typeof handle<Job>>[1];

async function engineWith(work: WorkOf, options: Partial<AnyJob> = {}, onEnd?: Parameters<typeof handle<Job>>[2]) {
  const job = define(options);
  const engine = await openEngine({ [job.name]: handle(job, work, onEnd) as AnyHandler });
  const start = (to = 3) =>
    withJobs(engine.services, (_trx, begin) => begin(job, { to }, { workspaceId: engine.workspaceId }));
  return Object.assign(engine, { job, start });
}

/** As if the run's worker had been silent for long; the reconciler's round follows at once, before the living worker's next heartbeat. */
async function silence(engine: Awaited<ReturnType<typeof engineWith>>, runId: string): Promise<void> {
  await engine.services.db
    .updateTable('runs')
    .set({ heartbeatAt: new Date(0) })
    .where('id', '=', runId)
    .execute();
  await takeFromDead({ services: engine.services, handlers: engine.handlers } as WorkerContext);
}

const types = (events: { data: JobEvent }[]) => events.map((event) => event.data.type);
async function until<T>(find: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let i = 0; i < 300; i += 1) {
    const found = await find();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`never came: ${what}`);
}

test('a run tells its start, its progress and its end, and the row holds the result', async () => {
  await using engine = await engineWith(async ({ payload, progress }) => {
    for (let n = 1; n <= payload.to; n += 1) {
      progress({ n });
      await sleep(20);
    }
    return { n: payload.to };
  });
  await engine.startWorker();
  const runId = await engine.start();
  const events = await engine.eventsOf(runId);
  expect(types(events)).toEqual(expect.arrayContaining(['started', 'progress', 'succeeded']));
  expect(events.at(-1)?.data).toEqual({ type: 'succeeded', result: { n: 3 } });
  const row = await findRun(engine.services.db, runId);
  expect(row).toMatchObject({ status: 'succeeded', result: { n: 3 }, state: { n: 3 } });
});

test('a rolled back transaction starts nothing', async () => {
  await using engine = await engineWith(async () => ({ n: 0 }));
  const attempt = withJobs(engine.services, async (_trx, begin) => {
    await begin(engine.job, { to: 1 }, { workspaceId: engine.workspaceId });
    throw new Error('no');
  });
  await expect(attempt).rejects.toThrow('no');
  expect(await engine.services.db.selectFrom('runs').selectAll().execute()).toEqual([]);
  expect(await engine.services.db.selectFrom('outbox').selectAll().execute()).toEqual([]);
});

test('a watcher that comes back with its last event gets exactly the rest', async () => {
  await using engine = await engineWith(async ({ progress, payload }) => {
    for (let n = 1; n <= payload.to; n += 1) {
      progress({ n });
      await sleep(10);
    }
    return { n: payload.to };
  });
  await engine.startWorker();
  const runId = await engine.start(20);
  const all = await engine.eventsOf(runId);
  const middle = Math.floor(all.length / 2);
  const rest = await engine.eventsOf(runId, all[middle]?.id);
  expect(rest).toEqual(all.slice(middle + 1));
});

test('finished steps are not run again after a failure, and an error that may pass is retried', async () => {
  let first = 0;
  let tries = 0;
  await using engine = await engineWith(async ({ step }) => {
    const n = await step('first', async () => {
      first += 1;
      return 7;
    });
    tries += 1;
    if (tries < 3) throw new AppError('unavailable', 'test.down', 'Not now.');
    return { n };
  });
  await engine.startWorker();
  const runId = await engine.start();
  const events = await engine.eventsOf(runId);
  expect(events.at(-1)?.data).toEqual({ type: 'succeeded', result: { n: 7 } });
  expect({ first, tries }).toEqual({ first: 1, tries: 3 });
  expect(types(events).filter((type) => type === 'failed')).toHaveLength(2);
});

test('an error that cannot pass ends the run at once, with words for people and nothing of the cause', async () => {
  await using engine = await engineWith(async () => {
    throw new AppError('invalid', 'test.broken', 'The file is damaged.', { cause: new Error('secret detail') });
  });
  await engine.startWorker();
  const runId = await engine.start();
  const [row] = [await engine.eventsOf(runId), await findRun(engine.services.db, runId)].slice(1);
  expect(row).toMatchObject({
    status: 'failed',
    failures: 0,
    error: { kind: 'invalid', message: 'The file is damaged.' },
  });
  expect(JSON.stringify(row)).not.toContain('secret detail');
});

test('the feature changes its rows in the transaction that ends the run', async () => {
  await using engine = await engineWith(
    async () => ({ n: 1 }),
    {},
    {
      onEnd: async (trx, ending) => {
        await trx
          .updateTable('workspaces')
          .set({ name: `ended ${ending.status}` })
          .where('id', '=', ending.run.workspaceId)
          .execute();
      },
    },
  );
  await engine.startWorker();
  await engine.eventsOf(await engine.start());
  const workspace = await engine.services.db.selectFrom('workspaces').select('name').executeTakeFirst();
  expect(workspace?.name).toBe('ended succeeded');
});

test('a running run is cancelled, keeps its state and puts out nothing afterwards', async () => {
  await using engine = await engineWith(async ({ progress, signal }) => {
    for (let n = 1; ; n += 1) {
      signal.throwIfAborted();
      progress({ n });
      await sleep(10);
    }
  });
  await engine.startWorker();
  const runId = await engine.start();
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'running', 'running');
  await sleep(100);
  await stopJob(engine.services, runId);
  const events = await engine.eventsOf(runId);
  expect(events.at(-1)?.data).toEqual({ type: 'cancelled' });
  expect((await findRun(engine.services.db, runId))?.state).toMatchObject({ n: expect.any(Number) });
});

test('a run that nobody has taken yet is cancelled without being started', async () => {
  let started = false;
  await using engine = await engineWith(async () => {
    started = true;
    return { n: 0 };
  });
  const runId = await engine.start();
  await stopJob(engine.services, runId);
  await engine.startWorker();
  expect((await engine.eventsOf(runId)).at(-1)?.data).toMatchObject({
    type: expect.stringMatching(/cancelled|snapshot/),
  });
  expect((await findRun(engine.services.db, runId))?.status).toBe('cancelled');
  expect(started).toBe(false);
});

test('a handler that does not obey is cut off at the hard limit', async () => {
  await using engine = await engineWith(() => new Promise(() => {}), { softLimitMs: 50, hardLimitMs: 150 });
  await engine.startWorker();
  const runId = await engine.start();
  await engine.eventsOf(runId);
  expect(await findRun(engine.services.db, runId)).toMatchObject({
    status: 'failed',
    error: { reason: 'jobs.time-limit' },
  });
});

test('a model run that has put out something is interrupted instead of retried, and keeps it', async () => {
  const options = {
    onLost: 'interrupt',
    hasOutput: ({ n }: { n: number }) => n > 0,
    retry: retryPolicies.answer,
  } as Partial<AnyJob>;
  let tries = 0;
  await using engine = await engineWith(async ({ progress }) => {
    tries += 1;
    progress({ n: 5 });
    throw new AppError('unavailable', 'test.cut', 'The line was cut.');
  }, options);
  await engine.startWorker();
  const runId = await engine.start();
  expect((await engine.eventsOf(runId)).at(-1)?.data).toMatchObject({
    type: 'interrupted',
    error: { reason: 'test.cut' },
  });
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'interrupted', state: { n: 5 } });
  expect(tries).toBe(1);
});

test('a late writer of an older attempt is refused: neither its steps nor its end nor its events count', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let attempts = 0;
  await using engine = await engineWith(async ({ step, progress }) => {
    attempts += 1;
    if (attempts === 1) {
      await held;
      progress({ n: 666 });
      await step('late', async () => 1);
      return { n: 666 };
    }
    return { n: 1 };
  });
  await engine.startWorker();
  const runId = await engine.start();
  await until(async () => attempts === 1, 'first attempt');
  await silence(engine, runId);
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'succeeded', 'second attempt');
  release();
  await sleep(300);
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded', result: { n: 1 } });
  expect(await engine.services.db.selectFrom('runSteps').selectAll().execute()).toEqual([]);
  expect(JSON.stringify(await engine.eventsOf(runId))).not.toContain('666');
});

test('a run that brings down its worker three times is parked with its reason', async () => {
  await using engine = await engineWith(() => new Promise(() => {}));
  const worker = await engine.startWorker();
  const runId = await engine.start();
  for (let crash = 1; crash <= 3; crash += 1) {
    await until(async () => (await findRun(engine.services.db, runId))?.status === 'running', `attempt ${crash}`);
    await silence(engine, runId);
  }
  expect(await findRun(engine.services.db, runId)).toMatchObject({
    status: 'failed',
    error: { reason: 'jobs.poison' },
  });
  await worker.close(0);
});

test('all of Redis may vanish: queued runs come back to the queue and watchers get on', async () => {
  let open = false;
  await using engine = await engineWith(async ({ payload, progress }) => {
    progress({ n: 1 });
    while (!open) await sleep(20);
    progress({ n: payload.to });
    return { n: payload.to };
  });
  await engine.startWorker({ default: 1 });
  const runIds = await Promise.all([engine.start(1), engine.start(2), engine.start(3)]);
  const watching = runIds.map((runId) => engine.eventsOf(runId));
  await until(
    async () =>
      (await engine.services.db.selectFrom('runs').select('id').where('status', '=', 'running').execute()).length === 1,
    'a run that runs',
  );
  const redis = new Redis(engine.redisUrl);
  await redis.flushall();
  redis.disconnect();
  open = true;
  for (const events of await Promise.all(watching)) {
    expect(['succeeded', 'snapshot']).toContain(events.at(-1)?.data.type);
  }
  const rows = await engine.services.db.selectFrom('runs').select('status').execute();
  expect(rows.map((row) => row.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
});

test('a graceful stop hands running work back, and the next worker does it without counting a failure', async () => {
  let attempts = 0;
  await using engine = await engineWith(async ({ signal }) => {
    attempts += 1;
    if (attempts > 1) return { n: attempts };
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return { n: 0 };
  });
  const first = await engine.startWorker();
  const runId = await engine.start();
  await until(async () => attempts === 1, 'first attempt');
  await first.close(0);
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'queued', failures: 0, crashes: 0 });
  await engine.startWorker();
  await engine.eventsOf(runId);
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded', result: { n: 2 } });
});

test('a state with a NUL or half a character in it harms neither its run nor its neighbours', async () => {
  const job = defineJob({
    name: 'test.say-anything',
    lane: 'default',
    payload: z.object({ text: z.string() }),
    progress: z.object({ text: z.string() }),
    result: z.object({ text: z.string() }),
    initial: { text: '' },
    describe: () => ({ text: '' }),
  });
  const handler = handle(job, async ({ payload, progress, step }) => {
    progress(payload);
    await sleep(4_000);
    return step('echo', async () => payload);
  });
  await using engine = await openEngine({ [job.name]: handler as AnyHandler });
  await engine.startWorker();
  const runIds = await withJobs(engine.services, async (_trx, start) => [
    await start(job, { text: 'fine' }, { workspaceId: engine.workspaceId }),
    await start(job, { text: 'a\0b\ud83d' }, { workspaceId: engine.workspaceId }),
  ]);
  for (const runId of runIds) {
    await engine.eventsOf(runId);
    expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded', crashes: 0 });
  }
});

test('a long write of one run takes the heartbeat of no other, nor its own', async () => {
  await using engine = await engineWith(async ({ payload, write }) => {
    if (payload.to === 1) await write(() => sleep(9_000));
    else await sleep(9_000);
    return { n: payload.to };
  });
  await engine.startWorker();
  await engine.startWorker();
  const runIds = [await engine.start(1), await engine.start(2)];
  for (const runId of runIds) {
    await engine.eventsOf(runId);
    expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded', crashes: 0 });
  }
});

test('a watcher that comes after a retry hears of the end that counts', async () => {
  let tries = 0;
  await using engine = await engineWith(async () => {
    tries += 1;
    if (tries === 1) throw new AppError('invalid', 'test.broken', 'Broken.');
    return { n: tries };
  });
  await engine.startWorker();
  const runId = await engine.start();
  expect((await engine.eventsOf(runId)).at(-1)?.data).toMatchObject({ type: 'failed' });
  await retryJob(engine.services, runId);
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'succeeded', 'the second end');
  expect((await engine.eventsOf(runId)).at(-1)?.data).toEqual({ type: 'succeeded', result: { n: 2 } });
  await expect(retryJob(engine.services, runId)).rejects.toMatchObject({ reason: 'jobs.not-retryable' });
});

test('a handler has until the hard limit to come to its end', async () => {
  await using engine = await engineWith(
    async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await sleep(2_500);
      return { n: 1 };
    },
    { softLimitMs: 100, hardLimitMs: 20_000 },
  );
  await engine.startWorker();
  const runId = await engine.start();
  await engine.eventsOf(runId);
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'succeeded' });
});

test('rights are asked for again while events keep coming, and withdrawn ones end the stream', async () => {
  await using engine = await engineWith(async ({ progress, signal }) => {
    for (let n = 1; !signal.aborted; n += 1) {
      progress({ n });
      await sleep(20);
    }
    return { n: 0 };
  });
  await engine.startWorker();
  const runId = await engine.start();
  const stillAllowed = async () => {
    throw new AppError('not-found', 'not-found', 'Gone.');
  };
  const watch = async () => {
    for await (const _ of watchRun(engine.services, runId, { signal: AbortSignal.timeout(20_000), stillAllowed }))
      await sleep(30);
  };
  await expect(watch()).rejects.toMatchObject({ kind: 'not-found' });
  await stopJob(engine.services, runId);
});
