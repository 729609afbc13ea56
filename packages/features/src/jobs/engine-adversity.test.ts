import { setTimeout as sleep } from 'node:timers/promises';
import { iterate } from '@millrace/bus/iterate';
import { AppError } from '@millrace/contract/app-error';
import { defineJob } from '@millrace/contract/jobs/define-job';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { endOf, engineWith, silence, until } from '../../test/count-up.ts';
import { openEngine } from '../../test/engine.ts';
import { type AnyHandler, handle } from './handle.ts';
import { findRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { withJobs } from './start-job.ts';
import { stopJob } from './stop-job.ts';
import { watchRun } from './watch-run.ts';

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
    expect(endOf(events).status).toBe('succeeded');
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
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'failed' });
  await retryJob(engine.services, runId);
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'succeeded', 'the second end');
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'succeeded', result: { n: 2 } });
  await expect(retryJob(engine.services, runId)).rejects.toMatchObject({ reason: 'jobs.not-retryable' });
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
  const holds = async () => {
    throw new AppError('not-found', 'not-found', 'Gone.');
  };
  const watch = async () => {
    const events = iterate(
      watchRun(engine.services, runId, { right: { key: 'test', holds } }),
      AbortSignal.timeout(20_000),
    );
    for await (const _ of events) await sleep(30);
  };
  await expect(watch()).rejects.toMatchObject({ kind: 'not-found' });
  await stopJob(engine.services, runId);
});
