import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { expect, test } from 'vitest';
import { endOf, engineWith, silence, types, until } from '../../test/count-up.ts';
import { findRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { stopJob } from './stop-job.ts';

const twice = { attempts: 2, baseMs: 10, factor: 1, capMs: 10, jitter: 0 };
const down = () => new AppError('unavailable', 'test.down', 'Not now.');

test('a run of eleven segments ends well though each of them failed once', async () => {
  const failed = new Set<string>();
  const attempts: number[] = [];
  const segment = (name: string) => async (at: { attempt: number }) => {
    attempts.push(at.attempt);
    if (failed.has(name)) return 1;
    failed.add(name);
    throw down();
  };
  await using engine = await engineWith(async ({ step }) => {
    let n = 0;
    for (let i = 0; i < 11; i += 1) n += await step(`segment ${i}`, { retry: twice }, segment(`segment ${i}`));
    return { n };
  });
  const runId = await engine.start();
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const events = await watching;
  expect(endOf(events)).toMatchObject({ status: 'succeeded', result: { n: 11 } });
  expect(attempts).toEqual(Array.from({ length: 11 }, () => [1, 2]).flat());
  // the run's own three attempts are untouched, and people see one
  expect(await findRun(engine.services.db, runId)).toMatchObject({ failures: 0, crashes: 0 });
  const rows = await engine.services.db.selectFrom('runSteps').select(['failures', 'finishedAt']).execute();
  expect(rows).toEqual(Array.from({ length: 11 }, () => ({ failures: 0, finishedAt: expect.any(Date) })));
});

test('a step without an attempt left ends the run at once, and starting it again gives it all of them again', async () => {
  let tries = 0;
  let up = false;
  await using engine = await engineWith(({ step }) =>
    step('ask', { retry: twice }, async () => {
      tries += 1;
      if (up) return { n: tries };
      throw down();
    }),
  );
  await engine.startWorker();
  const runId = await engine.start();
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ status: 'failed', error: { reason: 'test.down' } });
  expect(tries).toBe(2);
  await retryJob(engine.services, runId);
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'failed' && tries === 4, 'two more');
  up = true;
  await retryJob(engine.services, runId);
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'succeeded', 'the end');
  expect(tries).toBe(5);
});

test('what another attempt cannot cure, and a step without a policy, are left to the run', async () => {
  let tries = 0;
  await using engine = await engineWith(async ({ step }) => {
    await step('plain', async () => {
      tries += 1;
      if (tries === 1) throw down();
    });
    return step('broken', { retry: twice }, async () => {
      throw new AppError('invalid', 'test.broken', 'The file is damaged.');
    });
  });
  await engine.startWorker();
  const runId = await engine.start();
  await engine.eventsOf(runId);
  expect(await findRun(engine.services.db, runId)).toMatchObject({
    status: 'failed',
    failures: 1,
    error: { reason: 'test.broken' },
  });
});

test("a worker's death forgets no failure of a step, and a step that is done forgets the deaths", async () => {
  const attempts: number[] = [];
  let hang = true;
  await using engine = await engineWith(async ({ step }) => {
    const n = await step('ask', { retry: { ...twice, attempts: 3 } }, async ({ attempt }) => {
      attempts.push(attempt);
      if (attempts.length === 1) throw down();
      if (hang) await new Promise(() => {});
      return attempts.length;
    });
    return { n };
  });
  await engine.startWorker();
  const runId = await engine.start();
  for (const asked of [2, 3]) {
    await until(async () => attempts.length === asked, `asked ${asked} times`);
    hang = asked === 2;
    await silence(engine, runId);
  }
  await until(async () => (await findRun(engine.services.db, runId))?.status === 'succeeded', 'the end');
  expect(attempts).toEqual([1, 2, 2, 2]);
  expect(await findRun(engine.services.db, runId)).toMatchObject({ crashes: 0, failures: 0, result: { n: 4 } });
});

test('a step is cut off at its own limits, which is a failure like any other', async () => {
  const ends: string[] = [];
  await using engine = await engineWith(async ({ step, signal }) => {
    await step('soft', { retry: twice, softLimitMs: 30 }, async (at) => {
      if (at.attempt === 2) return;
      await new Promise((_, reject) => at.signal.addEventListener('abort', () => reject(new Error('my own words'))));
    });
    await step('hard', { retry: twice, softLimitMs: 20, hardLimitMs: 60 }, async (at) => {
      at.signal.addEventListener('abort', () => ends.push(`attempt ${at.attempt}`));
      if (at.attempt === 1) await new Promise(() => {});
    });
    return { n: signal.aborted ? 1 : 0 };
  });
  const runId = await engine.start();
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const events = await watching;
  expect(endOf(events)).toMatchObject({ status: 'succeeded', result: { n: 0 } });
  const failures = events.flatMap(({ data }) => (data.type === 'failed' ? [data.error.reason] : []));
  expect(failures).toEqual(['jobs.step-time-limit', 'jobs.step-time-limit']);
  expect(ends).toEqual(['attempt 1']);
});

test('a cancel reaches the signal of a step with limits, and is no failure of it', async () => {
  let atWork = false;
  await using engine = await engineWith(({ step }) =>
    step('wait', { retry: twice, softLimitMs: 60_000 }, async ({ signal }) => {
      atWork = true;
      await sleep(60_000, undefined, { signal });
      return { n: 1 };
    }),
  );
  await engine.startWorker();
  const runId = await engine.start();
  await until(async () => atWork, 'the step');
  await stopJob(engine.services, runId);
  expect(endOf(await engine.eventsOf(runId)).status).toBe('cancelled');
  expect(await engine.services.db.selectFrom('runSteps').selectAll().execute()).toEqual([]);
});

test('steps at work beside one that failed come to their end, and none begins', async () => {
  const begun: string[] = [];
  const refused = Promise.withResolvers<void>();
  await using engine = await engineWith(async ({ step }) => {
    const slow = step('slow', async () => {
      begun.push('slow');
      await refused.promise;
      return 1;
    });
    const quick = step('quick', { retry: twice }, async ({ attempt }) => {
      begun.push(`quick ${attempt}`);
      if (attempt === 1) throw down();
      return 1;
    });
    const late = quick
      .catch(() => sleep(20))
      .then(() => step('late', async () => begun.push('late')))
      .catch((error: unknown) => {
        refused.resolve();
        throw error;
      });
    const [n] = await Promise.all([slow, quick, late]);
    return { n };
  });
  const runId = await engine.start();
  const watching = engine.eventsOf(runId);
  await engine.startWorker();
  const events = await watching;
  expect(endOf(events).status).toBe('succeeded');
  expect(types(events).filter((type) => type === 'failed')).toHaveLength(1);
  // which of two begins first is the database's to say
  expect(begun.toSorted()).toEqual(['late', 'quick 1', 'quick 2', 'slow']);
  expect(begun.at(-1)).toBe('late');
});
