import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { type AnyJob, retryPolicies } from '@millrace/contract/jobs/define-job';
import { expect, test } from 'vitest';
import { endOf, engineWith, types, until } from '../../test/count-up.ts';
import { findRun } from './jobs.queries.ts';
import { withJobs } from './start-job.ts';
import { stopJob } from './stop-job.ts';

test('a run tells its start, its progress and its end, and the row holds the result', async () => {
  await using engine = await engineWith(async ({ payload, progress }) => {
    for (let n = 1; n <= payload.to; n += 1) {
      progress({ n });
      await sleep(20);
    }
    return { n: payload.to };
  });
  const runId = await engine.start();
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const events = await watching;
  expect(types(events)).toEqual(expect.arrayContaining(['started', 'progress', 'succeeded']));
  expect(endOf(events)).toMatchObject({ status: 'succeeded', result: { n: 3 } });
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
  const runId = await engine.start(20);
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const all = await watching;
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
  const runId = await engine.start();
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const events = await watching;
  expect(endOf(events)).toMatchObject({ status: 'succeeded', result: { n: 7 } });
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
  expect(endOf(events).status).toBe('cancelled');
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
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'cancelled' });
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
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'interrupted', error: { reason: 'test.cut' } });
  expect(await findRun(engine.services.db, runId)).toMatchObject({ status: 'interrupted', state: { n: 5 } });
  expect(tries).toBe(1);
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
