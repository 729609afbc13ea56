import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import { expect, test } from 'vitest';
import { endOf, engineWith, until } from '../../test/count-up.ts';
import { findRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { withJobs } from './start-job.ts';
import { keepOutput, largestInRow, outputsOwner } from './step-output.ts';
import { dropLooseOutputs, sweepSteps } from './sweep-steps.ts';

type Engine = Awaited<ReturnType<typeof engineWith>>;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const stepsOf = ({ services }: Engine) =>
  services.db.selectFrom('runSteps').select(['name', 'output', 'outputKey']).orderBy('name').execute();
const keptIn = async ({ services }: Engine, key: string) =>
  services.storage.open(outputsOwner, key).then(buffer, (error: AppError) => error.kind);
/** What housekeeping does; returns what either part dealt with. */
const sweep = async ({ services }: Engine) => [await sweepSteps(services), await dropLooseOutputs(services)];
const ended = (engine: Engine, runId: string, status: string) =>
  until(async () => (await findRun(engine.services.db, runId))?.status === status, status);

/** Two steps, the first with a large output, and an end that the test decides. */
async function withLargeStep(text: string) {
  const made = { large: 0 };
  const world = { fails: true };
  const engine = await engineWith(async ({ step }) => {
    const large = await step('large', async () => {
      made.large += 1;
      return { text };
    });
    const small = await step('small', async () => ({ n: 1 }));
    if (world.fails) throw new AppError('invalid', 'test.broken', 'Broken.');
    return { n: large.text.length + small.n };
  });
  await engine.startWorker();
  return Object.assign(engine, { made, world });
}

test('a large output is kept in the storage, is read back as it was, and the small one beside it is in the row', async () => {
  const text = 'ä'.repeat(largestInRow);
  await using engine = await withLargeStep(text);
  const runId = await engine.start();
  await ended(engine, runId, 'failed');
  const [large, small] = await stepsOf(engine);
  expect(small).toEqual({ name: 'small', output: { n: 1 }, outputKey: null });
  expect(large).toEqual({ name: 'large', output: null, outputKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
  engine.world.fails = false;
  await retryJob(engine.services, runId);
  await ended(engine, runId, 'succeeded');
  expect(endOf(await engine.eventsOf(runId))).toMatchObject({ result: { n: text.length + 1 } });
  expect(engine.made.large).toBe(1);
});

test('an output of exactly the limit stays in the row, one byte more does not', async () => {
  await using engine = await engineWith(async ({ step }) => {
    // with its quotes
    await step('a', async () => 'x'.repeat(largestInRow - 2));
    await step('b', async () => 'x'.repeat(largestInRow - 1));
    return { n: 0 };
  });
  await engine.startWorker();
  await ended(engine, await engine.start(), 'succeeded');
  const [a, b] = await stepsOf(engine);
  expect([a?.outputKey === null, b?.outputKey === null]).toEqual([true, false]);
});

test('a step whose output is gone from the storage runs again', async () => {
  await using engine = await withLargeStep('x'.repeat(100_000));
  const runId = await engine.start();
  await ended(engine, runId, 'failed');
  const [large] = await stepsOf(engine);
  await engine.services.storage.delete(outputsOwner, large?.outputKey as string);
  engine.world.fails = false;
  await retryJob(engine.services, runId);
  await ended(engine, runId, 'succeeded');
  expect(engine.made.large).toBe(2);
});

test('steps of a run that has succeeded go after a day, those that may be carried on after 30, and their outputs follow', async () => {
  await using engine = await withLargeStep('x'.repeat(100_000));
  const failed = await engine.start();
  await ended(engine, failed, 'failed');
  const key = (await stepsOf(engine))[0]?.outputKey as string;
  engine.world.fails = false;
  // the same output, of another run
  const succeeded = await engine.start();
  await ended(engine, succeeded, 'succeeded');
  expect(await sweep(engine)).toEqual([0, 0]);

  engine.travel(dayMs + hourMs);
  // the note is dealt with, and the failed run still names the output
  expect(await sweep(engine)).toEqual([2, 1]);
  expect(await keptIn(engine, key)).toHaveLength(100_000 + '{"text":""}'.length);

  engine.travel(30 * dayMs);
  expect(await sweep(engine)).toEqual([2, 1]);
  expect(await keptIn(engine, key)).toBe('not-found');
  expect(await engine.services.db.selectFrom('looseOutputs').selectAll().execute()).toEqual([]);
});

test('a run that is deleted with its workspace leaves no output behind', async () => {
  await using engine = await withLargeStep('x'.repeat(100_000));
  await ended(engine, await engine.start(), 'failed');
  const key = (await stepsOf(engine))[0]?.outputKey as string;
  await engine.services.db.deleteFrom('workspaces').execute();
  expect(await stepsOf(engine)).toEqual([]);
  await sweep(engine);
  expect(await keptIn(engine, key)).toHaveLength(100_011);
  engine.travel(2 * hourMs);
  expect(await sweep(engine)).toEqual([0, 1]);
  expect(await keptIn(engine, key)).toBe('not-found');
});

test('an output that was put by a process that died before its row is found', async () => {
  await using engine = await withLargeStep('x');
  const stored = await keepOutput(engine.services, JSON.stringify('x'.repeat(100_000)));
  const key = 'outputKey' in stored ? stored.outputKey : '';
  engine.travel(2 * hourMs);
  expect(await sweep(engine)).toEqual([0, 1]);
  expect(await keptIn(engine, key)).toBe('not-found');
});

test('a run that carries on another one names its outputs, and outlives it', async () => {
  await using engine = await withLargeStep('x'.repeat(100_000));
  const first = await engine.start();
  await ended(engine, first, 'failed');
  engine.world.fails = false;
  const { workspaceId } = engine;
  const second = await withJobs(engine.services, async (trx, start) => {
    const runId = await start(engine.job, { to: 1 }, { workspaceId, goesOnFrom: first });
    await trx.deleteFrom('runs').where('id', '=', first).execute();
    return runId;
  });
  await ended(engine, second, 'succeeded');
  expect(engine.made.large).toBe(1);
  engine.travel(2 * hourMs);
  expect(await sweep(engine)).toEqual([0, 1]);
});
