import { AppError } from '@millrace/contract/app-error';
import { defineJob } from '@millrace/contract/jobs/define-job';
import type { Queue } from '@millrace/queue/port';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openEngine } from '../../test/engine.ts';
import { type AnyHandler, handle } from './handle.ts';
import { withJobs } from './start-job.ts';

const job = defineJob({
  name: 'test.count-once',
  lane: 'default',
  payload: z.object({ n: z.int() }),
  progress: z.object({}),
  result: z.object({}),
  initial: {},
  describe: () => ({ text: '' }),
});

const crash = () => new AppError('unavailable', 'test.crash', 'The process died here.');

/** The two places between commit and outbox where a process can die. */
const failpoints: Record<string, (queue: Queue) => Queue> = {
  'between commit and enqueue': (queue) => ({
    ...queue,
    enqueue: async () => {
      throw crash();
    },
  }),
  'between enqueue and the outbox': (queue) => ({
    ...queue,
    enqueue: async (tickets) => {
      await queue.enqueue(tickets);
      throw crash();
    },
  }),
};

test.each(Object.entries(failpoints))('R3: 500 crashes %s: each run has its effect exactly once', async (_, broken) => {
  const effects = new Map<number, number>();
  const handler = handle(job, async ({ payload }) => {
    effects.set(payload.n, (effects.get(payload.n) ?? 0) + 1);
    return {};
  });
  await using engine = await openEngine({ [job.name]: handler as AnyHandler });
  const dying = { ...engine.services, queue: broken(engine.services.queue) };
  for (let batch = 0; batch < 10; batch += 1) {
    await withJobs(dying, async (_trx, start) => {
      for (let i = 0; i < 50; i += 1) await start(job, { n: batch * 50 + i }, { workspaceId: engine.workspaceId });
    });
  }
  await engine.startWorker({ default: 16 });
  await expect.poll(() => effects.size, { timeout: 90_000 }).toBe(500);
  await expect
    .poll(
      async () =>
        (await engine.services.db.selectFrom('runs').select('id').where('status', '<>', 'succeeded').execute()).length,
      { timeout: 60_000 },
    )
    .toBe(0);
  await expect
    .poll(async () => (await engine.services.db.selectFrom('outbox').selectAll().execute()).length, { timeout: 20_000 })
    .toBe(0);
  expect([...effects.values()].every((count) => count === 1)).toBe(true);
});
